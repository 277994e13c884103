/**
 * The URL is the store: everything the map page shows is a filter, a view and a selection in the query string.
 *
 * The filter keeps the contract's own parameter names, so the query string of the page is also the query string of
 * every feed. View keys are prefixed (`v.`), the open list's extra conditions too (`l.`). Values that do not fit are
 * dropped: an old or mistyped link opens the nearest sensible page instead of an error.
 */
import { filterProperties, pickFilter, repeatable, traits } from '../../api/contract/filter.ts'
import type { Filter } from '../../api/contract/filter.ts'

/** Form of the address. 1: counts were always petitions, the tint `overdue` was a count. Links of older forms keep opening. */
export const urlVersion = 2
/**
 * What the marks on the map count: per key area, per unit, or spread over cells and points, hexagon columns or heat.
 * `auto` is key areas for the whole scope and units once the user has gone down into one.
 */
export const marks = ['auto', 'areas', 'units', 'spread', 'columns', 'heat'] as const
/** Counts are bubbles; rates are colours. */
export const countMeasures = ['petitions', 'matters', 'people', 'repeats', 'overdue'] as const
export const rateMeasures = ['household_rate', 'repeat_share', 'overdue_share'] as const
export const measures = [...countMeasures, ...rateMeasures] as const
export const tints = ['none', ...rateMeasures] as const
export const lists = ['petitions', 'matters'] as const
export const times = ['auto', 'off', 'month', 'week'] as const
/** What lies under the figures; `auto` is what was chosen last, else the installation's own. */
export const bases = ['auto', 'own', 'style', 'vector', 'image', 'terrain'] as const
export type Base = Exclude<typeof bases[number], 'auto'>
/** What stands beside the map: nothing, the period before, the same period last year, or a filter of one's own (`c.`). */
export const comparisons = ['none', 'previous', 'last_year', 'own'] as const

export type CountMeasure = typeof countMeasures[number]
export type RateMeasure = typeof rateMeasures[number]
export type Measure = typeof measures[number]
export const isRate = (measure: Measure): measure is RateMeasure => rateMeasures.some((one) => one === measure)

export interface Camera { lon: number, lat: number, zoom: number }

export interface View {
  marks: typeof marks[number]
  /** the measure that the map shows */
  show: Measure
  /** the rate that colours the units under the bubbles of a count */
  tint: typeof tints[number]
  base: typeof bases[number]
  /** null = fit to what is selected */
  camera: Camera | null
  /** ids of layers the user switched off, sorted */
  hidden: string[]
  list: { of: typeof lists[number], patch: Filter } | null
  /** `patch` replaces parts of the filter on the second map; only with `own` */
  compare: { with: typeof comparisons[number], patch: Filter }
  /** the time slider and its bars; `auto` decides by the screen */
  time: typeof times[number]
  /** the table of what is on the map */
  table: boolean
}

export interface UrlState { filter: Filter, view: View }

export type Query = Record<string, string | string[]>
/** What vue-router and URLSearchParams hand us. */
export type LooseQuery = Record<string, string | null | undefined | (string | null)[]>

export const defaultView: View = {
  marks: 'auto', show: 'petitions', tint: 'none', base: 'auto', camera: null, hidden: [], list: null, compare: { with: 'none', patch: {} }, time: 'auto', table: false,
}
export const defaultFilter: Filter = { period: '365d' }

interface Constraint { maxItems?: number, pattern?: string, enum?: unknown[], const?: unknown, minLength?: number, maxLength?: number }

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
    const most = (schema as Constraint).maxItems
    const values = strings(query[prefix + key]).filter((value) => fits(value, constraint))
    if (several) found[key] = [...new Set(values)].slice(0, most)
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
  const compared = oneOf(comparisons, one('v.vs'), 'none')
  const tint = one('v') === '1' && one('v.tint') === 'overdue' ? 'overdue_share' : one('v.tint')
  return {
    filter: one('v') === undefined && Object.keys(filter).length === 0 ? { ...defaultFilter } : filter,
    view: {
      marks: oneOf(marks, one('v.marks'), defaultView.marks),
      show: oneOf(measures, one('v.show'), defaultView.show),
      tint: oneOf(tints, tint, defaultView.tint),
      base: oneOf(bases, one('v.base'), defaultView.base),
      camera: readCamera(one('v.at')),
      hidden: [...new Set((one('v.off') ?? '').split('.').filter((id) => /^[a-z-]{1,30}$/.test(id)))].sort(),
      list: list ? { of: list, patch: readFilter(query, 'l.') } : null,
      compare: { with: compared, patch: compared === 'own' ? readFilter(query, 'c.') : {} },
      time: oneOf(times, one('v.time'), defaultView.time),
      table: one('v.table') === '1',
    },
  }
}

/** Writes a page address; the defaults of the view are left out, the version is always in. */
export function writeUrl({ filter, view }: UrlState): Query {
  const query: Query = { v: String(urlVersion), ...writeFilter(filter) }
  if (view.marks !== defaultView.marks) query['v.marks'] = view.marks
  if (view.show !== defaultView.show) query['v.show'] = view.show
  if (view.tint !== defaultView.tint) query['v.tint'] = view.tint
  if (view.base !== defaultView.base) query['v.base'] = view.base
  if (view.camera) query['v.at'] = Object.values(roundCamera(view.camera)).join(',')
  if (view.hidden.length) query['v.off'] = view.hidden.join('.')
  if (view.list) Object.assign(query, { 'v.list': view.list.of }, writeFilter(view.list.patch, 'l.'))
  if (view.compare.with !== 'none') query['v.vs'] = view.compare.with
  if (view.compare.with === 'own') Object.assign(query, writeFilter(view.compare.patch, 'c.'))
  if (view.time !== defaultView.time) query['v.time'] = view.time
  if (view.table) query['v.table'] = '1'
  return query
}

/**
 * What a figure's door adds to the filter, so that its list has as many rows as the figure says: first petitions among
 * collective ones are no list of all first petitions. Where the filter says something else of the same sort, both must hold.
 */
export function narrowing(filter: Filter, patch: Filter): Filter {
  const also = new Set([...filter.also ?? [], ...patch.also ?? []])
  const rest: Record<string, unknown> = { ...patch }
  for (const key of ['kind', 'state', 'place'] as const) {
    const wanted = [patch[key] ?? []].flat()
    if (filter[key] === undefined || String(filter[key]) === String(patch[key]) || !wanted.every(isTrait)) continue
    for (const trait of wanted) also.add(trait)
    rest[key] = undefined
  }
  return pickFilter({ ...rest, also: [...also] })
}
const isTrait = (value: string): value is typeof traits[number] => traits.some((trait) => trait === value)

/** The filter without what it says of time; null where it says nothing of it. */
export function timeless({ period, from, to, ...rest }: Filter): Filter | null {
  return period === undefined && from === undefined && to === undefined ? null : rest
}

/** The filter with parts replaced. Fixed days put out a rolling period: a place of time is one or the other. */
export function patched(filter: Filter, patch: Filter): Filter {
  const fixed = patch.from !== undefined || patch.to !== undefined
  const { period, from, to, ...rest } = filter
  const time = fixed || patch.period !== undefined ? {} : { period, from, to }
  return pickFilter({ ...rest, ...time, ...patch })
}
