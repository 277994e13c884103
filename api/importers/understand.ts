import { createHash } from 'node:crypto'
import type { Geometry } from 'geojson'
import { fieldParser } from './columns/field-parsers.ts'
import { skipReason } from './columns/furniture.ts'
import { type Guess, guessColumns } from './columns/guess.ts'
import { findHeader, givenHeader, type Header } from './columns/header.ts'
import { personalInHead, withoutPersons } from './columns/personal-head.ts'
import { bareHeader, cellText } from './columns/header-text.ts'
import { INVERTED } from './columns/territory-names.ts'
import { isDayFirst } from './columns/value-fit.ts'
import { chooseCrs, type ChosenCrs, type Position2, type ToDegrees } from './crs.ts'
import { crsHint } from './crs-hints.ts'
import { identityHasher } from './identity.ts'
import { parseCoordinate } from './parse/numbers.ts'
import { type FilledCell, Flagged, isEmpty } from './parse/outcome.ts'
import { latitudeFirst, parsePoint, pointParsers } from './parse/points.ts'
import { parsePlace, withoutNumbersOfPersons } from './parse/text.ts'
import { REQUIRED } from './row-checks.ts'
import { isKept, RowMaker, type RowPlan } from './row-maker.ts'
import { untoldBy } from './untold.ts'
import { chain, readHead, SAMPLE_ROWS, slice, type TableHead, widen } from './table-head.ts'
import type { Cell, ColumnGuess, FieldName, Notice, RawBatch, ReadOptions, SourceTable, Understood } from './types.ts'

/** a header stands among so many first rows */
const LOOK = 60

export interface Understanding {
  understood: Understood
  maker: RowMaker
  /** absent for files without places */
  toDegrees?: ToDegrees
  /** the table's rows below the header, the ones already looked at included */
  rows: AsyncIterable<RawBatch>
}

/**
 * Looks at the first thousand rows and decides everything that the rest is read by: header, columns, coordinate system.
 * @param today `yyyy-MM-dd` in county time
 * @throws FileRefused when there is no row, no usable column, or a question only the user can answer
 */
export async function understand(table: SourceTable, options: ReadOptions, today: string, looked?: TableHead): Promise<Understanding> {
  const { batch: head, rest } = looked ?? await readHead(table)
  const header = headerOf(table, head, options)
  const told = table.columns ? undefined : personalInHead(head.rows.slice(0, LOOK), options.kind)
  if (told) header.columns = withoutPersons(header.columns, told)
  const below = slice(head, header.dataIndex)
  widen(header.columns, below.rows)
  const sample = below.rows.filter((row, i) => below.geometries?.[i] || skipReason(row, [], i === 0) === undefined).slice(0, SAMPLE_ROWS)
  const guess = guessColumns(options.kind, header.columns, sample, options.mapping, isNameless(header, table), told)
  maskSamples(guess.columns)
  const crs = crsOf(table, options, guess, sample, below.geometries ?? [])
  const headerTexts = header.rows.length === 0 ? [] : (head.rows[header.rows.at(-1) as number] ?? []).map(cellText)
  const plan = planRows(table, options, guess, { sample, headerTexts, crs, today, geometries: below.geometries ?? [] })
  const needed = REQUIRED[options.kind]
  const understood: Understood = {
    kind: options.kind, format: table.format, encoding: table.encoding, delimiter: table.delimiter, sheet: table.sheet, sheets: table.sheets,
    headerRows: header.rows.map((i) => head.lines[i] as number), dataStart: below.lines[0] ?? 0, headerReason: header.reason,
    ...(crs ? { crs: crs.used } : {}),
    columns: guess.columns, fields: plan.fields, sampledRows: sample.length,
    shownColumns: guess.columns.filter(isKept).map((column) => column.header),
    missing: needed.filter((field) => !plan.fields.includes(field)),
    signature: createHash('sha256').update(JSON.stringify(header.columns.map(bareHeader))).digest('hex'),
    notices: [...table.warnings, ...(crs?.notices ?? []), ...notices(table, guess.columns, plan, options), ...untoldBy(options.kind, plan.fields)],
  }
  return { understood, maker: new RowMaker(plan), ...(crs ? { toDegrees: crs.toDegrees } : {}), rows: chain(below, rest) }
}

