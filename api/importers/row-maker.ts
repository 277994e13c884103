import { createHash } from 'node:crypto'
import type { Geometry } from 'geojson'
import { skipReason } from './columns/furniture.ts'
import type { ToDegrees } from './crs.ts'
import { checkedGeometry, vertexCount } from './parse/geometry.ts'
import { Bad, type FilledCell, Flagged, formulaError, isEmpty, type Parser } from './parse/outcome.ts'
import { cleanText, parsePlace, withoutNumbersOfPersons } from './parse/text.ts'
import { FileRefused } from './refusal.ts'
import { RowHash } from './row-hash.ts'
import { checkDates, levelOfCode, missingValue, placePoint, REQUIRED } from './row-checks.ts'
import type { Cell, ColumnGuess, FieldName, ImportKind, RawBatch, ReadSummary, RowBatch, SkipReason, Value } from './types.ts'

export interface RowPlan {
  kind: ImportKind
  columns: ColumnGuess[]
  /** fields that come from a column; several columns of one field (aliases) are joined */
  parts: { field: FieldName; column: number; parse: Parser }[]
  fields: FieldName[]
  constants: Partial<Record<FieldName, string>>
  /** texts of the header's last row, to know it when it is printed again */
  headerTexts: string[]
  toDegrees: ToDegrees
  envelope?: [number, number, number, number]
  identity?: (row: Cell[]) => string | null
  /** the file has no number of its own: one is made from the content, so that a second import finds the same rows */
  numberFromContent: boolean
  geometry: boolean
}

/** fields whose long numbers are no person's */
const NUMBERS = new Set<FieldName>(['petition_no', 'matter_no', 'code', 'parent_code', 'unit_code', 'area_code'])
/** vertices of a whole file; a county's villages at full detail have a million */
const ALL_VERTICES = 20_000_000
const SKIPS_LISTED = 1_000
const MOST_NUMBERS = 3_000_000

/** Turns raw batches into checked ones and keeps the tally. */
export class RowMaker {
  #plan: RowPlan
  #at: Partial<Record<FieldName, number>>
  #headers = new Map<FieldName, string>()
  #numbers = new Map<string, number>()
  /** row and field of every error of the batch at hand */
  #failures = new Set<string>()
  #first = true
  #filled: number[]
  #vertices = 0
  #hash: RowHash
  tally: Pick<ReadSummary, 'rows' | 'rowsWithErrors' | 'skipped' | 'skippedCount' | 'flagCount' | 'errorCount'> = {
    rows: 0, rowsWithErrors: 0, skipped: [],
    skippedCount: { blank: 0, total: 0, note: 0, 'repeated-header': 0, 'column-numbers': 0 },
    flagCount: {}, errorCount: {},
  }

