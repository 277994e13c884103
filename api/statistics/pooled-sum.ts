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

/** How many of the `marked` among `all` things are among the first `w` of a random order: the cumulative distribution, from `least` on. */
function hypergeometric(all: number, marked: number, w: number): { least: number, below: Float64Array } {
  const least = Math.max(0, w - (all - marked))
  const mode = Math.floor((w + 1) * (marked + 1) / (all + 2))
  const shares = new Float64Array(Math.min(marked, w) - least + 1)
  shares[mode - least] = 1
  /** how many of the others are not among the first when k are */
  const left = (k: number): number => all - marked - w + k
  for (let k = mode; k - least + 1 < shares.length; k++) {
    shares[k - least + 1] = (shares[k - least] as number) * (marked - k) * (w - k) / ((k + 1) * left(k + 1))
  }
  for (let k = mode; k > least; k--) {
    shares[k - least - 1] = (shares[k - least] as number) * k * left(k) / ((marked - k + 1) * (w - k + 1))
  }
  const total = shares.reduce((sum, share) => sum + share, 0)
  let sum = 0
  return { least, below: shares.map((share) => sum += share / total) }
}

/** First position whose value is above `u`. */
function search(below: Float64Array, u: number): number {
  let [from, to] = [0, below.length - 1]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((below[middle] as number) > u) to = middle
    else from = middle + 1
  }
  return from
}

/**
 * How many of `draws` random orders give each group [w, sum] at least its sum. Most values are 0 (matters that never came
 * again) and need no drawing: how many others are among the first, which, and at what places says everything.
 */
function drawSums(values: Int32Array, groups: readonly (readonly [w: number, sum: number])[], seed: string): Int32Array {
  const random = randomFrom(seed)
  const others = values.filter((value) => value !== 0)
  const widths = [...new Set(groups.map(([w]) => w))].sort((a, b) => a - b)
  const first = widths.at(-1) ?? 0
  const stepOfWidth = new Map(widths.map((w, step) => [w, step]))
  // a step is what the next larger group takes more
  const stepOf = new Int32Array(first)
  widths.forEach((w, step) => stepOf.fill(step, widths[step - 1] ?? 0, w))
  const places = Int32Array.from({ length: first }, (_, at) => at)
  const [lows, highs] = [new Int32Array(widths.length).fill(2 ** 31 - 1), new Int32Array(widths.length)]
  for (const [w, sum] of groups) {
    const step = stepOfWidth.get(w) as number
    lows[step] = Math.min(lows[step] as number, sum)
    highs[step] = Math.max(highs[step] as number, sum)
  }
  // orders by their sum, of sums that some group has reached; the last one for all above
  const reached = widths.map((_, step) => new Int32Array((highs[step] as number) - (lows[step] as number) + 1))
  const { least, below } = hypergeometric(values.length, others.length, first)
  const taken = new Int32Array(widths.length)
  for (let draw = 0; draw < draws; draw++) {
    const among = least + search(below, random())
    for (let i = 0; i < among; i++) {
      const other = i + Math.floor(random() * (others.length - i))
      const value = others[other] as number
      others[other] = others[i] as number
      others[i] = value
      const place = i + Math.floor(random() * (first - i))
      const at = places[place] as number
      places[place] = places[i] as number
      places[i] = at
      const step = stepOf[at] as number
      taken[step] = (taken[step] as number) + value
    }
    for (let step = 0, sum = 0; step < taken.length; step++) {
      sum += taken[step] as number
      taken[step] = 0
      const low = lows[step] as number
      if (sum < low) continue
      const counts = reached[step] as Int32Array
      const held = Math.min(sum - low, counts.length - 1)
      counts[held] = (counts[held] as number) + 1
    }
  }
  for (const counts of reached) {
    for (let s = counts.length - 2; s >= 0; s--) counts[s] = (counts[s] as number) + (counts[s + 1] as number)
  }
  return Int32Array.from(groups, ([w, sum]) => {
    const step = stepOfWidth.get(w) as number
    return reached[step]?.[sum - (lows[step] as number)] as number
  })
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
  const drawn = drawSums(values, groups.map((i) => [sizes[i] as number, sums[i] as number]), seed)
  groups.forEach((group, k) => { p[group] = ((drawn[k] as number) + 1) / (draws + 1) })
  return p
}
