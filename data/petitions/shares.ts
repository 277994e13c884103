/** Exact totals from a stream: hands out a whole total in proportion to weights that come one by one. */
export interface Shares {
  /** whole part of the total for the next weight; over the whole stream the parts add up to the total */
  next(weight: number): number
}

/** `total` whole units over a stream whose weights add up to `sum` (within 1e-6 of a unit). */
export function shares(total: number, sum: number): Shares {
  let gone = 0
  let given = 0
  return {
    next(weight) {
      if (sum <= 0) return 0
      gone += weight
      const due = Math.min(total, Math.floor(total * gone / sum + 0.5))
      const part = due - given
      given = due
      return part
    },
  }
}

/**
 * The factor k for which the sum of min(1, k * weight) over all counted weights is `total`; with it, at most one unit
 * falls on each weight. `counted` maps weight -> how many. Infinity where even 1 for each is too little.
 */
export function cappedFactor(total: number, counted: ReadonlyMap<number, number>): number {
  const sum = (k: number): number => {
    let all = 0
    for (const [weight, count] of counted) all += count * Math.min(1, k * weight)
    return all
  }
  let low = 0
  let high = 1
  while (sum(high) < total) {
    high *= 2
    if (high > 1e12) return Infinity
  }
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2
    if (sum(middle) < total) low = middle
    else high = middle
  }
  return high
}
