import * as Type from 'typebox'

/**
 * The one filter: the same query parameters for map, tiles, figures, lists, charts and exports.
 * Parsed here, resolved to ids once in SQL (`resolve_filter`), applied in one place (`filtered_petitions`).
 */
const date = Type.String({ format: 'date', pattern: '^(19|20|21)', zh: '1900 至 2199 年间的日期', en: 'a date from 1900 to 2199', description: 'yyyy-MM-dd' })
const code = Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$', zh: '编码（字母、数字、下划线或连字符）', en: 'a code of letters, digits, _ or -' })
const several = <Item extends Type.TSchema>(item: Item, description: string) =>
  Type.Optional(Type.Array(item, { maxItems: 50, description }))

export const periods = ['today', '7d', '30d', '90d', 'month', 'quarter', 'year', '365d'] as const
export const kinds = ['first', 'repeat', 'collective'] as const
export const places = ['placed', 'unlocated', 'outside'] as const
/** What a figure adds to a filter that may already say something of the same sort: both must hold. */
export const traits = [...kinds, 'open', 'closed', ...places] as const

const oneOf = <const T extends readonly string[]>(values: T) => Type.Enum([...values] as unknown as T)

export const filterProperties = {
  area: several(code, 'key area code; `none` = in no key area'),
  area_kind: several(code, 'kind of key area'),
  unit: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z-]{1,40}$', zh: '区划代码', en: 'the code of a unit', description: 'unit code; includes everything below' })),
  from: Type.Optional(date),
  to: Type.Optional(date),
  period: Type.Optional(oneOf(periods)),
  category: several(Type.String({ pattern: '^\\d{1,6}$', zh: '1 至 6 位数字的分类代码', en: 'a category code of 1 to 6 digits' }), 'category code or its first two or four digits'),
  channel: several(code, 'channel'),
  purpose: several(code, 'purpose'),
  state: several(code, 'state, or `open` / `closed` for all such; the state that is called closed itself is `closed_state`'),
  kind: Type.Optional(oneOf(kinds)),
  overdue: Type.Optional(Type.Literal('1')),
  also: several(oneOf(traits), 'must hold besides `kind`, `state` and `place`, and all of several: the list behind one figure of a filter'),
  sector: several(code, 'sector'),
  place: Type.Optional(oneOf(places)),
  q: Type.Optional(Type.String({
    minLength: 1, maxLength: 60, pattern: '^[^\\u0000-\\u001f\\u007f]*$', zh: '不含控制字符的文字', en: 'text without control characters',
  })),
  bbox: Type.Optional(Type.String({
    maxLength: 100,
    pattern: '^-?\\d{1,3}(\\.\\d+)?(,-?\\d{1,3}(\\.\\d+)?){3}$', description: 'minLon,minLat,maxLon,maxLat in degrees',
    zh: '“最小经度,最小纬度,最大经度,最大纬度”四个以逗号分隔的度数', en: 'minLon,minLat,maxLon,maxLat in degrees',
  })),
  within: Type.Optional(Type.String({
    // 3 to 100 corners; an address must stay an address
    pattern: '^-?\\d{1,3}(\\.\\d{1,7})?,-?\\d{1,2}(\\.\\d{1,7})?(;-?\\d{1,3}(\\.\\d{1,7})?,-?\\d{1,2}(\\.\\d{1,7})?){2,99}$',
    zh: '3 至 100 个“经度,纬度”，以分号分隔', en: 'lon,lat;lon,lat;... with 3 to 100 corners',
    description: 'a polygon as lon,lat;lon,lat;... in degrees, 3 to 100 corners, closed by itself; whole cells for roles without points',
  })),
  hexagon: Type.Optional(Type.Array(Type.String({ pattern: '^h[123]_-?\\d{1,6}_-?\\d{1,6}$', zh: '六边形编号，如 h2_123_45', en: 'a number of a hexagon such as h2_123_45' }), {
    maxItems: 200, description: 'cells of /api/hotspots?by=hexagon, all of one size',
  })),
  as_of: Type.Optional(date),
}

export const Filter = Type.Object(filterProperties, { additionalProperties: false })
export type Filter = Type.Static<typeof Filter>

/** Parameters that may stand several times in a query string. */
export const repeatable = ['area', 'area_kind', 'category', 'channel', 'purpose', 'state', 'sector', 'hexagon', 'also'] as const

/** The filter's part of any query object, without empty and repeated values, keys in a fixed order: equal filters have equal text. */
export function pickFilter(query: Record<string, unknown>): Filter {
  const picked: Record<string, unknown> = {}
  for (const key of Object.keys(filterProperties).sort()) {
    const value = query[key]
    if (value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)) {
      picked[key] = Array.isArray(value) ? [...new Set(value)].sort() : value
    }
  }
  return picked as Filter
}

/** `a=1&a=2&b=3`, as every address of the contract takes it. */
export function filterQuery(filter: Filter): URLSearchParams {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(filter)) {
    for (const item of Array.isArray(value) ? value : [value]) query.append(key, String(item))
  }
  return query
}
