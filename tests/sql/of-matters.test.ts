/** How rows are read where the matters are known that say a text: as a list or as a join, by engine and filter; what comes out is the same. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller, Db, Tx } from '../../api/db/db.ts'
import { engines, rolledBack } from '../setup/engines.ts'

describe.each(engines)('the rows of known matters on $name', ({ openDemo }) => {
  let db: Db
  let version: number
  let known: number[]
  let parts: { unit: string, category: string, area: string }
  let callers: { office: Caller, village: Caller }
  beforeAll(async () => {
    db = await openDemo()
    known = (await db.query<{ id: number }>('select id::int as id from matter order by id')).rows.map(({ id }) => id)
    const { rows: [row] } = await db.query<{ version: number, county: number, village: number, unit: string, category: string, area: string }>(`
      select current_setting('server_version_num')::int as version, v.county_id as county, v.id as village,
        v.code as unit, (select lpad(min(category)::text, 6, '0') from matter where not confidential) as category,
        (select min(code) from key_area) as area
      from admin_unit v where v.id = (select village_id from matter where village_id is not null group by village_id order by count(*) desc, village_id limit 1)`)
    if (!row) throw new Error('the demo county has a village with matters')
    version = row.version
    parts = row
    const of = (role: string, unit: number): Caller => ({ accountId: null, role, scopeUnits: [unit] })
    callers = { office: of('office', row.county), village: of('village', row.village) }
  })
  afterAll(() => db.close())

  const read = async (tx: Pick<Tx, 'query'>, f: object, matters: string, key = 'p.matter_id'): Promise<string> =>
    (await tx.query<{ said: string }>(`select of_matters($1::jsonb, 'filtered_petitions($1) p', $2, 2, ${matters}) as said`, [JSON.stringify(f), key])).rows[0]?.said ?? ''
  const list = 'filtered_petitions($1) p where p.matter_id = any ($2)'
  const join = 'unnest($2) s (id) join filtered_petitions($1) p on p.matter_id = s.id'

  it('are searched for by a list from PostgreSQL 17 on, and joined before', async () => {
    expect(await read(db, {}, 'array[1, 2]::bigint[]')).toBe(version >= 170_000 ? list : join)
    expect(await read(db, { from: '2024-01-01', kind: 'repeat', unit_ids: [1] }, 'array[1]::bigint[]')).toBe(version >= 170_000 ? list : join)
  })

  it('are joined on every engine where a list would be too long, or where the filter leaves few rows', async () => {
    expect(await read(db, {}, 'array_fill(1::bigint, array[100001])')).toBe(join)
    expect(await read(db, {}, 'array_fill(1::bigint, array[100000])')).toBe(version >= 170_000 ? list : join)
    for (const narrow of ['village_ids', 'group_ids', 'area_ids', 'categories', 'sectors', 'box', 'ring', 'hexagons']) {
      expect([narrow, await read(db, { [narrow]: [] }, 'array[1]::bigint[]')]).toEqual([narrow, join])
    }
  })

  it('are the same either way, and the same as when every row is looked at: for any matters, filter and caller', async () => {
    const anybodys: Record<string, unknown>[] = [{}, { period: '365d' }, { kind: 'repeat' }, { state: ['open'] }, { unit: parts.unit }, { category: [parts.category] }]
    const extremes = fc.constantFrom([], [-1, 999_999_999], known)
    const matters = fc.oneof({ weight: 4, arbitrary: fc.subarray(known, { maxLength: 400 }) }, { weight: 1, arbitrary: extremes })
    for (const [name, caller] of Object.entries(callers)) {
      // an area elsewhere is none for a village
      const filters = fc.constantFrom(...anybodys, ...name === 'office' ? [{ area: [parts.area] }] : [])
      let found = 0
      await rolledBack(db, (tx) => fc.assert(fc.asyncProperty(filters, matters, async (asked, ids) => {
        const { rows: [resolved] } = await tx.query<{ f: string }>('select resolve_filter($1::jsonb)::text as f', [JSON.stringify(asked)])
        const params = [resolved?.f ?? '{}', `{${ids.join()}}`]
        const figures = async (source: string): Promise<unknown> => (await tx.query<{ n: number, people: number | null, ids: string | null }>(`
          select count(*)::int as n, sum(p.people_count)::int as people, md5(string_agg(p.id::text, ',' order by p.id)) as ids from ${source}`, params)).rows[0]
        const typed = (source: string): string => source.replace('($1)', '($1::jsonb)').replace('($2)', '($2::bigint[])')
        const every = await figures('filtered_petitions($1::jsonb) p where p.matter_id = any (select m.id from matter m where m.id = any ($2::bigint[]))')
        expect(await figures(typed(await read(tx, {}, 'array[1]::bigint[]')))).toEqual(every)
        expect(await figures(typed(await read(tx, { box: [] }, 'array[1]::bigint[]')))).toEqual(every)
        found += (every as { n: number }).n
      }), { numRuns: 25, seed: 84, endOnFailure: true }), caller)
      expect(found).toBeGreaterThan(0)
    }
  })
})
