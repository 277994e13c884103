/** The search for a text in matters: by an index that only the owner may use, so that what it finds must equal a recount. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller, Db, Tx } from '../../api/db/db.ts'
import { engines, rolledBack } from '../setup/engines.ts'

describe.each(engines)('a text looked for in matters on $name', ({ openDemo }) => {
  let db: Db
  let texts: string[]
  let callers: { office: Caller, village: Caller }
  beforeAll(async () => {
    db = await openDemo()
    texts = (await db.query<{ said: string }>(
      'select distinct unnest(array[title, place_text, matter_no]) as said from matter order by 1')).rows.map(({ said }) => said).filter(Boolean)
    const { rows: [units] } = await db.query<{ county: number, village: number }>(
      'select min(u.county_id) as county, min(m.village_id) as village from matter m join admin_unit u on u.id = m.village_id')
    const of = (role: string, unit: number | undefined): Caller => ({ accountId: null, role, scopeUnits: unit === undefined ? [] : [unit] })
    callers = { office: of('office', units?.county), village: of('village', units?.village) }
  })
  afterAll(() => db.close())

  const found = async (tx: Pick<Tx, 'query'>, wanted: string): Promise<string> =>
    (await tx.query<{ ids: string | null }>("select string_agg(s.id::text, ',' order by s.id) as ids from matters_saying($1) s", [wanted])).rows[0]?.ids ?? ''
  /** every matter looked at, under the caller's own rights */
  const looked = async (tx: Pick<Tx, 'query'>, wanted: string): Promise<string> =>
    (await tx.query<{ ids: string | null }>(`select string_agg(m.id::text, ',' order by m.id) as ids from matter m
      where not m.confidential and (m.matter_no = $1 or strpos(m.title, $1) > 0 or strpos(m.place_text, $1) > 0)`, [wanted])).rows[0]?.ids ?? ''

  /** Pieces of what matters say, and now and then what none says. */
  const pieces = (): fc.Arbitrary<string> => fc.oneof(
    { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...texts), fc.nat(30), fc.integer({ min: 1, max: 6 }))
      .map(([text, at, length]) => { const whole = [...text]; return whole.slice(at % whole.length, at % whole.length + length).join('') }) },
    { weight: 1, arbitrary: fc.constantFrom(...texts) },
    { weight: 1, arbitrary: fc.constantFrom('%', '_', '\\', '没有这样的字', '征%', ' ', 'NULL', '{}', ',') })

  it('finds what looking at every matter finds', async () => {
    await rolledBack(db, (tx) => fc.assert(fc.asyncProperty(pieces(), async (wanted) => {
      expect(await found(tx, wanted)).toBe(await looked(tx, wanted))
    }), { numRuns: 150, seed: 80 }), callers.office)
  })

  it('follows a changed title, a changed place and a matter that becomes confidential', async () => {
    await rolledBack(db, async (tx) => {
      await tx.query("select set_config('app.role', 'office', true), set_config('app.scope_units', $1, true)", [`{${callers.office.scopeUnits.join()}}`])
      const [one, two, three] = (await tx.query<{ id: string }>('select id::text as id from matter where not confidential order by id limit 3')).rows.map(({ id }) => id)
      await tx.query("update matter set title = '凤凰山界址' where id = $1", [one])
      await tx.query("update matter set place_text = '凤凰山脚' where id = $1", [two])
      await tx.query("update matter set title = '凤凰山', confidential = true where id = $1", [three])
      expect(await found(tx, '凤凰山')).toBe(`${one},${two}`)
      // the characters of title and place stand in one index, but a text does not run from one into the other
      await tx.query("update matter set title = '甲乙', place_text = '丙丁' where id = $1", [one])
      expect([await found(tx, '乙丙'), await found(tx, '丁丙'), await found(tx, '丙丁')]).toEqual(['', '', one])
      await tx.query('delete from matter where id = $1', [one])
      expect(await found(tx, '丙丁')).toBe('')
    })
  })

  it('names no petition to a village that is not its own', async () => {
    const count = async (caller: Caller, wanted: string): Promise<[number, number]> => await rolledBack(db, async (tx) => {
      const { rows: [row] } = await tx.query<{ told: number, own: number }>(`
        select (select coalesce(sum(c.petitions), 0)::int from petition_counts(resolve_filter(jsonb_build_object('q', $1::text)), 'place') c) as told,
          (select count(*)::int from petition p join matter m on m.county_code = p.county_code and m.id = p.matter_id
            where not m.confidential and (strpos(m.title, $1) > 0 or strpos(m.place_text, $1) > 0)) as own`, [wanted])
      return [row?.told ?? -1, row?.own ?? -2]
    }, caller)
    for (const wanted of ['征地', '补偿', '村']) {
      const [mine, all] = [await count(callers.village, wanted), await count(callers.office, wanted)]
      expect(mine[0]).toBe(mine[1])
      expect(all[0]).toBe(all[1])
      expect(mine[0]).toBeLessThan(all[0])
    }
  })

  it.each(['wall', 'auditor', 'sysadmin', 'secadmin'])('%s cannot ask for it', async (role) => {
    await expect(db.read({ accountId: null, role, scopeUnits: callers.office.scopeUnits }, "select * from matters_saying('征地')"))
      .rejects.toMatchObject({ code: '42501' })
  })

  it('is found by the index and not by reading every matter', async () => {
    const { rows } = await db.query<{ definition: string }>("select pg_get_functiondef('matters_saying'::regproc) as definition")
    const [indexed] = (await db.query<{ definition: string }>("select pg_get_indexdef('matter_characters'::regclass) as definition")).rows
    // the statement asks the very expression that is indexed, but for the table's short name
    const expression = /gin \((.*)\)$/.exec(indexed?.definition ?? '')?.[1] ?? 'no index'
    const plain = (sql: string): string => sql.replaceAll(/::text(\[\])?|\bm\.|[()\s]/g, '').toLowerCase()
    expect(plain(rows[0]?.definition ?? '')).toContain(plain(expression))
  })
})
