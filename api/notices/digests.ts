import { readers } from '../contract/feed.ts'
import type { Caller, Db } from '../db/db.ts'

interface Due { accountId: string, role: string, scopeUnits: number[], day: string }

/**
 * Makes every digest that is due at `at` (ms), each counted under its reader's own rights and kept in one transaction:
 * run twice, by two processes, or again after a crash, a person has one per day.
 *
 * @returns how many were made
 * @throws AggregateError when some could not be made; the others are
 */
export async function makeDigests(db: Db, at: number): Promise<number> {
  const moment = new Date(at).toISOString()
  const { rows } = await db.query<Due>(
    'select account_id as "accountId", role, scope_units as "scopeUnits", day::text as day from due_notices($1, $2)', [moment, readers])
  let made = 0
  const faults: unknown[] = []
  for (const { day, ...caller } of rows) {
    try {
      await db.as(caller satisfies Caller, async (tx) => {
        const { rows: [row] } = await tx.query<{ id: string | null }>('select make_digest($1, $2) as id', [day, moment])
        if (row && row.id !== null) made += 1
      }, { budgetMs: 30_000 })
    } catch (error) {
      // the others' digests do not wait for this one
      faults.push(error)
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} 份通知未生成 / digests not made: ${String(faults[0])}`)
  return made
}
