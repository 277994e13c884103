import type { Cell, ImportKind, Merge, Notice } from '../types.ts'
import { FileRefused } from '../refusal.ts'
import { bareHeader, cellText, columnName, headerForms } from './header-text.ts'
import { isHeaderWord } from './names.ts'
import { personalByHeader } from './personal.ts'

export interface Header {
  /** indexes into the rows given; empty when the file has no header */
  rows: number[]
  /** index of the first row after the header */
  dataIndex: number
  columns: string[]
  reason: Notice
}

/** numbers, dates and links, as they stand in data and never in a header */
const DATA = [/^[-+]?[\d,]+(\.\d+)?%?$/, /^\d{4}[-/.年]\d{1,2}[-/.月]\d/, /^\d{1,2}\/\d{1,2}\/\d{4}/, /^https?:/]
const LOOK = 40
const TALLEST = 4

/**
 * Finds the header of a sheet: title rows, period and unit above it are passed over, one to four rows are joined with `_`.
 * Every block of rows is scored by how many of its columns bear a name that the kind knows, personal ones included; a
 * file with unknown names is told by shape (short distinct words over cells that look like data), else it has no header.
 */
export function findHeader(rows: Cell[][], lines: number[], merges: Merge[], kind: ImportKind): Header {
  const known = bestKnown(rows, lines, merges, kind)
  if (known) return known
  const width = Math.max(0, ...rows.slice(0, LOOK).map((row) => row.length))
  const shaped = rows.slice(0, LOOK).findIndex((row, i) => {
    return looksLikeHeader(row, width) && rows.slice(i + 1, i + 6).some((next) => next.some(isData))
  })
  if (shaped >= 0) {
    return { rows: [shaped], dataIndex: shaped + 1, columns: joined(rows, lines, merges, shaped, 1), reason: byShape(lines[shaped] ?? 0) }
  }
  return { rows: [], dataIndex: 0, columns: Array.from({ length: width }, (_, i) => columnName(i)), reason: none() }
}

/**
 * The header that the user names, by the file's own line numbers: first and last line of it, none for a file without.
 * @throws FileRefused `header-line`
 */
export function givenHeader(rows: Cell[][], lines: number[], merges: Merge[], given: readonly number[]): Header {
  const [first, last = first] = given
  if (first === undefined) {
    const width = Math.max(0, ...rows.slice(0, LOOK).map((row) => row.length))
    return { rows: [], dataIndex: 0, columns: Array.from({ length: width }, (_, i) => columnName(i)), reason: none() }
  }
  const [start, end] = [lines.indexOf(first), lines.indexOf(last as number)]
  if (start < 0 || end < start || end >= rows.length || end - start >= 2 * TALLEST) throw noSuchLines(first, last as number)
  const height = end - start + 1
  return {
    rows: Array.from({ length: height }, (_, i) => start + i), dataIndex: end + 1,
    columns: joined(rows, lines, merges, start, height),
    reason: { code: 'header-given', zh: `表头由人工指定：第 ${given.join('–')} 行。`, en: `The header was given: line ${given.join('-')}.` },
  }
}

function noSuchLines(first: number, last: number): FileRefused {
  return new FileRefused('header-line', `第 ${first}${last === first ? '' : `–${last}`} 行不能作表头，请指定文件前 60 行中的 1 至 8 行。`,
    `Line ${first}${last === first ? '' : `-${last}`} cannot be the header; give 1 to 8 of the first 60 lines.`, { parameter: 'header' })
}

