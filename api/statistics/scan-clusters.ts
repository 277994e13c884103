import { membersOf, observeScan, type Found } from './scan-observed.ts'
import type { ScanProblem } from './scan-problem.ts'

const strongestFirst = (found: (Found | null)[]): Found[] =>
  found.filter((one) => one !== null).sort((a, b) => b.llr - a.llr || a.centre - b.centre)

/** Strongest first, each kept when it clashes with none kept before. */
function keepApart(problem: ScanProblem, candidates: Found[], timesMayDiffer: boolean): Found[] {
  const kept: { found: Found, places: Set<number> }[] = []
  for (const found of candidates) {
    const members = membersOf(problem, found)
    const clashes = kept.some(({ found: { span }, places }) =>
      !(timesMayDiffer && (found.span.to < span.from || found.span.from > span.to)) && members.some((place) => places.has(place)))
    if (!clashes) kept.push({ found, places: new Set(members) })
  }
  return kept.map(({ found }) => found)
}

/** The best window of every centre, by centre; null where nothing exceeds expectation. */
export function bestPerCentre(problem: ScanProblem): (Found | null)[] {
  const scan = observeScan(problem)
  return Array.from({ length: problem.locations }, (_, centre) => scan.best(centre))
}

/** The most likely cluster and those that share no location with a stronger one. */
export const separateClusters = (problem: ScanProblem): Found[] => keepApart(problem, strongestFirst(bestPerCentre(problem)), false)

/**
 * As SaTScan 10.1 and later report a retrospective space-time scan: clusters may share locations at different times, and
 * around each centre there may be further ones before and after its best (LLR > 1). Its search leaves one step between
 * them and never uses the last step.
 */
export function clustersInTime(problem: ScanProblem): Found[] {
  const scan = observeScan(problem)
  const last = problem.steps - 1
  const candidates: (Found | null)[] = []
  for (let centre = 0; centre < problem.locations; centre++) {
    const best = scan.best(centre)
    candidates.push(best)
    if (best === null) continue
    const further = [
      scan.best(centre, ({ to }) => to < best.span.from - 1),
      scan.best(centre, ({ from, to }) => from > best.span.to + 1 && to < last),
    ]
    candidates.push(...further.filter((one) => one !== null && one.llr > 1))
  }
  return keepApart(problem, strongestFirst(candidates), true)
}
