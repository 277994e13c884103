import { createHmac } from 'node:crypto'
import type { Tx } from '../../db/db.ts'

/**
 * Reports of misconduct leave nothing behind but how many came on a day (domain.md, section 2.3). The number of each is
 * remembered as a keyed hash, so that a later file with the same rows counts none of them again.
 */
export class MisconductCount {
  readonly #secret: string
  readonly #days = new Map<string, string>()

  constructor(secret: string) {
    this.#secret = secret
  }

  add(petitionNo: string, receivedOn: string): void {
    this.#days.set(createHmac('sha256', this.#secret).update(`misconduct ${petitionNo}`).digest('hex'), receivedOn)
  }

  get size(): number {
    return this.#days.size
  }

  /** Adds the reports not counted before. @returns how many were new */
  async write(tx: Tx, county: string, run: number): Promise<number> {
    if (this.#days.size === 0) return 0
    const { rows } = await tx.query<{ n: number }>(`
      with given as (
        select decode(k, 'hex') as key, d::date as received_on from unnest($3::text[], $4::text[]) g (k, d)
      ), seen as (
        insert into misconduct_seen (county_code, key, import_run_id) select $1, key, $2 from given
        on conflict do nothing returning key
      ), counted as (
        insert into misconduct_count (county_code, received_on, import_run_id, n)
        select $1, g.received_on, $2, count(*) from given g join seen s on s.key = g.key group by g.received_on
      )
      select count(*)::int as n from seen`, [county, run, [...this.#days.keys()], [...this.#days.values()]])
    return rows[0]?.n ?? 0
  }
}