interface PlanContext { sample: Cell[][]; headerTexts: string[]; crs?: ChosenCrs; today: string; geometries: (Geometry | null)[] }

function planRows(table: SourceTable, options: ReadOptions, guess: Guess, context: PlanContext): RowPlan {
  const { kind } = options
  const mapped = guess.columns.filter((column): column is ColumnGuess & { field: FieldName } => column.field !== undefined)
  const parts: RowPlan['parts'] = mapped.filter(({ field }) => field !== 'point').map(({ field, index, header }) => ({
    field, column: index,
    parse: fieldParser(kind, field, {
      date1904: table.date1904, dayFirst: isDayFirst(context.sample.map((row) => row[index] ?? null)), today: context.today,
      inverted: INVERTED.includes(bareHeader(header)),
    }),
  }))
  const point = mapped.find(({ field }) => field === 'point')
  if (point) {
    const parsers = pointParsers(isLatitudeFirst(context.sample, point.index, options.envelope))
    for (const field of ['lon', 'lat'] as const) parts.push({ field, column: point.index, parse: parsers[field] })
  }
  const fields = new Set<FieldName>(parts.map(({ field }) => field))
  for (const field of Object.keys(guess.constants)) fields.add(field as FieldName)
  if (kind === 'units' && fields.has('code')) fields.add('level')
  const hasPoints = context.geometries.some((geometry) => geometry?.type === 'Point')
  if (hasPoints && kind !== 'key-areas' && kind !== 'holidays') {
    for (const field of ['lon', 'lat'] as const) fields.add(field)
    // one place, one source: the geometry of a feature outranks columns that repeat it
    for (let i = parts.length - 1; i >= 0; i--) if (parts[i]?.field === 'lon' || parts[i]?.field === 'lat') parts.splice(i, 1)
  }
  const identity = options.identityKey && kind === 'petitions' ? identityHasher(guess.columns, options.identityKey) : undefined
  if (identity) fields.add('identity_hash')
  const numberFromContent = kind === 'petitions' && !fields.has('petition_no')
  if (numberFromContent) fields.add('petition_no')
  return {
    kind, columns: guess.columns, parts, fields: [...fields], constants: guess.constants, headerTexts: context.headerTexts,
    toDegrees: context.crs?.toDegrees ?? ((x, y) => [x, y]), envelope: options.envelope,
    identity, numberFromContent, geometry: table.columns !== undefined || context.geometries.length > 0,
  }
}

function crsOf(table: SourceTable, options: ReadOptions, guess: Guess, sample: Cell[][], geometries: (Geometry | null)[]): ChosenCrs | undefined {
  const column = (field: FieldName) => guess.columns.find((entry) => entry.field === field)
  const [lon, lat, point] = [column('lon'), column('lat'), column('point')]
  const samples = geometries.map(firstPosition).filter((position) => position !== undefined).slice(0, 200)
  if (samples.length === 0 && lon && lat) {
    for (const row of sample.slice(0, 400)) {
      const [x, y] = [row[lon.index], row[lat.index]].map((cell) => isEmpty(cell) ? undefined : parseCoordinate(cell as FilledCell))
      if (typeof x === 'number' && typeof y === 'number' && (x !== 0 || y !== 0)) samples.push([x, y])
    }
  }
  if (samples.length === 0 && point) {
    const latFirst = isLatitudeFirst(sample, point.index, options.envelope)
    samples.push(...filledCells(sample.slice(0, 400), point.index).map((cell) => parsePoint(cell, latFirst)).filter((read) => Array.isArray(read)))
  }
  if (samples.length === 0 && !(lon && lat) && !point) return undefined
  const declared = table.crs ?? crsHint(options.fileName ?? '', guess.columns, (lon ?? point)?.header)
  return chooseCrs({ asked: options.crs, declared, samples, envelope: options.envelope })
}

