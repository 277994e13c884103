import writeXlsxFile from 'write-excel-file/node'
import type { RowResult } from './row-results.ts'

/** more than this nobody mends by hand; the rest is counted in the last row */
const mostRows = 20_000

const LINE_HEADER = '行号'
const REASON_HEADER = '原因'

type Cell = { value: string | number; type: typeof String | typeof Number; fontWeight?: 'bold' } | null

/** Always text; what a spreadsheet would run as a formula gets an apostrophe in front. */
function text(value: string): Cell {
  const cut = value.slice(0, 32_000)
  return { value: /^[=+\-@\t\r＝＋－＠]/.test(cut) && !/^[-+]?[\d.]+$/.test(cut) ? `'${cut}` : cut, type: String }
}

function sheet(rows: readonly RowResult[], headers: readonly string[]): Cell[][] {
  const body = rows.slice(0, mostRows).map(({ line, reasons, cells }): Cell[] => [
    { value: line, type: Number },
    text(reasons.map(({ column, message_zh }) => column ? `${column}：${message_zh}` : message_zh).join('；')),
    text(reasons.map(({ column, message_en }) => column ? `${column}: ${message_en}` : message_en).join('; ')),
    ...headers.map((header) => text(cells[header] ?? '')),
  ])
  const more = rows.length - mostRows
  return [
    [LINE_HEADER, REASON_HEADER, 'reason', ...headers].map((value): Cell => ({ value, type: String, fontWeight: 'bold' })),
    ...body,
    ...(more > 0 ? [[null, text(`另有 ${more} 行未列出`), text(`${more} more rows are not listed`)]] : []),
  ]
}

/**
 * The correction workbook of a run, from its kept rows alone: rejected rows to mend and import again on the first sheet,
 * rows that went in with a flag on the second. Rows that may only be counted have no cells here.
 *
 * @param order headers as they stand in the file; others come behind
 */
export async function correctionsOfRun(rows: readonly RowResult[], order: readonly string[] = []): Promise<Buffer> {
  const rejected = rows.filter(({ outcome }) => outcome === 'rejected')
  const flagged = rows.filter(({ outcome }) => outcome === 'flagged')
  const headersOf = (some: readonly RowResult[]): string[] => {
    const used = new Set(some.flatMap(({ cells }) => Object.keys(cells)))
    return [...order.filter((header) => used.has(header)), ...[...used].filter((header) => !order.includes(header))]
  }
  const columns = (n: number) => [{ width: 8 }, { width: 40 }, { width: 40 }, ...Array.from({ length: n }, () => ({ width: 18 }))]
  const [first, second] = [headersOf(rejected), headersOf(flagged)]
  return await writeXlsxFile([
    { data: sheet(rejected, first), sheet: '需更正', columns: columns(first.length), stickyRowsCount: 1 },
    { data: sheet(flagged, second), sheet: '已导入待核', columns: columns(second.length), stickyRowsCount: 1 },
  ]).toBuffer()
}
