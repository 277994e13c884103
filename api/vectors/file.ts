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

/** First of the named fields that is there. */
export const firstOf = (from: Record<string, unknown>, ...names: string[]): unknown =>
  names.map((name) => from[name]).find((value) => value !== undefined && value !== null)

const wanted = (names: string[], what: string): never => { throw new TypeError(`${names.join(' or ')}: ${what} is missing`) }

/** A list of numbers under one of the names; null becomes NaN. */
export function numbers(from: Record<string, unknown>, ...names: string[]): Float64Array {
  const value = firstOf(from, ...names)
  if (typeof value === 'number') return Float64Array.of(value)
  if (!Array.isArray(value)) return wanted(names, 'a list of numbers')
  return Float64Array.from(value, (one: unknown) => {
    if (one === null) return Number.NaN
    if (typeof one === 'number' || typeof one === 'boolean') return Number(one)
    throw new TypeError(`${names[0]}: ${JSON.stringify(one)} is no number`)
  })
}

export function number(from: Record<string, unknown>, ...names: string[]): number | undefined {
  const value = firstOf(from, ...names)
  return typeof value === 'number' ? value : undefined
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
  return { rows: rows.length, columns, values: Float64Array.from(rows.flat()) }
}

/** x and y of the locations: two lists, or pairs; degrees where the names or a flag say so. */
export function coordinates(input: Record<string, unknown>): { x: Float64Array, y: Float64Array, lonLat: boolean } {
  const pairs = firstOf(input, 'xy', 'lonlat_pairs', 'coordinates')
  const flag = input['lonlat']
  if (Array.isArray(pairs)) {
    const of = (at: number): Float64Array => Float64Array.from(pairs as number[][], (pair) => pair[at] ?? Number.NaN)
    return { x: of(0), y: of(1), lonLat: flag === true }
  }
  const named = input['lon'] !== undefined && input['x'] === undefined && input['x_or_lon'] === undefined
  return {
    x: numbers(input, 'x', 'x_or_lon', 'lon'), y: numbers(input, 'y', 'y_or_lat', 'lat'),
    lonLat: typeof flag === 'boolean' ? flag : named,
  }
}
