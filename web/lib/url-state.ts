/**
 * The URL is the store: everything the map page shows is a filter, a view and a selection in the query string.
 *
 * The filter keeps the contract's own parameter names, so the query string of the page is also the query string of
 * every feed. View keys are prefixed (`v.`), the open list's extra conditions too (`l.`). Values that do not fit are
 * dropped: an old or mistyped link opens the nearest sensible page instead of an error.
 */
import { filterProperties, pickFilter, repeatable } from '../../api/contract/filter.ts'
import type { Filter } from '../../api/contract/filter.ts'

export const urlVersion = 1
/**
 * What the marks on the map count: per key area, per unit, or spread over cells and points. `auto` is key areas for the
 * whole scope and units once the user has gone down into one.
 */
export const marks = ['auto', 'areas', 'units', 'spread'] as const
export const tints = ['none', 'household_rate', 'repeat_share', 'overdue'] as const
export const lists = ['petitions', 'matters'] as const

export interface Camera { lon: number, lat: number, zoom: number }

export interface View {
  marks: typeof marks[number]
  /** the rate that colours the units */
  tint: typeof tints[number]
  /** null = fit to what is selected */
  camera: Camera | null
  /** ids of layers the user switched off, sorted */
  hidden: string[]
  list: { of: typeof lists[number], patch: Filter } | null
}

export interface UrlState { filter: Filter, view: View }

export type Query = Record<string, string | string[]>
/** What vue-router and URLSearchParams hand us. */
export type LooseQuery = Record<string, string | null | undefined | (string | null)[]>

export const defaultView: View = { marks: 'auto', tint: 'none', camera: null, hidden: [], list: null }
export const defaultFilter: Filter = { period: '365d' }

interface Constraint { pattern?: string, enum?: unknown[], const?: unknown, minLength?: number, maxLength?: number }

function fits(value: string, schema: Constraint): boolean {
  if (schema.const !== undefined) return value === schema.const
  if (schema.enum) return schema.enum.includes(value)
  if (schema.minLength !== undefined && value.length < schema.minLength) return false
  if (schema.maxLength !== undefined && value.length > schema.maxLength) return false
  return schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value)
}

const strings = (value: LooseQuery[string]): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string' && item !== '')

const severals: readonly string[] = repeatable

/** The filter in a query, unknown and ill-formed parts left out; `prefix` stands before each parameter's name. */
export function readFilter(query: LooseQuery, prefix = ''): Filter {
  const found: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(filterProperties)) {
    const several = severals.includes(key)
    const constraint = (several ? (schema as unknown as { items: Constraint }).items : schema) as Constraint
    const values = strings(query[prefix + key]).filter((value) => fits(value, constraint))
    if (several) found[key] = [...new Set(values)].slice(0, 50)
    else if (values[0] !== undefined) found[key] = values[0]
  }
  // a rolling period and fixed days exclude each other; the fixed days are the more exact wish
  if (found['from'] !== undefined || found['to'] !== undefined) delete found['period']
  return pickFilter(found)
}

function writeFilter(filter: Filter, prefix = ''): Query {
  return Object.fromEntries(Object.entries(pickFilter(filter))
    .map(([key, value]) => [prefix + key, Array.isArray(value) ? value.map(String) : String(value)]))
}

function readCamera(text: string | undefined): Camera | null {
  const parts = (text ?? '').split(',').map(Number)
  const [lon, lat, zoom] = parts
  if (parts.length !== 3 || lon === undefined || lat === undefined || zoom === undefined) return null
  const inside = Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && zoom >= 0 && zoom <= 24
  return inside ? roundCamera({ lon, lat, zoom }) : null
}

/** Five decimals are about a metre: finer digits only make links longer. */
export function roundCamera({ lon, lat, zoom }: Camera): Camera {
  return { lon: round(lon, 5), lat: round(lat, 5), zoom: round(zoom, 2) }
}
const round = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0

const oneOf = <T extends string>(values: readonly T[], text: string | undefined, otherwise: T): T =>
  values.find((value) => value === text) ?? otherwise

/** Reads a page address. A link without any filter of ours opens the last 365 days. */
export function readUrl(query: LooseQuery): UrlState {
  const one = (key: string): string | undefined => strings(query[key])[0]
  const filter = readFilter(query)
  const list = lists.find((name) => name === one('v.list'))
  return {
    filter: one('v') === undefined && Object.keys(filter).length === 0 ? { ...defaultFilter } : filter,
    view: {
      marks: oneOf(marks, one('v.marks'), defaultView.marks),
      tint: oneOf(tints, one('v.tint'), defaultView.tint),
      camera: readCamera(one('v.at')),
      hidden: [...new Set((one('v.off') ?? '').split('.').filter((id) => /^[a-z-]{1,30}$/.test(id)))].sort(),
      list: list ? { of: list, patch: readFilter(query, 'l.') } : null,
    },
  }
}

/** Writes a page address; the defaults of the view are left out, the version is always in. */
export function writeUrl({ filter, view }: UrlState): Query {
  const query: Query = { v: String(urlVersion), ...writeFilter(filter) }
  if (view.marks !== defaultView.marks) query['v.marks'] = view.marks
  if (view.tint !== defaultView.tint) query['v.tint'] = view.tint
  if (view.camera) query['v.at'] = Object.values(roundCamera(view.camera)).join(',')
  if (view.hidden.length) query['v.off'] = view.hidden.join('.')
  if (view.list) Object.assign(query, { 'v.list': view.list.of }, writeFilter(view.list.patch, 'l.'))
  return query
}

/** The filter of an open list: the page's filter, then what the number that was clicked adds to it. */
export function listFilter(filter: Filter, patch: Filter): Filter {
  return pickFilter({ ...filter, ...patch })
}
