/**
 * Randomisation p of sums over groups of different sizes: P(S >= observed), S the sum of a random w-subset of n whole numbers.
 *
 * Small groups are read from the table of `subsetSums`. It grows with the square of w, so larger ones come from the
 * characteristic function: draw each number by itself with probability w / n, call K how many were drawn, then
 *
 *   P(S = s | K = w) = c sum over phi, theta of f(theta, phi) e^(-i theta w - i phi s),
 *   f = product over the distinct values v, m_v times each, of (1 - w/n + w/n e^(i (theta + phi v)))^m_v
 *
 * over M steps of theta and N of phi, which is exact but for what lies M away from w or N from s: both are chosen by Bernstein's
 * inequality so that this, and the angles left out because |f| is bounded there, stay below 1e-9. Draws without replacement obey the same bounds
 * (Hoeffding 1963, theorem 4).
 */
import { exactSumP } from './exact-sum.ts'

/** e^-28 = 7e-13 of probability is left out, again and again. */
const leftOut = 28
/** Nothing smaller is told: it would be rounding. */
const leastP = 1e-9
/** Additions that may be spent on the exact table. */
const tableWork = 1e7

type Distinct = readonly [value: number, times: number][]
interface Group { at: number, w: number, sum: number }

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

function distinctOf(values: ArrayLike<number>, unit: number): Distinct {
  const times = new Map<number, number>()
  for (let i = 0; i < values.length; i++) times.set((values[i] as number) / unit, (times.get((values[i] as number) / unit) ?? 0) + 1)
  return [...times].sort((a, b) => b[1] - a[1])
}

/** What the table costs for groups of at most `largest` things and sums of at most `cap`; the commonest value is free. */
function tableCost(distinct: Distinct, largest: number, cap: number): number {
  let terms = 0
  for (const [value, m] of distinct.slice(1)) terms += Math.min(m, largest, value === 0 ? m : Math.max(1, Math.floor(cap / value)))
  return terms * largest * (cap + 2)
}

/** The largest w up to which the table may be made. */
function tableReach(distinct: Distinct, groups: readonly Group[]): number {
  let [reach, cap] = [0, 0]
  for (const { w, sum } of groups.toSorted((a, b) => a.w - b.w)) {
    cap = Math.max(cap, sum)
    if (tableCost(distinct, w, cap) > tableWork) break
    reach = w
  }
  return reach
}

/** Values above `cap` decide every question about sums up to it alike. */
function cappedAt(distinct: Distinct, cap: number): Distinct {
  const above = distinct.filter(([value]) => value > cap).reduce((sum, [, m]) => sum + m, 0)
  return above === 0 ? distinct : [...distinct.filter(([value]) => value <= cap), [cap + 1, above]]
}

/** How far above its mean a sum of variance `variance`, each part at most `most` above its own, comes with probability e^-28. */
const reachOf = (variance: number, most: number): number => {
  const a = most * leftOut / 3
  return a + Math.sqrt(a * a + 2 * leftOut * variance)
}

interface Circle { cos: Float64Array, sin: Float64Array }
const circles = new Map<number, Circle>()
function circleOf(steps: number): Circle {
  const known = circles.get(steps)
  if (known !== undefined) return known
  const angles = Float64Array.from({ length: steps }, (_, j) => 2 * Math.PI * j / steps)
  const made = { cos: angles.map(Math.cos), sin: angles.map(Math.sin) }
  // larger ones are rare, and not worth their memory
  if (steps <= 65_536) circles.set(steps, made)
  return made
}

/**
 * Characteristic function of S given K = w at the angles 2 pi k / steps where it is not nothing, k from 1 on. `turns`, the steps
 * of theta, divide `steps`; both are powers of two.
 */