const filledCells = (rows: Cell[][], index: number): FilledCell[] => rows.map((row) => row[index]).filter((cell) => !isEmpty(cell)) as FilledCell[]
const isLatitudeFirst = (sample: Cell[][], index: number, envelope: ReadOptions['envelope']): boolean => latitudeFirst(filledCells(sample, index), envelope)

function firstPosition(geometry: Geometry | null): Position2 | undefined {
  let part: unknown = geometry === null ? undefined : geometry.type === 'GeometryCollection' ? undefined : geometry.coordinates
  while (Array.isArray(part) && Array.isArray(part[0])) part = part[0]
  return Array.isArray(part) && typeof part[0] === 'number' && typeof part[1] === 'number' ? [part[0], part[1]] : undefined
}

function maskSamples(columns: ColumnGuess[]): void {
  for (const column of columns) {
    if (column.field === 'petition_no' || column.field === 'matter_no' || column.field === 'code') continue
    column.samples = column.samples.map((sample) => {
      const place = column.field === 'place_text' ? parsePlace(sample) : withoutNumbersOfPersons(sample)
      return String(place instanceof Flagged ? place.value : place ?? '')
    })
  }
}

function notices(table: SourceTable, columns: ColumnGuess[], plan: RowPlan, options: ReadOptions): Notice[] {
  const found: Notice[] = []
  const dropped = columns.filter((column) => column.personal).map((column) => column.header)
  if (dropped.length > 0) found.push({
    code: 'personal-dropped', zh: `个人信息列读取时已丢弃：${dropped.join('、')}。`,
    en: `Personal columns were dropped on read: ${dropped.join(', ')}.`,
  })
  if (plan.numberFromContent) {
    found.push({
      code: 'number-from-content', zh: '没有信访件编号列，按内容生成编号；内容有改动的行再次导入会算作新件。',
      en: 'There is no number column; numbers are made from the content, so a row that was changed counts as new next time.',
    })
  }
  if (options.identityKey && options.kind === 'petitions' && !plan.identity) {
    found.push({
      code: 'identity-missing', zh: '没有证件号码列，也没有姓名加电话，无法按人识别重复信访。',
      en: 'There is no identity number and no name with phone: repeats cannot be recognised by person.',
    })
  }
  if (table.format === 'xlsx' && (table.sheets?.length ?? 0) > 1 && !options.sheet) {
    found.push({
      code: 'other-sheets', zh: `读取工作表“${table.sheet}”，其余 ${(table.sheets?.length ?? 1) - 1} 个未读（可指定其他工作表）。`,
      en: `Sheet ${table.sheet} is read; ${(table.sheets?.length ?? 1) - 1} other sheets are not (another one can be chosen).`,
    })
  }
  return found
}

/** The header: named by the format, given by the user, or found. */
export function headerOf(table: SourceTable, head: RawBatch, { kind, header }: Pick<ReadOptions, 'kind' | 'header'>): Header {
  if (table.columns) return namedByFormat(table)
  const rows = head.rows.slice(0, LOOK)
  return header === undefined ? findHeader(rows, head.lines, table.merges ?? [], kind) : givenHeader(rows, head.lines, table.merges ?? [], header)
}

function namedByFormat(table: SourceTable): Header {
  const reason = { code: 'header-by-format', zh: '列名由文件格式给出。', en: 'The format names the columns.' }
  return { rows: [], dataIndex: 0, columns: [...table.columns as string[]], reason }
}

/** No header, or the made-up one that a correction workbook of such a file carries. */
function isNameless(header: Header, table: SourceTable): boolean {
  if (table.columns) return false
  return header.rows.length === 0 || header.columns.slice(3).every((column) => /^列\d+$/.test(column))
}
