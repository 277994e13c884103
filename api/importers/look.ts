import type { Geometry, Position } from 'geojson'
import { skipReason } from './columns/furniture.ts'
import { personalByHeader } from './columns/personal.ts'
import { kindOfTable } from './columns/kind-of-table.ts'
import type { ToDegrees } from './crs.ts'
import { checkedGeometry, vertexCount } from './parse/geometry.ts'
import { Bad, type FilledCell, Flagged, isEmpty } from './parse/outcome.ts'
import { latitudeFirst, parsePoint } from './parse/points.ts'
import { parsePlace } from './parse/text.ts'
import { sketch } from './sketch.ts'
import { readHead, slice } from './table-head.ts'
import type { Cell, FileLook, ImportKind, LookOptions, RawBatch, SourceTable, Understood } from './types.ts'
import { headerOf, understand } from './understand.ts'

const HEAD_LINES = 16
const HEAD_COLUMNS = 40
const MOST_PLACES = 400
/** of all places together: a preview map, not a copy of the file */
const SKETCH_VERTICES = 12_000
const SHAPE_VERTICES = 60_000
/** one cell of a report of misconduct hides its whole row */
const MISCONDUCT = /检举|控告|揭发|举报/

/**
 * What the first rows of a file show, for the person who has it at hand: how it would be read, its first lines and places.
 * @throws FileRefused whatever `understand` refuses
 */
export async function lookAt(table: SourceTable, options: LookOptions, today: string): Promise<FileLook> {
  const head = await readHead(table)
  const kind = options.kind ?? guessedKind(table, head.batch, options)
  const batch = kind === 'petitions' ? withoutReports(head.batch, headerOf(table, head.batch, { kind, header: options.header }).dataIndex) : head.batch
  const { understood, toDegrees } = await understand(table, { ...options, kind }, today, { ...head, batch })
  return {
    understood, kind, guessed: options.kind === undefined,
    head: table.columns ? [] : firstLines(head.batch, understood),
    places: toDegrees ? placesOf(batch, understood, toDegrees, options) : [],
  }
}

function guessedKind(table: SourceTable, batch: RawBatch, options: LookOptions): ImportKind {
  return kindOfTable((kind) => {
    const header = headerOf(table, batch, { kind, header: options.header })
    return { header, rows: batch.rows.slice(header.dataIndex).filter((row) => skipReason(row, [], false) === undefined).slice(0, 200) }
  }, batch.geometries ?? [])
}

/** A report of misconduct is not read out to anybody, not even as a sample. */
function withoutReports(batch: RawBatch, dataIndex: number): RawBatch {
  return {
    ...batch, rows: batch.rows.map((row, i) => i >= dataIndex && isReport(row) ? row.map(() => null) : row),
    ...(batch.geometries ? { geometries: batch.geometries.map((geometry, i) => isReport(batch.rows[i] ?? []) ? null : geometry) } : {}),
  }
}

const isReport = (row: Cell[]): boolean => row.some((cell) => typeof cell === 'string' && cell.length <= 20 && MISCONDUCT.test(cell))

function firstLines({ lines, rows }: RawBatch, understood: Understood): FileLook['head'] {
  const hidden = new Set(understood.columns.filter(({ personal }) => personal !== undefined).map(({ index }) => index))
  const header = new Set(understood.headerRows)
  return rows.slice(0, HEAD_LINES).map((row, i) => {
    const line = lines[i] ?? 0
    const report = !header.has(line) && isReport(row)
    return { line, cells: row.slice(0, HEAD_COLUMNS).map((cell, index) => report || hidden.has(index) && !namesColumn(cell) ? null : shown(cell)) }
  })
}

/** The name of a personal column may be read; what stands under it may not. */
const namesColumn = (cell: Cell): boolean => cell === null || typeof cell === 'string' && personalByHeader(cell) !== undefined

function shown(cell: Cell): string {
  if (cell === null) return ''
  const place = parsePlace(cell)
  return String(place instanceof Flagged ? place.value : place instanceof Bad ? '' : place ?? '').slice(0, 40)
}

function placesOf(batch: RawBatch, understood: Understood, toDegrees: ToDegrees, { shapes: whole, envelope }: LookOptions): FileLook['places'] {
  const at = (field: string): number | undefined => understood.columns.find((column) => column.field === field)?.index
  const [name, lon, lat, point] = [at('name'), at('lon'), at('lat'), at('point')]
  const below = slice(batch, Math.max(0, batch.lines.indexOf(understood.dataStart)))
  const latFirst = point !== undefined && latitudeFirst(below.rows.map((row) => row[point]).filter((cell) => !isEmpty(cell)) as FilledCell[], envelope)
  const places: FileLook['places'] = []
  for (const [i, line] of below.lines.entries()) {
    if (places.length === MOST_PLACES) break
    const row = below.rows[i] ?? []
    const given = below.geometries?.[i] ?? (point === undefined ? pointOf(row, lon, lat) : pairOf(row[point], latFirst))
    const geometry = given && checkedGeometry(given, understood.kind, toDegrees)
    if (!geometry || geometry instanceof Bad) continue
    places.push({ line, name: name === undefined ? '' : shown(row[name] ?? null), geometry })
  }
  if (whole) return withinBudget(places)
  const total = places.reduce((sum, { geometry }) => sum + vertexCount(geometry), 0)
  return places.map((place) => ({ ...place, geometry: sketch(place.geometry, Math.ceil(total / SKETCH_VERTICES)) }))
}

function pointOf(row: Cell[], lon: number | undefined, lat: number | undefined): Geometry | null {
  if (lon === undefined || lat === undefined) return null
  const position: Position = [Number(row[lon] ?? Number.NaN), Number(row[lat] ?? Number.NaN)]
  return position.every((number) => Number.isFinite(number) && number !== 0) ? { type: 'Point', coordinates: position } : null
}

function pairOf(cell: Cell | undefined, latFirst: boolean): Geometry | null {
  const point = isEmpty(cell) ? null : parsePoint(cell as FilledCell, latFirst)
  return Array.isArray(point) ? { type: 'Point', coordinates: point } : null
}

function withinBudget(places: FileLook['places']): FileLook['places'] {
  let left = SHAPE_VERTICES
  return places.filter(({ geometry }) => (left -= vertexCount(geometry)) >= 0)
}