function spectrum(distinct: Distinct, n: number, w: number, turns: number, steps: number): { k: number, re: number, im: number }[] {
  const share = w / n
  const { cos, sin } = circleOf(steps)
  // logarithm of one factor at each angle, twice around: what is added up below is then one piece of it
  const [modulus, angle] = [new Float64Array(2 * steps), new Float64Array(2 * steps)]
  for (let j = 0; j < steps; j++) {
    const [re, im] = [1 - share + share * (cos[j] as number), share * (sin[j] as number)]
    modulus[j] = modulus[j + steps] = Math.log(re * re + im * im) / 2
    angle[j] = angle[j + steps] = Math.atan2(im, re)
  }
  const [size, turn] = [new Float64Array(turns), new Float64Array(turns)]
  const stride = steps / turns
  const values = Int32Array.from(distinct, ([value]) => value)
  const times = Float64Array.from(distinct, ([, m]) => m)
  const mask = steps - 1
  const found: { k: number, re: number, im: number }[] = []
  let whole = 0
  for (let k = 0; k <= steps / 2; k++) {
    let [east, north] = [0, 0]
    for (let d = 0; d < values.length; d++) {
      const at = (k * (values[d] as number)) & mask
      east += (times[d] as number) * (cos[at] as number)
      north += (times[d] as number) * (sin[at] as number)
    }
    // |f| <= exp(-share (1 - share) (n - |C| cos(theta + arg C))), C = sum of m_v e^(i phi v)
    const bound = (n - leftOut / (share * (1 - share))) / Math.hypot(east, north)
    if (bound > 1) continue
    const half = bound <= -1 ? Math.PI : Math.acos(bound)
    const middle = -Math.atan2(north, east) / (2 * Math.PI) * turns
    const first = Math.ceil(middle - half / (2 * Math.PI) * turns)
    const last = Math.min(first + turns - 1, Math.floor(middle + half / (2 * Math.PI) * turns))
    const width = last - first + 1
    for (let j = 0; j < width; j++) {
      size[j] = 0
      turn[j] = -2 * Math.PI * (((first + j) * w) % turns) / turns
    }
    for (let d = 0; d < values.length; d++) {
      const m = times[d] as number
      const from = (first * stride + k * (values[d] as number)) & mask
      for (let j = 0; j < width; j++) {
        size[j] = (size[j] as number) + m * (modulus[from + j * stride] as number)
        turn[j] = (turn[j] as number) + m * (angle[from + j * stride] as number)
      }
    }
    let [re, im] = [0, 0]
    for (let j = 0; j < width; j++) {
      const value = Math.exp(size[j] as number)
      re += value * Math.cos(turn[j] as number)
      im += value * Math.sin(turn[j] as number)
    }
    if (k === 0) whole = re
    else found.push({ k, re: re / whole, im: im / whole })
  }
  return found
}

/** p of all groups of one size. */
function byInversion(all: Distinct, n: number, w: number, sums: readonly number[]): number[] {
  const distinct = cappedAt(all, sums.reduce((a, b) => Math.max(a, b), 0))
  const [mean, square, most] = distinct.reduce(([a, b, c], [value, m]) => [a + value * m / n, b + value * value * m / n, Math.max(c, value)], [0, 0, 0])
  const low = Math.max(0, Math.floor(w * mean - Math.sqrt(2 * leftOut * w * square)))
  const high = Math.min(w * most, Math.ceil(w * mean + reachOf(w * (square - mean * mean), most - mean)))
  const turns = 2 ** Math.ceil(Math.log2(reachOf(w * (1 - w / n), 1) + 1))
  const steps = Math.max(turns, 2 ** Math.ceil(Math.log2(high - low + 1)))
  const told = spectrum(distinct, n, w, turns, steps)
  return sums.map((sum) => {
    if (sum <= low) return 1
    const above = low + steps - sum
    if (sum > high || above <= 0) return leastP
    let p = above
    for (const { k, re, im } of told) {
      // e^(-i phi s) added up for s = sum .. low + steps - 1
      const half = Math.PI * k / steps
      const size = Math.sin(half * above) / Math.sin(half)
      const turn = half * (2 * sum + above - 1)
      p += (k * 2 === steps ? 1 : 2) * size * (re * Math.cos(turn) + im * Math.sin(turn))
    }
    return p / steps
  })
}

/**
 * @param values whole numbers >= 0, one per exchangeable thing
 * @param sums observed sum of each group
 * @param sizes number of things in each group; 0 gives p = 1
 * @returns p of each group, to 1e-9, never less than that
 */
export function pooledSumP(values: Int32Array, sums: ArrayLike<number>, sizes: ArrayLike<number>): Float64Array {
  const unit = Math.max(1, values.reduce(divisor, 0))
  const distinct = distinctOf(values, unit)
  const total = distinct.reduce((sum, [value, m]) => sum + value * m, 0)
  const groups = Array.from({ length: sums.length }, (_, at): Group => ({ at, w: sizes[at] as number, sum: Math.ceil((sums[at] as number) / unit) }))
    .filter(({ w }) => w > 0)
  const p = new Float64Array(sums.length).fill(1)
  const tell = ({ at }: Group, found: number): void => { p[at] = Math.min(1, Math.max(leastP, found)) }

  const reach = tableReach(distinct, groups)
  const small = groups.filter(({ w }) => w <= reach)
  const { hot } = exactSumP(unit === 1 ? values : values.map((value) => value / unit), small.map(({ sum }) => sum), small.map(({ w }) => w))
  small.forEach((group, k) => tell(group, hot[k] as number))

  const bySize = Map.groupBy(groups.filter(({ w }) => w > reach), ({ w }) => w)
  for (const [w, alike] of bySize) {
    const found = w === values.length ? alike.map(({ sum }) => Number(sum <= total)) : byInversion(distinct, values.length, w, alike.map(({ sum }) => sum))
    alike.forEach((group, k) => tell(group, found[k] as number))
  }
  return p
}
