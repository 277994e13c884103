/** A scan: cases in locations and time steps, what is expected there, and the windows that are looked at. */
import type { Windows } from './scan-windows.ts'

/** Time steps `from` .. `to`, both included. */
export interface Span { from: number, to: number }

/**
 * `poisson`: cases fall in proportion to the measure (expected cases). `bernoulli`: each individual of the measure is a
 * case or not; space only. `permutation`: times are exchanged among the cases, the measure follows from the cases.
 */
export type ScanModel = 'poisson' | 'bernoulli' | 'permutation'

export interface ScanProblem {
  model: ScanModel
  windows: Windows
  locations: number
  steps: number
  spans: Span[]
  /** whole numbers, step by step: cases[t * locations + i] */
  cases: Int32Array
  /** in the same order: expected cases that add up to the cases, or individuals */
  measure: Float64Array
  /** fewest cases of a window */
  minCases: number
}

/** Spans of a scan for what happened at any time: all of at most `longest` steps. */
export function retrospectiveSpans(steps: number, longest: number): Span[] {
  const spans: Span[] = []
  for (let from = 0; from < steps; from++) for (let to = from; to < Math.min(steps, from + longest); to++) spans.push({ from, to })
  return spans
}

/** Spans of a scan for what is going on now: they end at the last step. */
export const prospectiveSpans = (steps: number, longest: number): Span[] =>
  Array.from({ length: Math.min(steps, longest) }, (_, k) => ({ from: steps - 1 - k, to: steps - 1 }))

/** Expected cases of a permutation of times: (cases of the location) (cases of the step) / (all cases). */
export function permutationExpected(cases: Int32Array, locations: number): Float64Array {
  const steps = cases.length / locations
  const [byLocation, byStep] = [new Float64Array(locations), new Float64Array(steps)]
  let all = 0
  cases.forEach((count, at) => {
    const [t, i] = [Math.floor(at / locations), at % locations]
    byLocation[i] = (byLocation[i] as number) + count
    byStep[t] = (byStep[t] as number) + count
    all += count
  })
  return Float64Array.from(cases, (_, at) => (byLocation[at % locations] as number) * (byStep[Math.floor(at / locations)] as number) / all)
}

/** Expected cases scaled so that they add up to the cases. */
export function scaledTo(cases: ArrayLike<number>, expected: ArrayLike<number>): Float64Array {
  let [observed, sum] = [0, 0]
  for (let i = 0; i < cases.length; i++) {
    observed += cases[i] as number
    sum += expected[i] as number
  }
  return Float64Array.from(expected, (value) => value * observed / sum)
}

/**
 * Per location one column for each span: out[i * spans + k] = values of location i within span k. Written into `out`.
 */
export function spanColumns(values: ArrayLike<number>, { locations, steps, spans }: ScanProblem, out: Float64Array | Int32Array): void {
  const before = new Float64Array(steps + 1)
  for (let i = 0; i < locations; i++) {
    for (let t = 0; t < steps; t++) before[t + 1] = (before[t] as number) + (values[t * locations + i] as number)
    for (let k = 0, at = i * spans.length; k < spans.length; k++, at++) {
      const { from, to } = spans[k] as Span
      out[at] = (before[to + 1] as number) - (before[from] as number)
    }
  }
}

/** The measure of every window and span: measure[w * spans + k], added up in the order of the members. */
export function windowMeasures(problem: ScanProblem): Float64Array {
  const { windows: { starts, members }, locations, spans } = problem
  const columns = new Float64Array(locations * spans.length)
  spanColumns(problem.measure, problem, columns)
  const measures = new Float64Array(members.length * spans.length)
  const width = spans.length
  for (let centre = 0; centre < locations; centre++) {
    const end = starts[centre + 1] as number
    for (let w = starts[centre] as number; w < end; w++) {
      const [column, at] = [(members[w] as number) * width, w * width]
      const first = w === starts[centre]
      for (let k = 0; k < width; k++) measures[at + k] = (columns[column + k] as number) + (first ? 0 : measures[at + k - width] as number)
    }
  }
  return measures
}

export const totalOf = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum
}
