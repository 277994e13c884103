/** Rows of areas, holidays and units that are refused or marked: their line, their column, why, in both languages; the others go on. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { undoRun } from '../../api/importers/undo.ts'
import { engines } from '../setup/engines.ts'
import { csv, importCounty, importFile, keep, one } from './county.ts'

const square = (west: number, south: number): string => `POLYGON ((${west} ${south}, ${west + 0.02} ${south}, ${west + 0.02} ${south + 0.02}, ${west} ${south + 0.02}, ${west} ${south}))`

// how a refusal travels from either engine is tests/db/types.test.ts and tests/api/problems.test.ts: its words are asked of one
describe.each(engines.slice(-1))('a row on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await importCounty(db)
  }, 240_000)
  afterAll(() => db.close())

  async function run(kind: 'key-areas' | 'holidays' | 'units', header: string[], rows: (string | number)[][], more = {}) {
    const result = await importFile(db, kind, await keep(`${kind}.csv`, csv(header, rows)), more)
    const { created, updated, unchanged, rejected, id, tally } = result
    return {
      counts: { created, updated, unchanged, rejected }, id, tally,
      told: result.rejections.map(({ line, outcome, reasons }) =>
        [line, outcome, reasons.map(({ code, column, message_zh: zh, message_en: en }) => [code, column, zh, en])]),
      cells: result.rejections.map(({ cells }) => cells),
    }
  }

  test('of an area that cannot be kept says what is missing, and names the line that it repeats', async () => {
    const { counts, told, cells, tally } = await run('key-areas', ['代码', '名称', '类型', '户数', 'WKT'], [
      ['K1', '东片区', '征地拆迁区', 90, square(104.01, 27.61)], ['K1', '东片区二', '征地拆迁区', 90, square(104.05, 27.61)], ['K2', '无界区', '工业园区', 10, ''],
      ['K3', '水厂', 'water_works', 10, square(104.09, 27.61)], ['K4', '未知类', '其他什么', 10, square(104.13, 27.61)], ['K 5', '坏代码', '景区', 10, square(104.17, 27.61)],
    ])
    expect(counts).toEqual({ created: 2, updated: 0, unchanged: 0, rejected: 4 })
    expect(told).toEqual([
      [3, 'rejected', [['duplicate-code', 'code', '与第 2 行是同一区域', 'the same area as line 2']]],
      [4, 'rejected', [['boundary-missing', 'geometry', '新区域须有边界面', 'a new area needs a polygon']]],
      [5, 'rejected', [['kind-unknown', 'kind', '类型 water_works 不在类型表中', 'the kind water_works is not in the list of kinds']]],
      [6, 'flagged', [['kind-unknown', undefined, expect.stringMatching(/类型/), expect.stringMatching(/kind/)]]],
      [7, 'rejected', [['code-unreadable', expect.anything(), expect.stringContaining('K 5'), expect.stringContaining('K 5')]]],
    ])
    // what was refused can be corrected: its cells come back
    expect(cells[1]).toMatchObject({ 代码: 'K2', 名称: '无界区' })
    expect(tally).toMatchObject({ 'duplicate-code': 1, 'boundary-missing': 1, 'kind-unknown': 2 })
    expect(await one(db, `select json_agg(code order by code) as value from key_area where code like 'K%'`)).toEqual(['K1', 'K4'])
  })

  test('of an area that is known changes what it says and nothing else', async () => {
    const rows = (name: string, kind: string, households: number | string): (string | number)[][] => [['K1', name, kind, households]]
    const header = ['代码', '名称', '类型', '户数']
    expect((await run('key-areas', header, rows('东片区', '征地拆迁区', 90))).counts).toMatchObject({ unchanged: 1, updated: 0 })
    for (const changed of [rows('东片', '征地拆迁区', 90), rows('东片', '工业园区', 90), rows('东片', '工业园区', 91)]) {
      expect((await run('key-areas', header, changed)).counts).toEqual({ created: 0, updated: 1, unchanged: 0, rejected: 0 })
      expect((await run('key-areas', header, changed)).counts).toMatchObject({ unchanged: 1 })
    }
    // a cell that says nothing takes nothing away
    expect((await run('key-areas', header, rows('东片', '工业园区', ''))).counts).toMatchObject({ unchanged: 1 })
    expect(await one(db, `select json_build_array(name, kind, household_count) as value from key_area where code = 'K1'`)).toEqual(['东片', 'industrial_park', 91])
  })

  test('of an area without a code gets the same one for the same name, however it is written', async () => {
    const made = await run('key-areas', ['名称', '类型', 'WKT'], [['西片区Ａ', '景区', square(104.21, 27.61)]])
    expect(made.counts).toMatchObject({ created: 1 })
    const code = await one<string>(db, `select code as value from key_area where name = '西片区Ａ'`)
    expect(code).toMatch(/^A-[0-9a-f]{8}$/)
    await undoRun(db, made.id)
    expect(await one(db, `select count(*)::int as value from key_area where code = $1`, [code])).toBe(0)
    await run('key-areas', ['名称', '类型', 'WKT'], [[' 西片区A ', '景区', square(104.21, 27.61)]])
    expect(await one(db, `select count(*)::int as value from key_area where code = $1`, [code])).toBe(1)
  })

  test('of a holiday that comes twice is refused once, by the line that it repeats', async () => {
    const { counts, told } = await run('holidays', ['日期', '名称', '是否工作日'], [['2026-12-31', '试验节', '否'], ['2026-12-31', '试验节', '是'], ['2026-12-30', '补班', '是'], ['某日', '节', '否'], ['2026-02-30', '节', '否']])
    expect(counts.rejected).toBe(3)
    expect(told).toEqual([
      [3, 'rejected', [['duplicate-date', 'date', '日期 2026-12-31 在第 2 行已出现', 'the date 2026-12-31 is in line 2 already']]],
      [5, 'rejected', [['date-unreadable', expect.anything(), expect.stringContaining('某日'), expect.stringContaining('某日')]]],
      [6, 'rejected', [['date-invalid', expect.anything(), expect.stringContaining('2026-02-30'), expect.stringContaining('2026-02-30')]]],
    ])
    expect(await one(db, `select json_build_array(is_workday, name, status) as value from calendar_day where day = '2026-12-31'`)).toEqual([false, '试验节', 'notice'])
  })

  test('of a holiday is new, changed or the same, and undoing the file gives the day back', async () => {
    const day = (workday: string, name = '调休'): (string | number)[][] => [['2026-12-29', name, workday]]
    const header = ['日期', '名称', '是否工作日']
    const before = await one<unknown>(db, `select to_jsonb(c) as value from calendar_day c where day = '2026-12-29'`)
    const first = await run('holidays', header, day('否'))
    expect(first.counts).toEqual({ created: 0, updated: 1, unchanged: 0, rejected: 0 })
    expect((await run('holidays', header, day('否'))).counts).toMatchObject({ updated: 0, unchanged: 1 })
    const second = await run('holidays', header, day('否', '元旦调休'))
    expect(second.counts).toMatchObject({ updated: 1 })
    await undoRun(db, second.id)
    await undoRun(db, first.id)
    expect(await one(db, `select to_jsonb(c) as value from calendar_day c where day = '2026-12-29'`)).toEqual(before)
  })

  test('of a unit whose code tells no level asks for the column, and one with a wrong word names it', async () => {
    const short = await run('units', ['代码', '名称', '上级代码'], [['7', '某单位', '990100']])
    expect(short.counts).toMatchObject({ created: 0, rejected: 1 })
    expect(short.told[0]).toEqual([2, 'rejected', [['level-unknown', 'level', '从代码看不出级别，请加“级别”列', 'the code does not tell the level; add a column level']]])
    const wrong = await run('units', ['代码', '名称', '级别'], [['990100101209', '九村', '省']])
    expect(wrong.told[0]).toEqual([2, 'rejected', [['level-unknown', expect.anything(), '级别 省 不是县、乡镇、村、组之一。', 'The level 省 is none of county, township, village, group.']]])
  })

  test('refused leaves nothing of its run but the run itself, when it was only looked at', async () => {
    const { counts } = await run('units', ['代码', '名称', '级别'], [['990100101209', '九村', '村'], ['990100101209', '九村', '村']], { dryRun: true })
    expect(counts).toEqual({ created: 1, updated: 0, unchanged: 0, rejected: 1 })
    expect(await one(db, `select count(*)::int as value from admin_unit where code = '990100101209'`)).toBe(0)
  })
})