function bestKnown(rows: Cell[][], lines: number[], merges: Merge[], kind: ImportKind): Header | undefined {
  let best: { start: number; height: number; score: number; hits: number; columns: string[] } | undefined
  for (let start = 0; start < Math.min(LOOK, rows.length); start++) {
    for (let height = 1; height <= TALLEST && start + height <= rows.length; height++) {
      const block = rows.slice(start, start + height)
      const dataCells = block.flat().filter(isData).length
      if (dataCells > block.length * 2) continue
      const columns = joined(rows, lines, merges, start, height)
      const hits = columns.filter((column) => isKnown(column, kind)).length
      const cut = againstMerges(merges, lines[start] ?? 0, lines[start + height - 1] ?? 0)
      const score = hits - 0.4 * (height - 1) - 0.5 * dataCells - 0.01 * start - cut
      if (hits >= Math.min(2, columns.length) && score > (best?.score ?? 0.5)) best = { start, height, score, hits, columns }
    }
  }
  if (!best) return undefined
  const headerRows = Array.from({ length: best.height }, (_, i) => (best as { start: number }).start + i)
  const reason = byNames(headerRows.map((i) => lines[i] ?? 0), best.hits)
  return { rows: headerRows, dataIndex: best.start + best.height, columns: best.columns, reason }
}

/** Merges say where a header begins and ends: none is cut by its edge, and no group stands in its last row. */
function againstMerges(merges: Merge[], first: number, last: number): number {
  let against = 0
  for (const { top, bottom, left, right } of merges) {
    if (bottom < first || top > last) continue
    if (top < first || bottom > last) against += 3
    else if (bottom === last && right > left) against += 1
  }
  return against
}

/** Whether a cell names a column that the kind knows, personal ones included. */
export function isKnown(column: string, kind: ImportKind): boolean {
  return headerForms(column).some((form) => isHeaderWord(kind, form)) || personalByHeader(column) !== undefined
}

/** Header text per column: a merged cell counts for all it covers, and the same text twice in a column counts once. */
function joined(rows: Cell[][], lines: number[], merges: Merge[], start: number, height: number): string[] {
  const block = rows.slice(start, start + height).map((row) => [...row])
  const width = Math.max(...block.map((row) => row.length))
  block.forEach((row, i) => {
    const line = lines[start + i] ?? 0
    for (const merge of merges) {
      if (merge.top > line || merge.bottom < line) continue
      const from = rows[start + i - (line - merge.top)] ?? row
      for (let column = merge.left; column <= Math.min(merge.right, width - 1); column++) row[column] = from[merge.left] ?? null
    }
    // a .csv has lost its merges: a group's name stands over its first column only
    if (merges.length === 0 && i < height - 1) fillGroups(row, block[i + 1] ?? [], width)
  })
  return Array.from({ length: width }, (_, column) => {
    const parts = block.map((row) => cellText(row[column]).replace(/\s+/g, ''))
    const text = parts.filter((part, i) => part !== '' && parts.indexOf(part) === i).join('_')
    return text || columnName(column)
  })
}

function fillGroups(row: Cell[], below: Cell[], width: number): void {
  for (let column = 1; column < width; column++) {
    if (cellText(row[column]) === '' && cellText(row[column - 1]) !== '' && cellText(below[column]) !== '' && cellText(below[column - 1]) !== '') {
      row[column] = row[column - 1] ?? null
    }
  }
}

export function looksLikeHeader(row: Cell[], width: number): boolean {
  const texts = row.map(cellText).filter(Boolean)
  if (texts.length < 2 || texts.length < width * 0.6 || row.some(isData)) return false
  return texts.every((text) => text.length <= 20) && new Set(texts.map(bareHeader)).size === texts.length
}

/** A cell that no header has: a number, a date, a long text, a link. */
export function isData(cell: Cell): boolean {
  if (cell === null) return false
  if (typeof cell !== 'string') return true
  const text = cell.trim().normalize('NFKC')
  return text.length > 60 || DATA.some((pattern) => pattern.test(text))
}

function byNames(lines: number[], hits: number): Notice {
  return {
    code: 'header-by-names', zh: `第 ${lines.join('、')} 行是表头：认出 ${hits} 个列名。`,
    en: `Line ${lines.join(', ')} is the header: ${hits} column names are known.`,
  }
}

function byShape(line: number): Notice {
  return {
    code: 'header-by-shape', zh: `第 ${line} 行看来是表头：各列是不同的短文字，下面是数据。`,
    en: `Line ${line} looks like the header: short distinct words above data.`,
  }
}

function none(): Notice {
  return { code: 'header-none', zh: '没有表头，列按位置命名（列1、列2…）。', en: 'There is no header; columns are named by position.' }
}
