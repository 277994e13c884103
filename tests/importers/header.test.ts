import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldOf, read } from './files.ts'
import { workbook } from './workbook.ts'

const csv = (rows: (string | number)[][]) => rows.map((row) => row.join(',')).join('\n') + '\n'
const HEADERS = ['信访件编号', '姓名', '信访人数', '住址', '手机号码', '问题属地', '信访目的', '内容分类', '信访日期', '登记日期', '限办时间', '信访形式', '概况', '是否办结', '是否全国初次信访', '联名信或集体访', '信访件状态', '登记部门', '登记人']
const ROW = ['530628', '张三', '2', '某镇某村三组', '13800138000', '城关镇大河村', '申诉求决', '国土资源_土地征收_安置补偿', '2026-03-05', '2026-03-05', '2026-05-04', '来访', '反映补偿款', '是', '否', '否', '受理', '县信访局/市信访局', '李四']

describe('the header of a table', () => {
  it('is found under any number of title rows, in any order of columns', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(4), fc.shuffledSubarray(HEADERS.map((_, i) => i), { minLength: HEADERS.length }), async (titles, order) => {
      const above = ['示例县信访台账', '统计时间：2026年3月', '（内部使用）', '制表：县信访局'].slice(0, titles).map((title) => [title])
      const rows = Array.from({ length: 5 }, (_, n) => order.map((i) => i === 0 ? `53${n}` : ROW[i] as string))
      const { understood } = await read(csv([...above, order.map((i) => HEADERS[i] as string), ...rows]))
      expect(understood.headerRows).toEqual([titles + 1])
      expect(fieldOf(understood, '信访日期')).toBe('received_on')
      expect(fieldOf(understood, '问题属地')).toBe('place_text')
      expect(fieldOf(understood, '住址')).toBe('personal address')
    }), { numRuns: 30 })
  })

  it('may have three rows, with groups over their columns, also in a csv that has lost its merges', async () => {
    const { understood, rows } = await read(csv([
      ['示例县信访情况统计台账'], ['基本信息', '', '', '办理情况', '', ''], ['编号', '问题', '', '责任', '时限', ''], ['信访件编号', '问题属地', '内容分类', '责任单位', '信访日期', '限办时间'],
      ['A1', '大河村', '国土资源', '县自然资源局', '2026-03-05', '2026-05-04'], ['合计', '', '', '', '', ''],
    ]))
    expect(understood.headerRows.at(-1)).toBe(4)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.values).toMatchObject({ petition_no: 'A1', place_text: '大河村', responsible_department: '县自然资源局', received_on: '2026-03-05', due_on: '2026-05-04' })
  })

  it('in a sheet takes its groups from the merged cells', async () => {
    const { understood } = await read(workbook([{ name: 'a', merges: ['A1:D1', 'A2:A3', 'B2:C2', 'D2:D3'], rows: [
      ['台账'], ['信访件编号', '时间', null, '问题属地'], [null, '信访日期', '限办时间', null], ['A1', '2026-03-05', '2026-05-04', '大河村'],
    ] }]))
    expect(understood.columns.map((column) => column.header)).toEqual(['信访件编号', '时间_信访日期', '时间_限办时间', '问题属地'])
    expect(understood.headerRows).toEqual([2, 3])
  })

  it('printed again on the next page, column numbers, totals and notes are no data, and are counted', async () => {
    const header = ['序号', '信访件编号', '问题属地', '信访日期']
    const { rows, tally } = await read(csv([
      header, [1, 2, 3, 4], [1, 'A1', '大河村', '2026-03-05'], ['', '本页小计', '1', ''], header, [2, 'A2', '小河村', '2026-03-06'], ['', '', '', ''], ['总计：', '2', '', ''], ['注：以上数据截至三月底', '', '', ''],
    ]))
    expect(rows.map((row) => row.values.petition_no)).toEqual(['A1', 'A2'])
    expect(tally.skippedCount).toEqual({ 'column-numbers': 1, total: 2, 'repeated-header': 1, blank: 1, note: 1 })
    expect(rows.length + Object.values(tally.skippedCount).reduce((a, b) => a + b, 0)).toBe(8)
  })

  it('with unknown names is told by its shape', async () => {
    const { understood } = await read(csv([['甲方', '乙方', '丙方'], ['2026-03-05', 'aaa', 12], ['2026-03-06', 'bbb', 13]]))
    expect([understood.headerReason.code, understood.headerRows]).toEqual(['header-by-shape', [1]])
  })

  it('may be missing: then columns are named by position and told by what stands in them', async () => {
    const { understood, rows } = await read(csv([['530628000000', '530600000000', '示例县', 'county', 104.048289, 27.625418], ['530628101000', '530628000000', '城关镇', 'town', 104.05112, 27.628378], ['530628101001', '530628101000', '大河村民委员会', 'village', '', '']]), { kind: 'units' })
    expect(understood.headerReason.code).toBe('header-none')
    expect(rows[1]?.values).toEqual({ code: '530628101', parent_code: '530628', name: '城关镇', level: 'township', lon: 104.05112, lat: 27.628378 })
    expect(rows).toHaveLength(3)
  })

  const layouts = '../shared/data/petition_schema/export_headers.json'
  describe.skipIf(!existsSync(layouts))('in the layouts seen in real systems (needs ../shared)', () => {
    interface Layout { name: string; title_rows: number; header_row: number; headers: string[]; pii: string[] }
    const known = existsSync(layouts) ? (JSON.parse(readFileSync(layouts, 'utf8')) as { layouts: Layout[] }).layouts : []
    it.each(known)('$name', async ({ title_rows, header_row, headers, pii }) => {
      const sample = headers.map((header) => /日期|时间/.test(header) ? '2019/2/28 11:25:05' : /编号|序号/.test(header) ? 'A0001' : '某些文字')
      const { understood } = await read(csv([...Array.from({ length: title_rows }, (_, i) => [`标题${i}`]), headers, sample, sample]))
      expect(understood.headerRows).toEqual([header_row])
      expect(understood.fields).toContain('received_on')
      for (const header of pii.map((text) => text.replace(/ \(.*/, ''))) expect(fieldOf(understood, header), header).toMatch(/^personal/)
    })
  })
})