  constructor(plan: RowPlan) {
    this.#plan = plan
    this.#at = Object.fromEntries(plan.fields.map((field, i) => [field, i]))
    this.#filled = plan.fields.map(() => 0)
    this.#hash = new RowHash(plan.fields)
    for (const column of plan.columns) {
      for (const field of column.field === 'point' ? ['lon', 'lat'] as const : column.field ? [column.field] : []) {
        if (!this.#headers.has(field)) this.#headers.set(field, column.header)
      }
    }
  }

  convert(raw: RawBatch, progress: number): RowBatch {
    const plan = this.#plan
    const kept = this.#keep(raw)
    this.#failures.clear()
    const batch: RowBatch = {
      lines: kept.map((i) => raw.lines[i] as number),
      values: plan.fields.map(() => new Array<Value>(kept.length).fill(null)),
      errors: [], flags: [], originals: [], progress,
    }
    for (const part of plan.parts) this.#parseColumn(raw, kept, part, batch)
    for (const [field, value] of Object.entries(plan.constants)) this.#column(batch, field as FieldName)?.fill(value)
    if (plan.geometry && raw.geometries) this.#geometries(raw.geometries, kept, batch)
    this.#points(batch)
    if (plan.kind === 'units') this.#units(batch)
    if (plan.kind === 'petitions') this.#petitions(raw, kept, batch)
    this.#required(batch)
    if (plan.kind === 'petitions') batch.hashes = batch.lines.map((_line, row) => this.#hash.of(batch.values, row))
    this.#count(raw, kept, batch)
    return batch
  }

  fillRates(): ReadSummary['fillRates'] {
    const rows = Math.max(1, this.tally.rows)
    return Object.fromEntries(this.#plan.fields.map((field, i) => [field, Math.round(((this.#filled[i] ?? 0) / rows) * 10_000) / 10_000]))
  }

  #keep(raw: RawBatch): number[] {
    const kept: number[] = []
    for (let i = 0; i < raw.rows.length; i++) {
      const reason = raw.geometries?.[i] ? undefined : skipReason(raw.rows[i] as Cell[], this.#plan.headerTexts, this.#first)
      this.#first = false
      if (reason === undefined) kept.push(i)
      else this.#skip(reason, raw.lines[i] as number)
    }
    return kept
  }

  #skip(reason: SkipReason, line: number): void {
    this.tally.skippedCount[reason]++
    if (reason !== 'blank' && this.tally.skipped.length < SKIPS_LISTED) this.tally.skipped.push({ line, reason })
  }

  #parseColumn(raw: RawBatch, kept: number[], { field, column, parse }: RowPlan['parts'][number], batch: RowBatch): void {
    const values = this.#column(batch, field) as Value[]
    for (let row = 0; row < kept.length; row++) {
      const cell = (raw.rows[kept[row] as number] as Cell[])[column]
      if (isEmpty(cell)) continue
      const outcome = formulaError(cell as FilledCell) ?? parse(cell as FilledCell)
      if (outcome instanceof Bad) this.#error(batch, row, field, outcome, String(cell), this.#plan.columns[column]?.header)
      else if (outcome instanceof Flagged) {
        values[row] = outcome.value
        batch.flags.push({ row, field, flag: outcome.flag })
      } else if (Array.isArray(outcome) && Array.isArray(values[row])) values[row] = [...new Set([...values[row] as string[], ...outcome])]
      else values[row] = outcome
    }
  }

  #geometries(geometries: (Geometry | null)[], kept: number[], batch: RowBatch): void {
    const { kind, toDegrees } = this.#plan
    this.#vertices += kept.reduce((sum, i) => sum + vertexCount(geometries[i] ?? null), 0)
    if (this.#vertices > ALL_VERTICES) throw tooManyVertices(batch.lines.at(-1) ?? 0)
    const lons = this.#column(batch, 'lon')
    const lats = this.#column(batch, 'lat')
    batch.geometries = kept.map((i, row) => {
      const checked = checkedGeometry(geometries[i] ?? null, kind, toDegrees)
      if (checked instanceof Bad) {
        this.#error(batch, row, undefined, checked, geometries[i]?.type ?? '', 'geometry')
        return null
      }
      if (checked?.type !== 'Point') return checked
      if (lons && lats) [lons[row], lats[row]] = checked.coordinates as [number, number]
      return null
    })
  }

  /** Columns of coordinates become degrees; points that came as geometry are degrees already. */
  #points(batch: RowBatch): void {
    const lons = this.#column(batch, 'lon')
    const lats = this.#column(batch, 'lat')
    if (!lons || !lats || this.#plan.parts.every((part) => part.field !== 'lon' && part.field !== 'lat')) return
    for (let row = 0; row < lons.length; row++) {
      if (this.#failed(batch, row, ['lon', 'lat'])) {
        lons[row] = lats[row] = null
        continue
      }
      const x = lons[row] as Value
      const y = lats[row] as Value
      const placed = placePoint(x, y, this.#plan.toDegrees, this.#plan.envelope)
      lons[row] = placed.lon
      lats[row] = placed.lat
      if (placed.bad) this.#error(batch, row, 'lon', placed.bad, `${String(x ?? '')}, ${String(y ?? '')}`)
      if (placed.flag) batch.flags.push({ row, field: 'lon', flag: placed.flag })
    }
  }

  #units(batch: RowBatch): void {
    const [codes, levels, names, aliases] = (['code', 'level', 'name', 'aliases'] as const).map((field) => this.#column(batch, field))
    for (let row = 0; row < batch.lines.length; row++) {
      if (codes && levels) levels[row] ??= levelOfCode(codes[row] ?? null)
      const others = aliases?.[row]
      if (aliases && Array.isArray(others)) {
        // a former name that never changed is no other name
        const kept = others.filter((alias) => alias !== names?.[row])
        aliases[row] = kept.length > 0 ? kept : null
      }
    }
  }

  #petitions(raw: RawBatch, kept: number[], batch: RowBatch): void {
    const [received, closed, due] = (['received_on', 'closed_on', 'due_on'] as const).map((field) => this.#column(batch, field))
    const [numbers, hashes] = (['petition_no', 'identity_hash'] as const).map((field) => this.#column(batch, field))
    for (let row = 0; row < kept.length; row++) {
      const found = checkDates(received?.[row] ?? null, closed?.[row] ?? null, due?.[row] ?? null)
      if (found instanceof Bad) this.#error(batch, row, 'closed_on', found, String(closed?.[row]))
      else if (found) batch.flags.push({ row, field: 'due_on', flag: found })
      if (hashes && this.#plan.identity) hashes[row] = this.#plan.identity(raw.rows[kept[row] as number] as Cell[])
      if (numbers) this.#number(batch, row, numbers)
    }
  }

  #number(batch: RowBatch, row: number, numbers: Value[]): void {
    if (this.#plan.numberFromContent) numbers[row] = this.#contentNumber(batch, row)
    const number = numbers[row]
    if (typeof number !== 'string' || this.#numbers.size >= MOST_NUMBERS) return
    const before = this.#numbers.get(number)
    if (before === undefined) this.#numbers.set(number, batch.lines[row] as number)
    else this.#error(batch, row, 'petition_no', duplicate(number, before), number)
  }

  #contentNumber(batch: RowBatch, row: number): string {
    const content = JSON.stringify(this.#plan.fields.map((field, i) => {
      return field === 'updated_on' || field === 'identity_hash' ? null : batch.values[i]?.[row] ?? null
    }))
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16)
    // rows that are alike in everything are counted, so that three of them stay three
    for (let n = 1; ; n++) {
      const number = `c-${hash}${n === 1 ? '' : `-${n}`}`
      if (!this.#numbers.has(number)) return number
    }
  }

  #required(batch: RowBatch): void {
    for (const field of REQUIRED[this.#plan.kind]) {
      const values = this.#column(batch, field)
      if (!values) continue
      for (let row = 0; row < values.length; row++) {
        if (values[row] !== null || this.#failed(batch, row, [field])) continue
        this.#error(batch, row, field, missingValue(field, this.#headers.get(field) ?? ''), '')
      }
    }
  }

  #count(raw: RawBatch, kept: number[], batch: RowBatch): void {
    const { tally } = this
    const wrong = new Set(batch.errors.map((error) => error.row))
    tally.rows += kept.length
    tally.rowsWithErrors += wrong.size
    for (const error of batch.errors) tally.errorCount[error.code] = (tally.errorCount[error.code] ?? 0) + 1
    for (const { row, flag } of batch.flags) {
      tally.flagCount[flag] = (tally.flagCount[flag] ?? 0) + 1
      wrong.add(row)
    }
    batch.values.forEach((values, i) => {
      for (const value of values) if (value !== null) (this.#filled[i] as number)++
    })
    // territory files are small, and the database may refuse a row that is right by itself: keep the cells of all
    const shown = this.#plan.kind === 'petitions' ? [...wrong] : kept.map((_, row) => row)
    batch.originals = shown.toSorted((a, b) => a - b).map((row) => ({
      row, cells: shownCells(raw.rows[kept[row] as number] as Cell[], this.#plan.columns),
    }))
  }

  #failed(batch: RowBatch, row: number, fields: FieldName[]): boolean {
    return batch.errors.length > 0 && fields.some((field) => this.#failures.has(`${row} ${field}`))
  }

  #column(batch: RowBatch, field: FieldName): Value[] | undefined {
    const at = this.#at[field]
    return at === undefined ? undefined : batch.values[at]
  }

  #error(batch: RowBatch, row: number, field: FieldName | undefined, bad: Bad, raw: string, column = field ? this.#headers.get(field) : ''): void {
    this.#failures.add(`${row} ${field ?? ''}`)
    // messages quote the cell, and a cell may hold a phone number where a date should be
    const shown = field && NUMBERS.has(field) ? cleanText : (text: string) => withoutNumbersOfPersons(cleanText(text))
    batch.errors.push({
      row, column: column ?? '', ...(field ? { field } : {}),
      code: bad.code, message_zh: shown(bad.zh), message_en: shown(bad.en), raw: shown(raw).slice(0, 80),
    })
  }
}

function duplicate(number: string, line: number): Bad {
  return new Bad('duplicate-number', `编号 ${number} 在第 ${line} 行已出现。`, `Number ${number} is already in line ${line}.`)
}

function tooManyVertices(line: number): FileRefused {
  return new FileRefused('geometry-total-too-large', `到第 ${line} 个要素，图形顶点总数已超过 2,000 万，请先简化或拆分。`,
    `By feature ${line} the file has more than 20 million vertices; simplify or split it.`, { line })
}

/**
 * Whether cells of a column may be kept for a person to look at: of those that are imported. What no field claims is not read, and
 * its name may not tell that it is about somebody.
 */
export const isKept = ({ field, personal }: Pick<ColumnGuess, 'field' | 'personal'>): boolean => field !== undefined && personal === undefined

/** The cells that a correction file may show: no personal column, no house number in a place. */
export function shownCells(row: Cell[], columns: ColumnGuess[]): string[] {
  return columns.filter(isKept).map((column) => {
    const cell = row[column.index]
    if (cell === null || cell === undefined) return ''
    if (column.field === 'place_text') {
      const place = parsePlace(cell)
      return String((place instanceof Flagged ? place.value : place) ?? '').slice(0, 2_000)
    }
    if (column.field && NUMBERS.has(column.field)) return String(cell)
    return withoutNumbersOfPersons(cleanText(String(cell))).slice(0, 2_000)
  })
}
