import writeXlsxFile from 'write-excel-file/node'
import { shownCells } from './row-maker.ts'
import type { Rejection } from './types.ts'
import type { Understanding } from './understand.ts'

/** more than this nobody mends by hand; the rest is counted in the last row */
const MOST_ROWS = 20_000
export const LINE_HEADER = '行号'
export const REASON_HEADER = '原因'
const REASON_EN_HEADER = 'reason'

/**
 * The rejected rows as a workbook: line number and reasons in front, then the cells as they stand in the file without
 * the personal columns. The header is the file's own, so the mended sheet can be imported like the first one.
 */
export async function correctionWorkbook({ understood, rows }: Understanding, rejections: Rejection[]): Promise<Buffer> {
  const wanted = new Map(rejections.slice(0, MOST_ROWS).map((rejection) => [rejection.line, rejection]))
  const found = new Map<number, string[]>()
  for await (const batch of rows) {
    batch.lines.forEach((line, i) => {
      if (wanted.has(line)) found.set(line, shownCells(batch.rows[i] ?? [], understood.columns))
    })
    if (found.size === wanted.size) break
  }
  const header = [LINE_HEADER, REASON_HEADER, REASON_EN_HEADER, ...understood.shownColumns].map((text) => ({ value: text, fontWeight: 'bold' as const }))
  const body = [...wanted.values()].toSorted((a, b) => a.line - b.line).map((rejection) => {
    const at = (column: string | undefined, message: string) => column ? `${column}: ${message}` : message
    return [
      { value: rejection.line, type: Number },
      text(rejection.reasons.map((reason) => at(reason.column, reason.message_zh)).join(' ')),
      text(rejection.reasons.map((reason) => at(reason.column, reason.message_en)).join(' ')),
      ...(found.get(rejection.line) ?? []).map(text),
    ]
  })
  if (rejections.length > MOST_ROWS) body.push([null, text(`另有 ${rejections.length - MOST_ROWS} 行未列出。`), text(`${rejections.length - MOST_ROWS} more rows are not listed.`)].map((cell) => cell ?? text('')))
  const columns = [{ width: 8 }, { width: 40 }, { width: 40 }, ...understood.shownColumns.map(() => ({ width: 18 }))]
  return writeXlsxFile([header, ...body], { columns, stickyRowsCount: 1 }).toBuffer()
}

/** Always a text cell; what a spreadsheet would run as a formula gets an apostrophe, which reading takes off again. */
function text(value: string): { value: string; type: typeof String } {
  const cut = value.slice(0, 32_000)
  return { value: /^[=+\-@\t\r＝＋－＠]/.test(cut) && !/^[-+]?[\d.]+$/.test(cut) ? `'${cut}` : cut, type: String }
}
