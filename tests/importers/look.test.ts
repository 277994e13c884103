import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lookAt } from '../../api/importers/look.ts'
import { openTable } from '../../api/importers/read/open.ts'
import type { FileLook, LookOptions } from '../../api/importers/types.ts'
import { file, refusal } from './files.ts'
import { workbook } from './workbook.ts'

async function look(content: Buffer | string, options: LookOptions = {}, name?: string): Promise<FileLook> {
  const path = file(content, name)
  return await lookAt(await openTable(path, options), { fileName: name, ...options }, '2026-11-23')
}
const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(',')).join('\n') + '\n'

const ledger = workbook([{
  name: '台账', merges: ['A1:F1', 'C2:D2'],
  rows: [
    ['某县信访台账', null, null, null, null, null],
    ['信访件编号', '姓名', '来访情况', null, '问题属地', '概况'],
    [null, null, '信访日期', '人数', null, null],
    ['Ｘ００１', '欧阳金丝雀', '2026年3月5日', '３', '柳河镇大湾村三组12号', '道路损毁，电话13812340987'],
    ['Ｘ００２', '司马金丝雀', '2026年3月6日', '１', '柳河镇大湾村', '补偿未到位'],
  ],
}])

describe('a look at a file', () => {
  test('tells header, columns, fill and samples, without anything of a person', async () => {
    const seen = await look(ledger)
    expect([seen.kind, seen.guessed]).toEqual(['petitions', true])
    expect(seen.understood.headerRows).toEqual([2, 3])
    const columns = Object.fromEntries(seen.understood.columns.map((column) => [column.header, column]))
    expect(columns['来访情况_信访日期']).toMatchObject({ field: 'received_on', fillRate: 1 })
    expect(columns['姓名']).toMatchObject({ personal: 'name', samples: [] })
    expect(columns['问题属地']?.samples).toEqual(['柳河镇大湾村三组○号', '柳河镇大湾村'])
    expect(JSON.stringify(seen)).not.toMatch(/金丝雀|13812340987|12号/)
  })

  test('shows the first lines so that another header can be chosen, and reads by the one chosen', async () => {
    const rows = [['甲表', '', ''], ['件', '日子', '何处'], ['A1', '2026-03-05', '大湾村'], ['A2', '2026-03-06', '小湾村']]
    const seen = await look(csv(rows), { kind: 'petitions' })
    expect(seen.head.map(({ line, cells }) => [line, cells[0]])).toEqual([[1, '甲表'], [2, '件'], [3, 'A1'], [4, 'A2']])
    const chosen = await look(csv(rows), { kind: 'petitions', header: [2], mapping: { petition_no: '件', received_on: '日子' } })
    expect(chosen.understood).toMatchObject({ headerRows: [2], dataStart: 3, missing: [], headerReason: { code: 'header-given' } })
    const none = await look(csv(rows.slice(2)), { kind: 'petitions', header: [] })
    expect(none.understood.columns.map(({ header, field }) => [header, field])).toContainEqual(['列2', 'received_on'])
    expect((await refusal(() => look(csv(rows), { kind: 'petitions', header: [99] }))).parameter).toBe('header')
  })

  test('never shows a person whichever lines are said to be the header', async () => {
    const people = ['欧阳金丝雀', '司马金丝雀', '上官金丝雀', '夏侯金丝雀']
    const rows = [
      ['示例县信访台账', '', '', '', ''], ['信访件编号', '姓名', '住址', '信访形式', '信访日期'],
      ...people.map((name, i) => [`A${i}`, name, `金丝雀路${i}栋`, ['来信', '电话', '来访', '电话'][i] ?? '', `2026-03-0${i + 1}`]),
    ]
    await fc.assert(fc.asyncProperty(fc.option(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 })), async (given) => {
      const header = given?.toSorted((a, b) => a - b)
      const seen = await look(csv(rows), { kind: 'petitions', ...(header ? { header } : {}) })
      expect(JSON.stringify(seen)).not.toContain('金丝雀')
      expect(seen.understood.columns.filter(({ personal }) => personal).map(({ index }) => index)).toEqual(expect.arrayContaining([1, 2]))
    }), { numRuns: 40 })
  })

  test('reads out no report of misconduct', async () => {
    const seen = await look(csv([
      ['信访件编号', '信访日期', '信访目的', '概况', '经度', '纬度'],
      ['A1', '2026-03-05', '检举控告', '金丝雀', '104.1', '27.6'], ['A2', '2026-03-06', '申诉求决', '修路', '104.2', '27.7'],
    ]))
    expect(JSON.stringify(seen)).not.toMatch(/金丝雀|104\.1|检举/)
    expect(seen.places).toMatchObject([{ line: 3, geometry: { type: 'Point', coordinates: [104.2, 27.7] } }])
  })

  test.each([
    ['holidays', csv([['日期', '名称', '是否上班'], ['2027-01-01', '元旦', '休']])],
    ['petitions', csv([['工单编号', '来电时间', '问题描述'], ['A1', '2026-03-05', '路灯不亮']])],
    ['units', csv([['code', 'name', 'level', 'parent_code'], ['990000001', '东乡', 'township', '990000']])],
    ['units', polygons({ town_code: '990000001', town_name: '东乡' })],
    ['key-areas', polygons({ name: '水库移民安置点', kind: 'relocation_site' })],
    ['key-areas', polygons({ 名称: '工业园区' })],
  ])('knows %s by their columns and shapes', async (kind, content) => {
    expect((await look(content)).kind).toBe(kind)
  })

  test('draws places in degrees, sketched for the preview and whole for drawing on', async () => {
    const ring = Array.from({ length: 20_000 - 1 }, (_, i) => [116.4 + 0.01 * Math.cos(i / 3183.1), 39.9 + 0.01 * Math.sin(i / 3183.1)])
    const content = polygons({ name: '某区' }, [...ring, ring[0] as number[]])
    const outline = await look(content, { kind: 'key-areas', crs: 'gcj02' })
    const whole = await look(content, { kind: 'key-areas', crs: 'gcj02', shapes: true })
    const corners = (seen: FileLook) => (seen.places[0]?.geometry as { coordinates: number[][][] }).coordinates[0] ?? []
    expect(corners(outline).length).toBeLessThan(12_100)
    expect(corners(outline).at(0)).toEqual(corners(outline).at(-1))
    expect(corners(whole).length).toBe(20_000)
    // the offset of the national maps is hundreds of metres
    expect(Math.abs((corners(whole)[0]?.[0] ?? 0) - 116.41)).toBeGreaterThan(0.004)
    expect(whole.understood.crs).toMatchObject({ id: 'GCJ-02', how: 'argument' })
  })
})

function polygons(properties: Record<string, string>, ring: number[][] = [[104, 27], [104.1, 27], [104.1, 27.1], [104, 27]]): string {
  return JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }] })
}
