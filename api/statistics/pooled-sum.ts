/**
 * Randomisation p of sums over groups of different sizes: P(sum of a random w-subset of the values >= observed). Exact by
 * `subsetSums` where that is cheap; else from `draws` random orders of all values, of which every w takes the first w:
 * p = (1 + orders with a sum >= observed) / (draws + 1).
 */
import { exactSumP } from './exact-sum.ts'
import { randomFrom } from './random.ts'

const draws = 20_000
/** Additions that may be spent on the exact table. */
const exactWork = 4e8

function exactCost(values: Int32Array, largest: number, cap: number): number {
  const times = new Map<number, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  let terms = 0
  // the commonest value costs nothing
  for (const [value, m] of [...times].sort((a, b) => b[1] - a[1]).slice(1)) {
    terms += Math.min(m, largest, value === 0 ? m : Math.max(1, Math.floor(cap / value)))
  }
  return terms * largest * (cap + 2)
}

/**
 * @param values whole numbers >= 0, one per exchangeable thing
 * @param sums observed sum of each group
 * @param sizes number of things in each group; 0 gives p = 1
 * @param seed of the random orders
 */
export function pooledSumP(values: Int32Array, sums: ArrayLike<number>, sizes: ArrayLike<number>, seed: string): Float64Array {
  let [largest, cap] = [0, 0]
  for (let i = 0; i < sums.length; i++) {
    if (sizes[i] === 0) continue
    largest = Math.max(largest, sizes[i] as number)
    cap = Math.max(cap, sums[i] as number)
  }
  const groups = Array.from({ length: sums.length }, (_, i) => i).filter((i) => (sizes[i] as number) > 0)
  const p = new Float64Array(sums.length).fill(1)
  if (exactCost(values, largest, cap) <= exactWork) {
    const { hot } = exactSumP(values, groups.map((i) => sums[i] as number), groups.map((i) => sizes[i] as number))
    groups.forEach((i, k) => { p[i] = hot[k] as number })
    return p
  }
  // what is drawn for one size serves all groups of that size: counts of sums, the last one for all at or above the cap
  const drawn = new Map([...new Set(groups.map((i) => sizes[i] as number))].sort((a, b) => a - b).map((w) => [w, new Int32Array(cap + 1)]))
  const order = Int32Array.from(values)
  const random = randomFrom(seed)
  for (let draw = 0; draw < draws; draw++) {
    let [at, sum] = [0, 0]
    for (const [w, counts] of drawn) {
      for (; at < w; at++) {
        const other = at + Math.floor(random() * (order.length - at))
        const value = order[other] as number
        order[other] = order[at] as number
        order[at] = value
        sum += value
      }
      const held = Math.min(sum, cap)
      counts[held] = (counts[held] as number) + 1
    }
  }
  for (const counts of drawn.values()) {
    for (let s = cap - 1; s >= 0; s--) counts[s] = (counts[s] as number) + (counts[s + 1] as number)
  }
  for (const group of groups) p[group] = ((drawn.get(sizes[group] as number)?.[sums[group] as number] ?? 0) + 1) / (draws + 1)
  return p
}
