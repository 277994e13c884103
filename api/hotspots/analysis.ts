/** What an analysis gets and gives: plain data that cross into the worker thread and back. */
import type { HotspotBy, HotspotMeasure } from '../contract/hotspots.ts'
import type { EmergingClass } from '../statistics/emerging.ts'

/** `units.sql` and `areas.sql`; id 0 is the rest of the county. */
export type PlaceRow = [id: number, code: string, name: string, households: number | null, lon: number | null, lat: number | null,
  before: number, open: number, parent: string | null]

export interface Material {
  by: HotspotBy
  measure: HotspotMeasure
  /** sql/hotspots/matters.sql, or where nothing is asked of single matters `summed` by place: sums.sql */
  matters: string
  summed?: boolean
  /** sql/hotspots/served.sql; hexagons only */
  served: string
  /** units and areas only */
  places: PlaceRow[]
  /** `size x rings` of another run, to be compared with it; null leaves the choice to the rule */
  scale: string | null
}

/** The places that are tested, all in one order. */
export interface Places {
  ids: number[]
  matters: Int32Array
  petitions: Int32Array
  repeats: Int32Array
  /** per place, its matters' repeats, for the test that moves whole matters */
  repeatsOfMatters: Int32Array[]
  /** NaN where not known */
  households: Float64Array
}

export interface ScaleFound { size: number, rings: number, cells: number, neighbourhood: number, expected: number, hot: number }

/** One place's result; numbers that do not exist are null. */
export interface PlaceResult {
  id: number
  matters: number
  petitions: number
  repeats: number
  households: number | null
  sum: number | null
  expected: number | null
  ratio: number | null
  z: number | null
  p: number | null
  q: number | null
  level: number | null
  why: 'too_few' | 'no_denominator' | 'no_neighbours' | null
  agreement: number | null
  smoothed: number | null
  emerging: EmergingClass | null
  months: number[] | null
  spot: number | null
}

export interface Analysis {
  test: 'exact_sum' | 'binomial' | 'matters' | 'none'
  tested: number
  scale: ScaleFound | null
  scales: ScaleFound[]
  noDenominator: number
  places: PlaceResult[]
  /** place ids of each hot spot, the hottest first within */
  spots: number[][]
}
