/** Addresses of the contract with a filter; the one place where the web writes them. */
import { filterQuery, pickFilter } from '../../api/contract/filter.ts'
import type { Filter } from '../../api/contract/filter.ts'
import type { Level } from './api-types.ts'

function address(path: string, filter: Filter, more: Record<string, string | number | null | undefined> = {}): string {
  const query = filterQuery(pickFilter(filter))
  for (const [key, value] of Object.entries(more)) {
    if (value !== null && value !== undefined) query.append(key, String(value))
  }
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

const without = (filter: Filter, ...keys: (keyof Filter)[]): Filter =>
  pickFilter(Object.fromEntries(Object.entries(filter).filter(([key]) => !keys.includes(key as keyof Filter))))

export const summaryUrl = (filter: Filter): string => address('/api/summary', filter)

/** Units of one level below `parent` with their figures; the drilled unit does not narrow its own siblings. */
export const unitsUrl = (filter: Filter, level: Level, parent: string | null): string =>
  address('/api/feeds/units', without(filter, 'unit'), { level, parent })

/** All key areas with their figures: the chosen area does not hide the others. */
export const areasUrl = (filter: Filter): string => address('/api/feeds/key-areas', without(filter, 'area'))

/** A measure of all units of a level, or of all key areas: what is chosen does not hide its neighbours. */
export const measureUrl = (name: string, filter: Filter, of: Level | 'area'): string => of === 'area'
  ? address(`/api/measures/${name}`, without(filter, 'area'), { by: 'area' })
  : address(`/api/measures/${name}`, without(filter, 'unit'), { by: 'unit', level: of })

/** Petitions by week or month over all time, or over the filter's own period. */
export const timelineUrl = (filter: Filter, bucket: 'week' | 'month', wholeTime: boolean): string =>
  address('/api/feeds/timeline', wholeTime ? without(filter, 'period', 'from', 'to') : filter, { bucket })

export const ledgerUrl = (of: 'petitions' | 'matters', filter: Filter, cursor: string | null, limit: number, band: string | null = null): string =>
  address(`/api/feeds/${of}`, filter, { limit, cursor, band })

export const densityUrl = (filter: Filter, size: number): string => address('/api/feeds/density', filter, { size })

export const searchUrl = (q: string): string => `/api/search?${new URLSearchParams({ q }).toString()}`

export const ledgerFileUrl = (filter: Filter): string => address('/api/exports/ledger', filter, { format: 'csv' })

/** MapLibre fills in the braces itself, so they must stay unescaped. */
export const petitionTilesUrl = (filter: Filter, origin: string): string =>
  origin + address('/tiles/petitions/{z}/{x}/{y}.mvt', filter)

/** A hot-spot run; `shapes` as GeoJSON, whose hexagons the map draws; `scale` of another run, to be compared with it. */
export const hotspotsUrl = (
  filter: Filter, by: string, measure: string, { shapes = false, scale = null }: { shapes?: boolean, scale?: string | null } = {},
): string =>
  address(shapes ? '/api/feeds/hotspots' : '/api/hotspots', filter, { by, measure, scale })

export type QueueName = 'unlocated' | 'coarse' | 'hand'
export const placeQueueUrl = (filter: Filter, queue: QueueName, limit: number): string =>
  address('/api/feeds/place-queue', filter, { queue, limit })

export const placeCandidatesUrl = (matterNo: string, pin: readonly [number, number] | null, search: string): string =>
  address('/api/place-candidates', {}, { matter_no: matterNo, lon: pin?.[0], lat: pin?.[1], q: search || null })

export type SameQueue = 'open' | 'later' | 'different'
export const samePairsUrl = (filter: Filter, queue: SameQueue, limit: number): string => address('/api/feeds/same-pairs', filter, { queue, limit })
