import type { HotspotMeasure } from '../contract/hotspots.ts'
import { exactSumP } from '../statistics/exact-sum.ts'
import { benjaminiHochberg } from '../statistics/false-discovery.ts'
import { giStar } from '../statistics/getis-ord.ts'
import { localRates } from '../statistics/local-rate.ts'
import { neighbourhoodSizes, neighbourhoodSums, type Neighbours } from '../statistics/neighbours.ts'
import { pooledSumP } from '../statistics/pooled-sum.ts'
import type { Places } from './analysis.ts'

/** Fewer matters in a neighbourhood say nothing about how often they come back. */
const fewestForShare = 5

export interface Tested {
  test: 'exact_sum' | 'binomial' | 'matters'
  /** over the neighbourhood: matters, or repeats */
  sum: Float64Array
  expected: Float64Array
  z: Float64Array
  p: Float64Array
  q: Float64Array
  coldQ: Float64Array
}

const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0)

/** Matters against an even spread over the cells: exact randomisation p of Gi*. */
function byCells({ matters }: Places, neighbours: Neighbours): Tested {
  const sum = neighbourhoodSums(matters, neighbours)
  const sizes = neighbourhoodSizes(neighbours)
  const { hot, cold } = exactSumP(matters, sum, sizes)
  const mean = total(matters) / matters.length
  return {
    test: 'exact_sum', sum, expected: Float64Array.from(sizes, (w) => w * mean), z: giStar(matters, neighbours),
    p: hot, q: benjaminiHochberg(hot), coldQ: benjaminiHochberg(cold),
  }
}

/** Matters against households: conditional binomial tail. */
function byHouseholds({ matters, households }: Places, neighbours: Neighbours): Tested {
  const known = households.map((count) => (count > 0 ? count : 0))
  const { observed, expected, p } = localRates(matters, known, neighbours)
  return {
    test: 'binomial', sum: observed, expected, z: new Float64Array(p.length).fill(Number.NaN), p, q: benjaminiHochberg(p),
    coldQ: new Float64Array(p.length).fill(Number.NaN),
  }
}

/**
 * Repeats among petitions: whole matters, each with its repeats, are moved among the places, each place keeping its number of
 * matters. So one matter with forty petitions makes no hot spot. The sum of a random subset, as for counts, only larger.
 */
function byMatters({ matters, repeats, repeatsOfMatters }: Places, neighbours: Neighbours): Tested {
  const sum = neighbourhoodSums(repeats, neighbours)
  const sizes = Int32Array.from(neighbourhoodSums(matters, neighbours))
  const values = Int32Array.from(repeatsOfMatters.flatMap((list) => [...list]))
  const tested = sizes.map((w) => (w >= fewestForShare ? w : 0))
  const p = pooledSumP(values, sum, tested).map((value, i) => (tested[i] === 0 ? Number.NaN : value))
  const mean = values.length === 0 ? 0 : total(values) / values.length
  return {
    test: 'matters', sum, expected: Float64Array.from(sizes, (w) => w * mean), z: new Float64Array(p.length).fill(Number.NaN), p,
    q: benjaminiHochberg(p), coldQ: new Float64Array(p.length).fill(Number.NaN),
  }
}

/** The rest of the county is what areas are compared with, and no place of its own. */
function withoutRest(tested: Tested, { ids }: Places): Tested {
  if (!ids.includes(0)) return tested
  const mask = (values: Float64Array): Float64Array => values.map((value, i) => (ids[i] === 0 ? Number.NaN : value))
  return { ...tested, p: mask(tested.p), q: benjaminiHochberg(mask(tested.p)), coldQ: mask(tested.coldQ) }
}

/** The test of a map (one family of comparisons). Households decide wherever they are known. */
export function testPlaces(measure: HotspotMeasure, places: Places, neighbours: Neighbours): Tested {
  const by = measure === 'repeat' ? byMatters
    : measure === 'rate' || places.households.some((count) => count > 0) ? byHouseholds : byCells
  return withoutRest(by(places, neighbours), places)
}

/** 3, 2, 1 for hot at q .01, .05, .10; negative for cold; null where not tested. */
export function levelOf(q: number, coldQ: number): number | null {
  if (Number.isNaN(q)) return null
  const grade = (value: number): number => Number(value <= 0.1) + Number(value <= 0.05) + Number(value <= 0.01)
  return grade(q) || -grade(coldQ) || 0
}
