import type { Tolerance } from './comparison.ts'

/** A vector file as read: what is asked and what is expected. Everything in it is checked where it is used. */
export interface VectorFile {
  /** file name without .json */
  name: string
  meta: Record<string, unknown>
  input: Record<string, unknown>
  /** the whole file, for methods that keep cases or series beside meta */
  body: Record<string, unknown>
  expected: unknown
  published: unknown
}

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** @throws SyntaxError with the file's name */
export function readVectorFile(name: string, text: string): VectorFile {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    throw new SyntaxError(`not JSON: ${(error as Error).message}`, { cause: error })
  }
  if (!isRecord(body)) throw new SyntaxError('not an object with meta, input and expected')
  return {
    name, body,
    meta: isRecord(body['meta']) ? body['meta'] : {},
    input: isRecord(body['input']) ? body['input'] : body,
    expected: body['expected'], published: body['published'],
  }
}

/**
 * `meta.tolerance`: an absolute amount, or `{absolute, relative}`; absent, the method's own. For all values that need not be exact.
 * @throws TypeError for anything else: a tolerance that is not understood must not become another
 */
export function statedTolerance(meta: Record<string, unknown>): Tolerance | undefined {
  const stated = meta['tolerance']
  if (stated === undefined || stated === null) return undefined
  const parts = typeof stated === 'number' ? { absolute: stated } : stated
  const known = isRecord(parts) && Object.keys(parts).length > 0
    && Object.entries(parts).every(([key, value]) => ['absolute', 'relative'].includes(key) && typeof value === 'number' && value >= 0 && Number.isFinite(value))
  if (!known) throw new TypeError(`meta.tolerance: ${JSON.stringify(stated)} is neither a number nor {absolute, relative}, finite and not negative`)
  return parts as Tolerance
}

/** First of the named fields that is there. */
export const firstOf = (from: Record<string, unknown>, ...names: string[]): unknown =>
  names.map((name) => from[name]).find((value) => value !== undefined && value !== null)

const wanted = (names: string[], what: string): never => { throw new TypeError(`${names.join(' or ')}: ${what} is missing`) }

/** A list of numbers under one of the names; null becomes NaN. */
export function numbers(from: Record<string, unknown>, ...names: string[]): Float64Array {
  const value = firstOf(from, ...names)
  if (typeof value === 'number') return Float64Array.of(finite(names, value))
  if (!Array.isArray(value)) return wanted(names, 'a list of numbers')
  return Float64Array.from(value, (one: unknown) => (one === null ? Number.NaN : finite(names, typeof one === 'boolean' ? Number(one) : one)))
}

/** JSON has no infinity, but `1e999` is read as one. */
function finite(names: string[], value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new TypeError(`${names.join(' or ')}: ${typeof value === 'number' ? String(value) : JSON.stringify(value)} is no finite number`)
}

/** A number under one of the names; undefined when there is none. @throws TypeError when it is something else: no default may stand for it */
export function number(from: Record<string, unknown>, ...names: string[]): number | undefined {
  const value = firstOf(from, ...names)
  return value === undefined ? undefined : finite(names, value)
}

/** @throws TypeError when lists that belong together differ in length */
export function sameLength(lists: Record<string, ArrayLike<unknown>>): void {
  const lengths = Object.entries(lists).map(([name, { length }]) => `${name} has ${length}`)
  if (new Set(Object.values(lists).map(({ length }) => length)).size > 1) throw new TypeError(`lists of different length: ${lengths.join(', ')}`)
}

/** Neighbours of each of `n` places, by position from 0. */
export function neighbourLists(value: unknown, n: number): number[][] {
  if (Array.isArray(value)) sameLength({ values: { length: n }, neighbours: value })
  const isPosition = (one: unknown): boolean => Number.isInteger(one) && (one as number) >= 0 && (one as number) < n
  if (!Array.isArray(value) || !value.every((list: unknown) => Array.isArray(list) && list.every(isPosition))) {
    throw new TypeError(`neighbours: lists of positions from 0 to ${n - 1} are wanted`)
  }
  return value as number[][]
}

/** A list of objects under one of the names. */
export function records(from: Record<string, unknown>, ...names: string[]): Record<string, unknown>[] {
  const value = firstOf(from, ...names)
  if (Array.isArray(value) && value.every(isRecord)) return value
  return wanted(names, 'a list of objects')
}

/** Rows of numbers, step by step, as one array. */
export function matrix(from: Record<string, unknown>, ...names: string[]): { rows: number, columns: number, values: Float64Array } {
  const value = firstOf(from, ...names)
  if (!Array.isArray(value) || !value.every(Array.isArray)) return wanted(names, 'a list of rows')
  const rows = value as number[][]
  const columns = rows[0]?.length ?? 0
  if (rows.some((row) => row.length !== columns)) throw new TypeError(`${names[0]}: rows of different length`)
  return { rows: rows.length, columns, values: Float64Array.from(rows.flat(), (one: unknown) => finite(names, one)) }
}

/** x and y of the locations: two lists, or pairs; degrees where the names or a flag say so. */
export function coordinates(input: Record<string, unknown>): { x: Float64Array, y: Float64Array, lonLat: boolean } {
  const pairs = firstOf(input, 'xy', 'lonlat_pairs', 'coordinates')
  const flag = input['lonlat']
  if (Array.isArray(pairs)) {
    const of = (at: number): Float64Array => Float64Array.from(pairs as unknown[][], (pair) => finite(['coordinates'], pair[at]))
    return { x: of(0), y: of(1), lonLat: flag === true }
  }
  const named = input['lon'] !== undefined && input['x'] === undefined && input['x_or_lon'] === undefined
  const [x, y] = [numbers(input, 'x', 'x_or_lon', 'lon'), numbers(input, 'y', 'y_or_lat', 'lat')]
  sameLength({ x, y })
  return { x, y, lonLat: typeof flag === 'boolean' ? flag : named }
}
