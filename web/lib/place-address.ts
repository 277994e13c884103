/** Addresses of the pages of areas and units, and what their feeds are asked. */
import { filterQuery, pickFilter } from '../../api/contract/filter.ts'
import type { Filter } from '../../api/contract/filter.ts'
import { timelineUrl } from './feed-urls.ts'
import type { breakdowns } from '../../api/contract/feeds/breakdown.ts'

export type PlaceKind = 'area' | 'unit'

/** The page of a key area or a unit. */
export const placePath = (of: PlaceKind, code: string): string => `/${of}s/${encodeURIComponent(code)}`

/** The filter without a place: the page itself says which place it is about. */
export function elsewhere(filter: Filter): Filter {
  const { area: _area, area_kind: _kind, unit: _unit, ...rest } = filter
  return pickFilter(rest)
}

/** The page's filter with its own place in it. */
export const filterOf = (of: PlaceKind, code: string, filter: Filter): Filter =>
  pickFilter({ ...elsewhere(filter), ...of === 'area' ? { area: [code] } : { unit: code } })

const asked = (path: string, filter: Filter, more: Record<string, string | number> = {}): string => {
  const query = filterQuery(pickFilter(filter))
  for (const [key, value] of Object.entries(more)) query.append(key, String(value))
  return `${path}?${query.toString()}`
}

export const breakdownUrl = (filter: Filter, by: (typeof breakdowns)[number], level = 1): string =>
  asked('/api/feeds/breakdown', filter, level === 1 ? { by } : { by, level })
export const samePeriodUrl = (filter: Filter, years: number): string => asked('/api/feeds/same-period', filter, { years })
export const profileUrl = (of: PlaceKind, code: string): string => asked(`/api/feeds/${of}-profiles`, filterOf(of, code, {}))
/** Indicators of one place beside the medians of all of its kind. */
export const indicatorsUrl = (filter: Filter, by: string, code: string): string =>
  asked('/api/feeds/place-indicators', elsewhere(filter), { by, code })
/** What is to be answered first: open matters by their due date. */
export const urgentUrl = (filter: Filter, limit: number): string =>
  asked('/api/feeds/matters', filter, { sort: 'due', limit })

/** Petitions by month from the first day of `since` to `until`, whatever period the filter is about. */
export function monthsUrl(filter: Filter, since: string, until: string): string {
  const { period: _period, from: _from, to: _to, ...rest } = filter
  return timelineUrl({ ...rest, from: since, to: until }, 'month', false)
}

/** All documents of an area, whatever period the figures are of; with `removed` those that were taken away too. */
export const documentsUrl = (area: string, removed: boolean): string =>
  asked('/api/feeds/area-documents', { area: [area] }, { limit: 1_000, ...removed ? { removed: '1' } : {} })

/** The joint response as it stands today, whatever period the figures are of. */
export const responseUrl = (feed: 'responses' | 'response-matrix' | 'field-activities', of: PlaceKind, code: string): string =>
  asked(`/api/feeds/${feed}`, filterOf(of, code, {}), feed === 'field-activities' ? { limit: 1 } : {})
