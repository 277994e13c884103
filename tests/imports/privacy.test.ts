import { describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { correctionsOfRun } from '../../api/importers/corrections-of-run.ts'
import { undoRun } from '../../api/importers/undo.ts'
import { engines } from '../setup/engines.ts'
import { importPetitions, one, withCounty, type TestPetition } from './county.ts'

const canaries = ['欧阳金丝雀', '13812340987', '金丝雀被举报的村支书', '金丝雀控告地点', 'M-CANARY-1', 'M-CANARY-2', 'M-CANARY-3', '金丝雀单位']
const rows: TestPetition[] = [
  { no: 'N1', name: '欧阳金丝雀', phone: '13812340987', on: '2024-01-01', place: '柳河镇大湾村', text: '来电 13812340987 反映道路' },
  { no: 'M-CANARY-1', on: '2024-01-02', purpose: '检举控告', text: '金丝雀被举报的村支书', place: '金丝雀控告地点', department: '金丝雀单位' },
  { no: 'M-CANARY-2', on: '2024-01-02', purpose: '揭发控告类', text: '金丝雀被举报的村支书', place: '金丝雀控告地点' },
  // wrong in two ways: must be neither stored nor shown in the correction file
  { no: 'M-CANARY-3', on: '2024-99-02', purpose: '举报', text: '金丝雀被举报的村支书', place: '金丝雀控告地点', lon: 104.1 },
  { no: 'N2', name: '欧阳金丝雀', phone: '13812340987', on: '2024-99-01', text: '13812340987' },
]

/** The names of the canaries that stand in any column of any table. */
async function found(db: Db): Promise<string[]> {
  const { rows: tables } = await db.query<{ name: string }>(`
    select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`)
  const seen: string[] = []
  for (const { name } of tables) {
    const { rows: hits } = await db.query<{ canary: string }>(
      `select distinct k as canary from ${name} t, unnest($1::text[]) k where strpos(t::text, k) > 0 or strpos(t::text, encode(convert_to(k, 'UTF8'), 'hex')) > 0`, [canaries])
    seen.push(...hits.map(({ canary }) => `${name}: ${canary}`))
  }
  return seen
}

describe.each(engines)('what must not be kept on $name', ({ open }) => {
  let db: Db
  withCounty(open, (opened) => { db = opened })

  test('a report of misconduct leaves a dated count and nothing else, nor does any person', async () => {
    const result = await importPetitions(db, rows, { recognise: true })
    expect(result).toMatchObject({ created: 1, rejected: 2, skipped: 2 })
    expect(await found(db)).toEqual([])
    expect(await one(db, "select json_agg(json_build_object('on', received_on, 'n', n)) as value from misconduct_count")).toEqual([{ on: '2024-01-02', n: 2 }])
    const workbook = (await correctionsOfRun(result.rejections, result.understood.shownColumns)).toString('latin1')
    expect(JSON.stringify(result.rejections)).not.toMatch(/金丝雀|CANARY|13812340987/)
    expect(workbook.length).toBeGreaterThan(1_000)
  })

  test('is not counted twice when a later file repeats it', async () => {
    await importPetitions(db, [...rows, { no: 'M9', on: '2024-01-02', purpose: '检举控告' }])
    expect(await one(db, 'select sum(n)::int as value from misconduct_count')).toBe(3)
  })

  test('leaves no trace in a dry run', async () => {
    await importPetitions(db, [{ ...rows[1] as TestPetition, no: 'M-CANARY-9' }], { dryRun: true })
    expect(await one(db, 'select sum(n)::int as value from misconduct_count')).toBe(3)
    expect(await found(db)).toEqual([])
  })

  test('goes when its run is undone', async () => {
    const { id } = await importPetitions(db, [{ no: 'M10', on: '2024-01-09', purpose: '控告' }])
    await undoRun(db, id)
    expect(await one(db, 'select sum(n)::int as value from misconduct_count')).toBe(3)
  })
})
