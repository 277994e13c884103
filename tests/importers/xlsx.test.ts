import fc from 'fast-check'
import { readSheet } from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { openXlsx } from '../../api/importers/read/xlsx.ts'
import { showsDate } from '../../api/importers/read/xlsx-parts.ts'
import { cells, file, read, refusal } from './files.ts'
import { workbook } from './workbook.ts'

const HEADER = ['信访件编号', '姓名', '信访人数', '问题属地', '信访日期', '是否办结']
const ledger = () => workbook([{
  name: '台账',
  merges: ['A1:F1', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:D4', 'E3:F3', 'D5:D6'],
  rows: [
    ['示例县重点区域信访台账'],
    ['统计时间：2026年1-3月', null, null, null, '填报单位：县信访局'],
    ['信访件编号', '姓名', '信访人数', '问题属地', '办理', null],
    [null, null, null, null, '信访日期', '是否办结'],
    ['000123', '张三丰', '１２', '城关镇大河村', { date: 46086 }, '是'],
    ['000124', '李四光', 3, null, '2026年3月6日', '否'],
    ['合 计', null, 15],
    ['填表人：王五', null, null, null, '审核：赵六'],
  ],
}])

describe('a workbook', () => {
  it('gives text as text, numbers as numbers, dates as ISO text and errors as they are', async () => {
    const book = workbook([{ name: 'a', rows: [['001', 12, 1.5, true, { date: 45292 }, { date: 45292.5 }, { error: '#REF!' }, { formula: 'A1&"x"', result: '001x' }]] }])
    expect((await cells(await openXlsx(file(book)))).rows[0]).toEqual(['001', 12, 1.5, true, '2024-01-01', '2024-01-01T12:00:00', '#REF!', '001x'])
  })

  it('counts days from 1904 where the workbook says so', async () => {
    const book = workbook([{ name: 'a', rows: [[{ date: 43830 }]] }], { date1904: true })
    expect((await cells(await openXlsx(file(book)))).rows[0]).toEqual(['2024-01-01'])
  })

  it('knows which number formats show a date', () => {
    for (const code of ['yyyy"年"m"月"d"日";@', 'm/d/yy', '[$-804]yyyy-mm-dd', 'h:mm:ss', '[DBNum1]yyyy年m月']) expect(showsDate(code), code).toBe(true)
    for (const code of ['General', '0.00', '#,##0;[Red]-#,##0', '@', '0"天"', '"d"0']) expect(showsDate(code), code).toBe(false)
  })

  it('leaves phonetic guides out and reads rich text, as a real writer makes it', async () => {
    const real = await writeXlsxFile([[{ value: '信访件编号' }, { value: '信访日期' }], [{ value: 'A1' }, { value: new Date(Date.UTC(2026, 2, 5)), format: 'yyyy-mm-dd' }]]).toBuffer()
    expect((await cells(await openXlsx(file(real)))).rows).toEqual([['信访件编号', '信访日期'], ['A1', '2026-03-05']])
    expect((await cells(await openXlsx(file(ledger())))).rows.flat()).not.toContain('ghost')
  })

  it('is read past its merged title and its period row, under a header of two rows', async () => {
    const { understood, rows, tally } = await read(ledger())
    expect(understood.headerRows).toEqual([3, 4])
    expect(understood.dataStart).toBe(5)
    expect(understood.columns.map((column) => column.header)).toEqual(['信访件编号', '姓名', '信访人数', '问题属地', '办理_信访日期', '办理_是否办结'])
    expect(rows.map((row) => [row.line, row.values.petition_no, row.values.people_count, row.values.received_on, row.values.is_closed])).toEqual([
      [5, '000123', 12, '2026-03-05', true], [6, '000124', 3, '2026-03-06', false],
    ])
    expect(tally.skipped).toEqual([{ line: 7, reason: 'total' }, { line: 8, reason: 'note' }])
  })

  it('gives the value of a vertically merged cell to every row it covers', async () => {
    const { rows } = await read(ledger())
    expect(rows.map((row) => row.values.place_text)).toEqual(['城关镇大河村', '城关镇大河村'])
  })

  it('is read from its largest visible sheet, and says that there are others', async () => {
    const data = [HEADER, ['A1', '某某', 1, '大河村', '2026-03-05', '是']]
    const book = workbook([
      { name: '说明', rows: [['填写说明']] },
      { name: '旧数据', rows: [HEADER, ...Array.from({ length: 50 }, (_, i) => [`OLD${i}`, '某某', 1, '大河村', '2020-01-01', '是'])], state: 'hidden' },
      { name: '台账', rows: data, hiddenRows: [2] },
    ])
    const { understood, rows } = await read(book)
    expect(understood.sheet).toBe('台账')
    expect(rows.map((row) => row.values.petition_no)).toEqual(['A1'])
    expect(understood.notices.map((notice) => notice.code)).toEqual(expect.arrayContaining(['other-sheets', 'hidden-rows']))
    expect((await read(book, { sheet: '旧数据' })).rows).toHaveLength(50)
    const refused = await refusal(() => read(book, { sheet: '没有' }))
    expect([refused.code, refused.parameter]).toEqual(['sheet-unknown', 'sheet'])
    expect(refused.zh).toContain('说明、旧数据、台账')
  })

  it('refuses a number whose digits the spreadsheet has rounded, and a failed formula, each at its cell', async () => {
    const { rows } = await read(workbook([{ name: 'a', rows: [HEADER, [5.3062820260000001e17, '某某', 1, '大河村', '2026-03-05', '是'], ['A2', '某某', { error: '#N/A' }, '大河村', { error: '#REF!' }, '是'], ['6.21E+17', '某某', 1, '大河村', 46086, '是']] }]))
    expect(rows.map((row) => row.errors.map((error) => [error.column, error.code]))).toEqual([
      [['信访件编号', 'digits-lost']], [['信访人数', 'formula-error'], ['信访日期', 'formula-error']], [['信访件编号', 'digits-lost']],
    ])
    expect(rows[2]?.values.received_on).toBe('2026-03-05')
  })

  it('is read as another reader reads it', async () => {
    const cell = fc.oneof(fc.stringMatching(/^[a-z大河村&<>" ]{1,8}$/).filter((text) => text.trim() === text), fc.integer({ min: -1e9, max: 1e9 }), fc.boolean(), fc.constant(null))
    await fc.assert(fc.asyncProperty(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }), async (rows) => {
      // a mark at the end, because readers differ about trailing empty cells
      const book = await writeXlsxFile(rows.map((row) => [...row, 'end'].map((value) => value === null ? null : { value }))).toBuffer()
      expect((await cells(await openXlsx(file(book)))).rows).toEqual(await readSheet(book))
    }), { numRuns: 60 })
  })

  it('reads ten thousand rows whole, in order', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => [`N${i}`, '某某', i, '大河村', 40_000 + (i % 5_000), '是'])
    const found = await read(workbook([{ name: 'a', rows: [HEADER, ...rows] }]))
    expect(found.rows).toHaveLength(10_000)
    expect(found.rows.every((row, i) => row.line === i + 2 && row.values.petition_no === `N${i}` && row.values.people_count === i)).toBe(true)
  })
})
