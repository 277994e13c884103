/**
 * Emerging hot spots: eight classes for a cell's history of hot and cold steps, in the current wording of the tool that
 * made them known (Pro 3.x), and a fixed order where two definitions hold:
 * new > consecutive > intensifying > diminishing > historical > persistent > oscillating > sporadic.
 */
const patterns = ['new', 'consecutive', 'intensifying', 'diminishing', 'historical', 'persistent', 'oscillating', 'sporadic'] as const

export type Pattern = typeof patterns[number]

export interface EmergingClass {
  pattern: Pattern
  kind: 'hot' | 'cold'
}

/** `bins`: +1 significantly hot, -1 significantly cold, 0 neither. `trend`: +1 / -1 significantly up / down, 0 none. */
function holds(bins: readonly number[], trend: number): Record<Pattern, boolean> {
  const steps = bins.length
  const hot = bins.filter((bin) => bin > 0).length
  const last = bins[steps - 1] as number > 0
  // whole numbers: 9 of 10 is 90 % exactly
  const mostly = 10 * hot >= 9 * steps
  const everCold = bins.some((bin) => bin < 0)
  let run = 0
  while (run < steps && (bins[steps - 1 - run] as number) > 0) run++
  return {
    new: last && hot === 1,
    consecutive: run >= 2 && run === hot && !mostly,
    intensifying: mostly && last && trend > 0,
    diminishing: mostly && last && trend < 0,
    historical: mostly && !last,
    persistent: mostly && trend === 0,
    oscillating: last && !mostly && bins.slice(0, -1).some((bin) => bin < 0),
    sporadic: last && !mostly && !everCold && hot > run,
  }
}

/**
 * Every definition that holds literally, in the order of precedence; hot ones before cold ones, whose signs and trend are
 * mirrored. `trendS`: Mann-Kendall's z (or S) of the intensity, `trendP` its p.
 */
export function emergingMatches(bins: readonly number[], trendS: number, trendP: number, alpha = 0.05): EmergingClass[] {
  const trend = trendP <= alpha ? Math.sign(trendS) : 0
  const matches = (kind: 'hot' | 'cold', sign: number): EmergingClass[] => {
    const held = holds(bins.map((bin) => bin * sign), trend * sign)
    return patterns.filter((pattern) => held[pattern]).map((pattern) => ({ pattern, kind }))
  }
  return [...matches('hot', 1), ...matches('cold', -1)]
    .sort((a, b) => patterns.indexOf(a.pattern) - patterns.indexOf(b.pattern))
}

/** The class of a history, or null where no pattern is detected. */
export const emergingClass = (bins: readonly number[], trendS: number, trendP: number, alpha = 0.05): EmergingClass | null =>
  emergingMatches(bins, trendS, trendP, alpha)[0] ?? null
