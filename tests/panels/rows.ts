/** Answers of the API as panels are handed them, whole and small; a test says what is different. */
import type { Figures, Summary } from '../../api/contract/summary.ts'
import type { MeasureRow } from '../../web/lib/api-types.ts'
import type { PlaceRow } from '../../web/lib/place-row.ts'
import type { MapState } from '../../web/map/types.ts'

const none: Figures = {
  petitions: 0, people: 0, matters: 0, first: 0, repeat: 0, collective: 0, collective_people: 0, open: 0, closed: 0, overdue: 0,
  located: 0, unlocated: 0, outside: 0, from: '2025-11-28', to: '2026-11-27', indicators: {},
}
export const figures = (more: Partial<Figures> = {}): Figures => ({ ...none, ...more })
export const summary = (more: Partial<Summary> = {}): Summary => ({ ...none, as_of: '2026-11-27', borders_on: null, previous: null, last_year: null, ...more })

/** A township: 40 petitions of 30 matters among 600 households, two of them overdue. */
export const placeRow = (code: string, more: Partial<PlaceRow> = {}): PlaceRow => ({
  code, name: `${code}镇`, of: 'unit', petitions: 40, matters: 30, people: 55, repeat: 8, collective: 1, open: 6, overdue: 2, household_count: 600,
  kindName: null, state: { open: 4, overdue: 2, closed: 34 }, previous: undefined, hasBelow: true, ...more,
})

/** The map of a desk: townships on screen, nothing chosen, nothing hidden. */
export const mapState = (more: Partial<MapState> = {}): MapState => ({
  theme: 'light', basemap: { layers: ['outline', 'rivers', 'lakes', 'roads', 'contours', 'places'], hillshade: null }, marks: 'areas', hidden: [], areas: null, units: null,
  context: null, level: 'township', inside: null, selectedAreas: [], selectedUnit: null, within: null, density: null, show: 'petitions', tint: null, greatest: 40,
  petitionTiles: '', origin: '', scale: 1, zoom: 9, ...more,
})

/** A row of a measure: 12 of 480 households by default. */
export const measured = (code: string, value: number | null, more: Partial<MeasureRow> = {}): MeasureRow =>
  ({ code, name: code, value, numerator: 12, denominator: 480, under: null, ...more })
