import { parseLevel, parseUnitCode } from '../parse/codes.ts'
import { parseDate } from '../parse/dates.ts'
import { Bad, type FilledCell, isEmpty } from '../parse/outcome.ts'
import { isSurelyPoint } from '../parse/points.ts'
import type { Cell, FieldName, ImportKind } from '../types.ts'

interface ValueCandidate { column: number; field: FieldName; score: number; by: 'values' }

/** Fields of a file without a header, told from what stands in its columns. Sure of little, so all scores are low. */
export function guessByValues(kind: ImportKind, values: Cell[][], free: Set<number>): ValueCandidate[] {
  const columns = values
    .map((column, index) => ({ index, filled: column.filter((cell): cell is FilledCell => !isEmpty(cell)) }))
    .filter(({ index, filled }) => free.has(index) && filled.length > 0)
  const found: ValueCandidate[] = []
  const add = (column: number | undefined, field: FieldName, score = 0.6) => {
    if (column !== undefined) found.push({ column, field, score, by: 'values' })
  }
  const [lon, lat] = coordinateColumns(columns)
  add(lon, 'lon')
  add(lat, 'lat')
  const unique = (filled: FilledCell[]) => new Set(filled).size === filled.length
  if (kind === 'units' || kind === 'key-areas') {
    const isCode = (cell: FilledCell) => /^\d{6,15}$/.test(String(cell)) && typeof parseUnitCode(cell) === 'string'
    const codes = columns.filter(({ filled }) => filled.every(isCode))
    const own = codes.find(({ filled }) => unique(filled))
    add(own?.index, 'code', 0.7)
    if (own && kind === 'units') {
      const known = new Set(own.filled.map((cell) => parseUnitCode(cell)))
      const pointsBack = (filled: FilledCell[]) => share(filled, (cell) => known.has(parseUnitCode(cell))) > 0.5
      const isLevel = (filled: FilledCell[]) => filled.every((cell) => !(parseLevel(cell) instanceof Bad)) && new Set(filled).size > 1
      add(codes.find(({ index, filled }) => index !== own.index && pointsBack(filled))?.index, 'parent_code', 0.7)
      add(columns.find(({ filled }) => isLevel(filled))?.index, 'level', 0.65)
    }
    const isName = (cell: FilledCell) => /^[\u4e00-\u9fff（）()、·\w]{2,30}$/.test(String(cell)) && /[\u4e00-\u9fff]/.test(String(cell))
    add(columns.find(({ filled }) => share(filled, isName) > 0.9 && new Set(filled).size > filled.length * 0.6)?.index, 'name')
    return found
  }
  const isDate = (cell: FilledCell) => typeof cell === 'string' && cell.length >= 8 && typeof parseDate(cell) === 'string'
  const dates = columns.filter(({ filled }) => share(filled, isDate) > 0.9)
  if (kind === 'holidays') {
    add(dates[0]?.index, 'date')
    add(columns.find(({ filled }) => share(filled, (cell) => /^(班|休|上班|放假|true|false|0|1|是|否)$/.test(String(cell))) > 0.9)?.index, 'is_workday')
    return found
  }
  add(dates[0]?.index, 'received_on')
  add(columns.find(({ filled }) => unique(filled) && filled.every((cell) => /^[A-Za-z0-9-]{6,40}$/.test(String(cell))))?.index, 'petition_no')
  const longest = columns.toSorted((a, b) => meanLength(b.filled) - meanLength(a.filled))[0]
  if (longest && meanLength(longest.filled) > 15) add(longest.index, 'text')
  add(columns.find(({ filled }) => share(filled, (cell) => /[县镇乡村组]/.test(String(cell)) && String(cell).length <= 40) > 0.8)?.index, 'place_text', 0.58)
  return found
}

/** A column of both coordinates under whatever name: what stands in it leaves no doubt. */
export function pointByValues(values: Cell[][], free: Set<number>): ValueCandidate[] {
  return values.flatMap((column, index): ValueCandidate[] => {
    const filled = column.filter((cell): cell is FilledCell => !isEmpty(cell)).slice(0, 200)
    return free.has(index) && filled.length > 0 && share(filled, isSurelyPoint) > 0.9 ? [{ column: index, field: 'point', score: 0.6, by: 'values' }] : []
  })
}

/** Two neighbouring columns of decimal degrees in and around China. */
function coordinateColumns(columns: { index: number; filled: FilledCell[] }[]): [number?, number?] {
  const within = (filled: FilledCell[], low: number, high: number) => share(filled, (cell) => {
    const number = Number(cell)
    return number >= low && number <= high && /\.\d{2,}/.test(String(cell))
  }) > 0.9
  for (let i = 0; i + 1 < columns.length; i++) {
    const [a, b] = [columns[i], columns[i + 1]]
    if (!a || !b) continue
    if (within(a.filled, 73, 136) && within(b.filled, 3, 54)) return [a.index, b.index]
    if (within(a.filled, 3, 54) && within(b.filled, 73, 136)) return [b.index, a.index]
  }
  return []
}

function share(filled: FilledCell[], test: (cell: FilledCell) => boolean): number {
  return filled.filter(test).length / filled.length
}

function meanLength(filled: FilledCell[]): number {
  return filled.reduce<number>((sum, cell) => sum + String(cell).length, 0) / filled.length
}
