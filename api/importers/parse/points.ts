/** Both coordinates of a place in one cell, as map programs, phones and ledgers write them. */
import { type Position2, inside } from '../crs.ts'
import { parseCoordinate } from './numbers.ts'
import { Bad, type FilledCell, type Parser, plain } from './outcome.ts'

type Axis = 'lon' | 'lat'
type Envelope = [west: number, south: number, east: number, north: number]
/** `fixed`: the writing itself says which is the longitude */
interface Pair { numbers: Position2, fixed: boolean }

const LON = '东经|西经|经度|longitude|long|lon|lng|[EW东西]'
const LAT = '北纬|南纬|纬度|latitude|lat|[NS北南]'
const WORD = `(?:${LON}|${LAT})`
const DEGREES = `\\d{1,3}(?:\\.\\d{1,15})?\\s*[°度](?:\\s*\\d{1,2}(?:\\.\\d+)?\\s*['′分])?(?:\\s*\\d{1,2}(?:\\.\\d+)?\\s*(?:''|["″秒]))?`
const HALF = `(${DEGREES}|[-+]?\\d{1,9}(?:\\.\\d{1,15})?)`
/** a word before the number, or a letter after it */
const PART = `(?:(${WORD})\\s*[:=]?\\s*${HALF}|${HALF}\\s*([EWNS])?)`
const PAIR = new RegExp(`^${PART}(?:\\s*[,;、/|]\\s*|\\s+|(?<=[EWNS°度′分″秒"'])|(?=${WORD}))${PART}$`, 'i')
const NUMBER = '([-+]?\\d{1,9}(?:\\.\\d{1,15})?)'
/** longitude first, by their own rules */
const POINT = [
  new RegExp(`^(?:SRID=\\d{1,6};)?\\s*POINT\\s*(?:Z|M|ZM)?\\s*\\(\\s*${NUMBER}\\s+${NUMBER}(?:\\s+[-+\\d.]+){0,2}\\s*\\)$`, 'i'),
  new RegExp(`^\\{.{0,60}"coordinates"\\s*:\\s*\\[\\s*${NUMBER}\\s*,\\s*${NUMBER}(?:\\s*,\\s*[-+\\d.]+)?\\s*\\].{0,20}\\}$`),
]
const BRACKETS = /^[([{](.*)[)\]}]$/
const longest = 120

const swapped = ([a, b]: Position2): Position2 => [b, a]
const onEarth = ([lon, lat]: Position2): boolean => Math.abs(lon) <= 180 && Math.abs(lat) <= 90
const axisOf = (word: string | undefined): Axis | undefined =>
  word === undefined ? undefined : new RegExp(`^(?:${LON})$`, 'i').test(word) ? 'lon' : 'lat'
const isWest = (word: string | undefined): boolean => word !== undefined && /^(西经|西|W|南纬|南|S)$/i.test(word)

/** One half: its number, and which it is where a word says so. */
function half(number: string | undefined, word: string | undefined): { value: number, axis: Axis | undefined } | undefined {
  const value = parseCoordinate((number ?? '').replace(/\s*[°度]$/, ''))
  return typeof value === 'number' ? { value: isWest(word) ? -value : value, axis: axisOf(word) } : undefined
}

function pairOf(cell: FilledCell): Pair | undefined {
  if (typeof cell !== 'string' || cell.length > longest) return undefined
  const whole = plain(cell).replace(/′′/g, '″')
  const point = POINT.map((pattern) => pattern.exec(whole)).find((match) => match !== null)
  if (point) return { numbers: [Number(point[1]), Number(point[2])], fixed: true }
  const match = PAIR.exec((BRACKETS.exec(whole)?.[1] ?? whole).trim())
  const [a, b] = match ? [half(match[2] ?? match[3], match[1] ?? match[4]), half(match[6] ?? match[7], match[5] ?? match[8])] : []
  if (!a || !b || (a.axis !== undefined && a.axis === b.axis)) return undefined
  const latFirst = a.axis === 'lat' || b.axis === 'lon'
  const numbers: Position2 = latFirst ? [b.value, a.value] : [a.value, b.value]
  const fixed = a.axis !== undefined || b.axis !== undefined
  return fixed && !onEarth(numbers) ? undefined : { numbers, fixed }
}

/** Whether a column writes the latitude first, where its writing does not say: by the county's box, else by where China lies. */
export function latitudeFirst(cells: readonly FilledCell[], envelope?: Envelope): boolean {
  const box: Envelope = envelope ?? [73, 3, 136, 54]
  const within = (position: Position2): boolean => inside(position[0], position[1], box)
  let votes = 0
  for (const cell of cells) {
    const pair = pairOf(cell)
    if (pair && !pair.fixed && within(pair.numbers) !== within(swapped(pair.numbers))) votes += within(pair.numbers) ? -1 : 1
  }
  return votes > 0
}

/**
 * Longitude and latitude of a cell as they stand, in degrees or, easting and northing in their order, in metres: `103.95,27.62`,
 * `E103.95 N27.62`, `27°37′12″N 103°57′E`, `POINT(103.95 27.62)`, `{"type":"Point",…}`.
 *
 * @param latFirst of a pair without words the latitude comes first, unless only the other order lies on the earth
 */
export function parsePoint(cell: FilledCell, latFirst = false): Position2 | Bad {
  const pair = pairOf(cell)
  if (!pair) return unreadable(cell)
  const [first, second] = latFirst ? [swapped(pair.numbers), pair.numbers] : [pair.numbers, swapped(pair.numbers)]
  return pair.fixed ? pair.numbers : onEarth(first) || !onEarth(second) ? first : second
}

/** The parsers of the two fields that one column fills. What cannot be read is told once, of the longitude. */
export function pointParsers(latFirst: boolean): Record<Axis, Parser> {
  return {
    lon: (cell) => {
      const point = parsePoint(cell, latFirst)
      return point instanceof Bad ? point : point[0]
    },
    lat: (cell) => {
      const point = parsePoint(cell, latFirst)
      return point instanceof Bad ? null : point[1]
    },
  }
}

/** Whether a cell of a column without a telling name is a place: words or a form that say so, or two decimals in and around China. */
export function isSurelyPoint(cell: FilledCell): boolean {
  const pair = pairOf(cell)
  if (!pair) return false
  const there = [pair.numbers, swapped(pair.numbers)].some(([lon, lat]) => inside(lon, lat, [73, 3, 136, 54]))
  return there && (pair.fixed || /[°度].*[°度]/.test(String(cell)) || (plain(String(cell)).match(/\.\d{2,}/g) ?? []).length === 2)
}

function unreadable(cell: FilledCell): Bad {
  return new Bad('coordinate-unreadable', `${String(cell).slice(0, 30)} 不是一对坐标，应为“经度,纬度”（如 104.0483,27.6211）。`,
    `${String(cell).slice(0, 30)} is no pair of coordinates; write longitude,latitude (as 104.0483,27.6211).`)
}
