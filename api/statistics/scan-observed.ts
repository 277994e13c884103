import { likelihoodOf } from './scan-likelihood.ts'
import { spanColumns, totalOf, windowMeasures, type ScanProblem, type Span } from './scan-problem.ts'

/** The best window of a centre. */
export interface Found {
  centre: number
  /** number of locations: members[starts[centre]] .. */
  size: number
  span: Span
  llr: number
  observed: number
  /** expected cases (of individuals: their share of all cases) */
  expected: number
}

/** Locations of a found window, the centre first. */
export const membersOf = ({ windows: { starts, members } }: ScanProblem, { centre, size }: Found): Int32Array =>
  members.subarray(starts[centre], starts[centre] as number + size)

/** (c/E) / ((C - c)/(C - E)). */
export const relativeRisk = ({ observed, expected }: Found, all: number): number => observed / expected / ((all - observed) / (all - expected))

export interface ObservedScan {
  /**
   * Window of highest LLR around a centre among the allowed spans, the smaller and earlier one where equal; null when
   * no window has more cases than expected.
   */
  best(centre: number, allowed?: (span: Span) => boolean): Found | null
}

/** Evaluates the observed cases. */
export function observeScan(problem: ScanProblem): ObservedScan {
  const { windows: { starts, members, whole }, spans, minCases } = problem
  const width = spans.length
  const columns = new Int32Array(problem.locations * width)
  spanColumns(problem.cases, problem, columns)
  const measures = windowMeasures(problem)
  const likelihood = likelihoodOf(problem)
  const share = problem.model === 'bernoulli' ? totalOf(problem.cases) / totalOf(problem.measure) : 1
  return {
    best(centre, allowed = () => true) {
      const inside = new Int32Array(width)
      const usable = Uint8Array.from(spans, (span) => Number(allowed(span)))
      let found: Found | null = null
      const first = starts[centre] as number
      for (let w = first; w < (starts[centre + 1] as number); w++) {
        for (let k = 0; k < width; k++) {
          const c = inside[k] = (inside[k] as number) + (columns[(members[w] as number) * width + k] as number)
          if (c < minCases || usable[k] === 0 || whole[w] === 0) continue
          const measure = measures[w * width + k] as number
          const llr = likelihood.of(c, measure)
          if (llr > 0 && (found === null || llr > found.llr + 1e-12)) {
            found = { centre, size: w - first + 1, span: spans[k] as Span, llr, observed: c, expected: measure * share }
          }
        }
      }
      return found
    },
  }
}
