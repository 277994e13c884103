import { emergingClass, type EmergingClass } from '../statistics/emerging.ts'
import { exactSumP } from '../statistics/exact-sum.ts'
import { benjaminiHochberg } from '../statistics/false-discovery.ts'
import { mannKendall } from '../statistics/mann-kendall.ts'
import { neighbourhoodSizes, neighbourhoodSums, type Neighbours } from '../statistics/neighbours.ts'
import { binomialUpper } from '../statistics/tails.ts'
import { tableOf } from './table.ts'

/** Fewer events of a place, or steps, make no history. */
const [fewestEvents, fewestSteps] = [12, 12]
const alpha = 0.05

export interface History { emerging: EmergingClass | null, months: number[] }

/** Months since year 0 of `yyyymm`. */
export const monthNumber = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(4, 6)) - 1
export const monthText = (month: number): string => `${Math.floor(month / 12)}-${String(month % 12 + 1).padStart(2, '0')}`

/** counts[t * places + i] from `months.sql`. */
export function monthlyCounts(text: string, ids: readonly number[], first: number, steps: number): Int32Array {
  const position = new Map(ids.map((id, i) => [id, i]))
  const counts = new Int32Array(ids.length * steps)
  const { values } = tableOf(text)
  for (let row = 0; row < values.length; row += 3) {
    const [key, month, matters] = [values[row] as number, values[row + 1] as number, values[row + 2] as number]
    const at = position.get(key)
    const step = Math.floor(month / 100) * 12 + month % 100 - 1 - first
    if (at !== undefined && step >= 0 && step < steps) counts[step * ids.length + at] = matters
  }
  return counts
}

/** p of every month of every place, hot and cold: against all months of all places, or against households. */
function cubeP(
  counts: Int32Array, sums: Float64Array, neighbours: Neighbours, households: Float64Array | undefined,
): { hot: Float64Array, cold: Float64Array } {
  const cells = neighbours.starts.length - 1
  const steps = counts.length / cells
  if (households === undefined) {
    const sizes = neighbourhoodSizes(neighbours)
    return exactSumP(counts, sums, Float64Array.from(counts, (_, at) => sizes[at % cells] as number))
  }
  const all = counts.reduce((sum, count) => sum + count, 0)
  const known = households.reduce((sum, count) => sum + (count > 0 ? count : 0), 0)
  const shares = households.map((count) => (count > 0 ? count / known / steps : Number.NaN))
  return {
    hot: sums.map((sum, at) => (Number.isNaN(shares[at % cells]) ? Number.NaN : binomialUpper(sum, all, shares[at % cells] as number))),
    cold: sums.map((sum, at) => (Number.isNaN(shares[at % cells]) ? Number.NaN : 1 - binomialUpper(sum + 1, all, shares[at % cells] as number))),
  }
}

/**
 * Emerging class of each place over monthly steps: bins at q <= .05 over all months of all places, trend of the
 * neighbourhood's matters by Mann-Kendall (p <= .05), both without lag. No class below 12 months or 12 matters.
 */
export function histories(counts: Int32Array, neighbours: Neighbours, households?: Float64Array): (History | null)[] {
  const cells = neighbours.starts.length - 1
  const steps = counts.length / cells
  if (steps < fewestSteps) return Array.from({ length: cells }, () => null)
  const sums = new Float64Array(counts.length)
  for (let t = 0; t < steps; t++) sums.set(neighbourhoodSums(counts.subarray(t * cells, (t + 1) * cells), neighbours), t * cells)
  const { hot, cold } = cubeP(counts, sums, neighbours, households)
  const [hotQ, coldQ] = [benjaminiHochberg(hot), benjaminiHochberg(cold)]
  return Array.from({ length: cells }, (_, i) => {
    const months = Array.from({ length: steps }, (__, t) => sums[t * cells + i] as number)
    if (months.reduce((sum, count) => sum + count, 0) < fewestEvents) return { emerging: null, months }
    const bins = months.map((__, t) => {
      const at = t * cells + i
      return (hotQ[at] as number) <= alpha ? 1 : (coldQ[at] as number) <= alpha ? -1 : 0
    })
    const trend = mannKendall(months)
    return { emerging: emergingClass(bins, trend.z, trend.p, alpha), months }
  })
}
