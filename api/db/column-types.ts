/**
 * How a column of a result becomes a JavaScript value: one table for both engines, so that a row looks the same
 * whichever driver fetched it. What is not listed stays PostgreSQL's text: dates and instants (a `Date` would shift
 * them by a time zone), intervals, uuids, geometries.
 */

export type ColumnParser = (text: string) => unknown

/** int8: a number while it is exact, otherwise its decimal digits. */
const wholeNumber: ColumnParser = (text) => {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

const bytes: ColumnParser = (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'))

const scalars: ReadonlyArray<{ oid: number; array: number; parse: ColumnParser }> = [
  { oid: 16, array: 1000, parse: (text) => text === 't' }, // bool
  { oid: 17, array: 1001, parse: bytes }, // bytea
  { oid: 20, array: 1016, parse: wholeNumber }, // int8
  { oid: 21, array: 1005, parse: Number }, // int2
  { oid: 23, array: 1007, parse: Number }, // int4
  { oid: 26, array: 1028, parse: Number }, // oid
  { oid: 700, array: 1021, parse: Number }, // float4
  { oid: 701, array: 1022, parse: Number }, // float8
  { oid: 1700, array: 1231, parse: Number }, // numeric: money that must stay exact is cast to text in SQL
  { oid: 114, array: 199, parse: (text) => JSON.parse(text) }, // json
  { oid: 3802, array: 3807, parse: (text) => JSON.parse(text) }, // jsonb
  { oid: 19, array: 1003, parse: String }, // name
  { oid: 25, array: 1009, parse: String }, // text
  { oid: 1042, array: 1014, parse: String }, // bpchar
  { oid: 1043, array: 1015, parse: String }, // varchar
  { oid: 1082, array: 1182, parse: String }, // date
  { oid: 1083, array: 1183, parse: String }, // time
  { oid: 1114, array: 1115, parse: String }, // timestamp
  { oid: 1184, array: 1185, parse: String }, // timestamptz
  { oid: 1186, array: 1187, parse: String }, // interval
  { oid: 2950, array: 2951, parse: String }, // uuid
]

/** Reads PostgreSQL's array text (`{1,NULL,"a,b"}`, nested braces too) with one parser for its elements. */
export function parseArray(text: string, parse: ColumnParser): unknown[] {
  let at = text.indexOf('{') + 1 // a lower bound such as [0:2]= may come first
  const element = (): unknown => {
    if (text[at] === '"') {
      let value = ''
      for (at++; text[at] !== '"'; at++) {
        if (text[at] === '\\') at++
        value += text[at] ?? ''
      }
      at++
      return parse(value)
    }
    const from = at
    while (at < text.length && text[at] !== ',' && text[at] !== '}') at++
    const bare = text.slice(from, at)
    return bare === 'NULL' ? null : parse(bare)
  }
  const list = (): unknown[] => {
    const values: unknown[] = []
    while (at < text.length) {
      if (text[at] === '}') {
        at++
        return values
      }
      if (text[at] === ',') at++
      else if (text[at] === '{') {
        at++
        values.push(list())
      } else values.push(element())
    }
    return values
  }
  return list()
}

/** Parser by the column type's oid. */
export const columnParsers: Readonly<Record<number, ColumnParser>> = Object.fromEntries(
  scalars.flatMap(({ oid, array, parse }) => [
    [oid, parse],
    [array, (text: string) => parseArray(text, parse)],
  ]),
)

/** A column of any other type stays as text. */
export const asText: ColumnParser = (text) => text
