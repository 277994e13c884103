/** Intervals for shares and small counts. Each gives [lower, upper] at a two-sided level, by default 95 %. */
import { incompleteBeta, incompleteGamma, solveIncreasing } from './gamma.ts'
import { normalQuantile } from './normal.ts'
import { poissonAt, poissonUpper } from './tails.ts'

export type Interval = [number, number]

/**
 * Wilson score interval of x among n, without continuity correction: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n).
 * [0, 1] when n = 0. Source: Wilson 1927; Newcombe 1998 (method 3).
 */
export function wilson(x: number, n: number, level = 0.95): Interval {
  if (n === 0) return [0, 1]
  const z2 = normalQuantile((1 + level) / 2) ** 2
  const centre = x + z2 / 2
  const reach = Math.sqrt(z2 * (x * (n - x) / n + z2 / 4))
  return [x === 0 ? 0 : (centre - reach) / (n + z2), x === n ? 1 : (centre + reach) / (n + z2)]
}

/** Exact interval of a share (Clopper and Pearson 1934). [0, 1] when n = 0. */
export function clopperPearson(x: number, n: number, level = 0.95): Interval {
  const tail = (1 - level) / 2
  return [
    x === 0 ? 0 : solveIncreasing((share) => incompleteBeta(share, x, n - x + 1), tail, 0, 1),
    x === n ? 1 : solveIncreasing((share) => incompleteBeta(share, x + 1, n - x), 1 - tail, 0, 1),
  ]
}

/** Exact interval of a Poisson count's mean (Garwood 1936): chi-square quantiles / 2. */
export function garwood(count: number, level = 0.95): Interval {
  const tail = (1 - level) / 2
  const far = count + 60 + 12 * Math.sqrt(count + 1)
  return [
    count === 0 ? 0 : solveIncreasing((mean) => incompleteGamma(count, mean).lower, tail, 0, far),
    solveIncreasing((mean) => incompleteGamma(count + 1, mean).lower, 1 - tail, 0, far),
  ]
}

/** Byar's approximation to Garwood's interval: O(1 - 1/9O - z/3sqrt(O))^3, and O + 1 for the upper end (Breslow and Day 1987). */
export function byar(count: number, level = 0.95): Interval {
  const z = normalQuantile((1 + level) / 2)
  const end = (o: number, sign: number): number => o * (1 - 1 / (9 * o) + sign * z / (3 * Math.sqrt(o))) ** 3
  return [count === 0 ? 0 : end(count, -1), end(count + 1, 1)]
}

/** Observed over expected, with P(X >= observed) and its mid-p (half of the observed value's own probability). */
export function standardisedRatio(observed: number, expected: number): { ratio: number, pUpper: number, pMidUpper: number } {
  const pUpper = poissonUpper(observed, expected)
  return { ratio: observed / expected, pUpper, pMidUpper: pUpper - poissonAt(observed, expected) / 2 }
}
