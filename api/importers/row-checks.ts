import { looksSwapped, type ToDegrees } from './crs.ts'
import { outOfRange, rounded } from './parse/geometry.ts'
import { Bad } from './parse/outcome.ts'
import type { FieldName, ImportKind, Value } from './types.ts'

/** What a row must have, whatever else the file lacks. */
export const REQUIRED: Record<ImportKind, FieldName[]> = {
  petitions: ['petition_no', 'received_on'],
  units: ['code', 'name'],
  'key-areas': ['name'],
  holidays: ['date', 'is_workday'],
}

export interface PlacedPoint { lon: number | null; lat: number | null; bad?: Bad; flag?: string }

/**
 * A pair of cells to degrees. Half a pair is an error; (0,0) is no place but the mark of an empty one; a pair that looks
 * exchanged is flagged and left as it stands, because only a person can know.
 */
export function placePoint(x: Value, y: Value, toDegrees: ToDegrees, envelope?: [number, number, number, number]): PlacedPoint {
  if (x === null && y === null) return { lon: null, lat: null }
  if (typeof x !== 'number' || typeof y !== 'number') {
    return { lon: null, lat: null, bad: new Bad('coordinate-half', '经度和纬度只有一个。', 'Only one of longitude and latitude is given.') }
  }
  if (x === 0 && y === 0) return { lon: null, lat: null, flag: 'null-island' }
  const [lon, lat] = toDegrees(x, y)
  const bad = Number.isFinite(lon) && Number.isFinite(lat) ? outOfRange(lon, lat) : notConvertible(x, y)
  if (bad) return { lon: null, lat: null, bad }
  return { lon: rounded(lon), lat: rounded(lat), ...(looksSwapped(lon, lat, envelope) ? { flag: 'swapped-coordinates' } : {}) }
}

function notConvertible(x: number, y: number): Bad {
  return new Bad('coordinate-out-of-range', `坐标 ${x}, ${y} 无法换算。`, `The coordinates ${x}, ${y} cannot be converted.`)
}

/** Dates of one petition that cannot be true together. ISO dates compare as text. */
export function checkDates(received: Value, closed: Value, due: Value): Bad | string | undefined {
  if (typeof received !== 'string') return undefined
  if (typeof closed === 'string' && closed < received) {
    return new Bad('closed-before-received', `办结日期 ${closed} 早于信访日期 ${received}。`,
      `Closed on ${closed}, before it was received on ${received}.`)
  }
  return typeof due === 'string' && due < received ? 'due-before-received' : undefined
}

/** The level that an administrative code of the national form has by its length. */
export function levelOfCode(code: Value): string | null {
  if (typeof code !== 'string' || !/^\d+$/.test(code)) return null
  return ({ 6: 'county', 9: 'township', 12: 'village', 15: 'group' } as Record<number, string>)[code.length] ?? null
}

export function missingValue(field: FieldName, column: string): Bad {
  return new Bad('required', `${column || field} 不能为空。`, `${column || field} must not be empty.`)
}
