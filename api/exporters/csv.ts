/**
 * CSV for Chinese spreadsheets: UTF-8 with BOM, CRLF, RFC 4180 quotes. A cell that a spreadsheet would run as a
 * formula (= + - @, tab or carriage return first, full-width forms too) is written as text behind an apostrophe.
 */
export type CsvCell = string | number | boolean | null | undefined

const runs = /^[\s\u0000]*[=+\-@＝＋－＠]|^[\t\r\n\u0000]/u
/** A plain number may begin with a sign: it is no formula. */
const number = /^-?\d+(\.\d+)?$/

export function csvCell(value: CsvCell): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  const safe = runs.test(text) && !number.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(',')}\r\n`

export const csvText = (rows: readonly (readonly CsvCell[])[]): string => `\uFEFF${rows.map(csvLine).join('')}`
