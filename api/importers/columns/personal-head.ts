import type { Cell, ImportKind, PersonalKind } from '../types.ts'
import { columnName } from './header-text.ts'
import { isData, isKnown, looksLikeHeader } from './header.ts'
import { personalByHeader } from './personal.ts'

/**
 * Columns that any row with the look of a header calls personal. Where another row was taken for the header, that word is
 * the only sign, and the column must stay as hidden as under the right one.
 * @param rows the first rows of the table, the header among them
 */
export function personalInHead(rows: Cell[][], kind: ImportKind): Map<number, PersonalKind> {
  const found = new Map<number, PersonalKind>()
  const width = Math.max(0, ...rows.map((row) => row.length))
  for (const row of rows) {
    const known = row.filter((cell) => typeof cell === 'string' && isKnown(cell, kind)).length
    // 电话 in a row with a date is a channel, not a column's name
    if (row.some(isData) || known < 2 && !(known === 1 && looksLikeHeader(row, width))) continue
    row.forEach((cell, index) => {
      const personal = typeof cell === 'string' ? personalByHeader(cell) : undefined
      if (personal) found.set(index, personal.kind)
    })
  }
  return found
}

/**
 * Headers under which nothing of a person stands: of a hidden column only the words that make it one, because a row of data may have
 * been taken for a line of the header; without such words its position.
 */
export const withoutPersons = (headers: readonly string[], hidden: ReadonlyMap<number, unknown>): string[] =>
  headers.map((header, index) => hidden.has(index) ? personalWords(header) || columnName(index) : header)

function personalWords(header: string): string {
  if (!/[\u4e00-\u9fff]/.test(header)) return personalByHeader(header) ? header : ''
  return header.split('_').filter((part) => personalByHeader(part)).join('_')
}
