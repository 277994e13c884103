/**
 * Log likelihood ratios of scan windows, for high rates only: 0 unless the rate inside exceeds the rate outside.
 *
 *   Poisson: c ln(c/E) + (C - c) ln((C - c)/(C - E)); also the test statistic of the space-time permutation scan
 *   Bernoulli: c ln(c/n) + (n-c) ln((n-c)/n) + (C-c) ln((C-c)/(N-n)) + (N-n-C+c) ln((N-n-C+c)/(N-n)) - C ln(C/N) - (N-C) ln((N-C)/N)
 *
 * 0 ln 0 = 0. Source: Kulldorff 1997; Kulldorff et al. 2005.
 */
import type { ScanProblem } from './scan-problem.ts'
import { totalOf } from './scan-problem.ts'

/** LLR of a window with c cases and a measure (expected cases or individuals); grows with c. */
export interface Likelihood {
  of(c: number, measure: number): number
  /** a bound of `of` without logarithms, for c above expectation: most windows cannot beat the best one so far */
  atMost(c: number, measure: number): number
}

const times = (k: number, ratio: number): number => (k > 0 ? k * Math.log(ratio) : 0)

/** The bound, d = c - E: (1 + x) ln(1 + x) - x <= x^2/2 for x = d/E inside, (1 - x) ln(1 - x) + x <= x^2 for x = d/(C - E) outside. */
export const poissonLikelihood = (all: number): Likelihood => ({
  of: (c, e) => (c > e ? times(c, c / e) + times(all - c, (all - c) / (all - e)) : 0),
  atMost: (c, e) => (c - e) * (c - e) * (0.5 / e + 1 / (all - e)),
})

/** The bound: a Kullback-Leibler divergence is at most the chi-square distance. */
export function bernoulliLikelihood(all: number, individuals: number): Likelihood {
  const share = all / individuals
  const nothing = times(all, share) + times(individuals - all, 1 - share)
  return {
    of(c, n) {
      const [outside, rest] = [individuals - n, individuals - n - all + c]
      if (c * outside <= (all - c) * n) return 0
      return times(c, c / n) + times(n - c, (n - c) / n) + times(all - c, (all - c) / outside) + times(rest, rest / outside) - nothing
    },
    atMost: (c, n) => (c - n * share) ** 2 * (1 / n + 1 / (individuals - n)) / (share * (1 - share)),
  }
}

export const likelihoodOf = ({ model, cases, measure }: ScanProblem): Likelihood =>
  (model === 'bernoulli' ? bernoulliLikelihood(totalOf(cases), totalOf(measure)) : poissonLikelihood(totalOf(cases)))

/** More cases than any window has. */
export const unreachable = 2 ** 30

/**
 * For every window and span the fewest cases whose LLR exceeds `level`: a replicate then needs a comparison of whole
 * numbers instead of logarithms. Windows that are no candidates get `unreachable`.
 */
export function thresholds(problem: ScanProblem, measures: Float64Array, likelihood: Likelihood, level: number): Int32Array {
  const { windows: { starts, whole }, spans: { length: width }, minCases } = problem
  const all = totalOf(problem.cases)
  const limits = new Int32Array(measures.length).fill(unreachable)
  for (let centre = 0; centre + 1 < starts.length; centre++) {
    for (let k = 0; k < width; k++) {
      // a larger circle of the same centre needs at least as many cases
      let c = minCases
      for (let w = starts[centre] as number; w < (starts[centre + 1] as number); w++) {
        const measure = measures[w * width + k] as number
        c = Math.max(c, Math.ceil(problem.model === 'bernoulli' ? 0 : measure))
        while (c <= all && likelihood.of(c, measure) <= level) c++
        if (whole[w] === 1 && c <= all) limits[w * width + k] = c
      }
    }
  }
  return limits
}
