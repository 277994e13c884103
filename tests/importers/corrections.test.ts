import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { openXlsx } from '../../api/importers/read/xlsx.ts'
import { correctionsOfRun } from '../../api/importers/corrections-of-run.ts'
import { readFile, rowsOf } from '../../api/importers/read-file.ts'
import { rejectRow } from '../../api/importers/reject-row.ts'
import { RowResults } from '../../api/importers/row-results.ts'
import type { ReadOptions } from '../../api/importers/types.ts'
import { cells, file, read } from './files.ts'

const options: ReadOptions = { kind: 'petitions' }
const LEDGER = [
  '信访件编号,姓名,手机号码,问题属地,信访日期,概况',
  'A1,张三丰,13800138000,大河村三组12号,2026-02-30,"=HYPERLINK(""http://x"")"',
  'A2,李四光,13900139000,小河坝社区,2026-03-05,正常',
  'A3,王五,13700137000,-大河村,不详,@SUM(A1)',
].join('\n') + '\n'

async function corrected(content: Buffer | string, opts: ReadOptions = options) {
  const reading = await readFile(file(content), opts)
  const results = new RowResults()
  for await (const batch of reading.batches) {
    for (const row of rowsOf(batch, reading.understood.fields)) rejectRow(row, batch, reading.understood, results)
  }
  const workbook = await correctionsOfRun(results.rows(), reading.understood.shownColumns)
  return { rejections: results.rows(), workbook, ...(await cells(await openXlsx(file(workbook), '需更正'))) }
}

describe('the correction workbook', () => {
  it('shows each rejected row with its line, its reasons in both languages and its cells, without a personal one', async () => {
    const { rows, rejections } = await corrected(LEDGER)
    expect(rejections.map((rejection) => rejection.line)).toEqual([2, 4])
    expect(rows[0]).toEqual(['行号', '原因', 'reason', '信访件编号', '问题属地', '信访日期', '概况'])
    expect(rows[1]?.slice(0, 3)).toEqual([2, '信访日期：没有 2026-02-30 这一天。', '信访日期: There is no such day as 2026-02-30.'])
    expect(rows.map((row) => row[0])).toEqual(['行号', 2, 4])
    const everything = JSON.stringify(rows)
    for (const secret of ['张三丰', '13800138000', '三组12号', '王五']) expect(everything).not.toContain(secret)
  })

  it('runs no formula in a spreadsheet', async () => {
    const { rows } = await corrected(LEDGER)
    expect(rows.slice(1).map((row) => row.slice(3))).toEqual([['A1', '大河村三组○号', '2026-02-30', "'=HYPERLINK(\"http://x\")"], ['A3', "'-大河村", '不详', "'@SUM(A1)"]])
  })

  it('can be mended and imported again, its own two columns ignored and its apostrophes taken off', async () => {
    const { workbook } = await corrected(LEDGER)
    const again = await read(workbook)
    expect(again.understood.headerRows).toEqual([1])
    expect(again.rows.map((row) => row.errors.map((error) => error.code))).toEqual([['date-invalid'], ['date-unreadable']])
    expect(again.rows.map((row) => [row.values.petition_no, row.values.place_text, row.values.text])).toEqual([['A1', '大河村三组○号', '=HYPERLINK("http://x")'], ['A3', '-大河村', '@SUM(A1)']])
  })

  it('is made from the bytes of the file, whatever their encoding', async () => {
    const { rows } = await corrected(iconv.encode(LEDGER, 'gb18030'), { ...options, encoding: 'gb18030' })
    expect(rows[2]?.[4]).toBe("'-大河村")
  })

  it('shows a unit that only the database refused with all its cells', async () => {
    const reading = await readFile(file('代码,名称,联系电话\n530628101001,大河村,13800138000\n'), { kind: 'units' })
    const results = new RowResults()
    for await (const batch of reading.batches) results.remember(batch, reading.understood)
    results.reject(2, [{ code: 'parent-missing', message_zh: '找不到上级', message_en: 'no parent' }])
    expect(results.rows()[0]?.cells).toEqual({ 代码: '530628101001', 名称: '大河村' })
  })
})
