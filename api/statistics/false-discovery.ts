/**
 * Adjusted p-values for many tests at once. Input: p-values, NaN = not tested; the number of tests m counts only the
 * tested ones, so decide masks before looking. NaN stays NaN.
 */

/** Positions of the tested p-values, smallest p first. */
function ascending(p: Float64Array): Int32Array {
  let tested = 0
  for (const value of p) if (!Number.isNaN(value)) tested++
  const order = new Int32Array(tested)
  let at = 0
  for (let i = 0; i < p.length; i++) if (!Number.isNaN(p[i] as number)) order[at++] = i
  return order.sort((a, b) => (p[a] as number) - (p[b] as number))
}

/** Step-up: q_(i) = min over j >= i of min(1, factor m p_(j) / j). Equal p have equal q, so it is enough to know the last rank of each. */
function stepUp(p: Float64Array, factor: number): Float64Array {
  const sorted = p.filter((value) => !Number.isNaN(value)).sort()
  const m = sorted.length
  const [values, q] = [new Float64Array(m), new Float64Array(m)]
  let [least, from] = [1, m]
  for (let rank = m; rank >= 1; rank--) {
    const value = sorted[rank - 1] as number
    if (rank < m && value === sorted[rank]) continue
    least = Math.min(least, factor * m * value / rank)
    values[--from] = value
    q[from] = least
  }
  return p.map((value) => (Number.isNaN(value) ? value : q[positionOf(values, value, from)] as number))
}

/** Where `value` stands in the ascending `values` from `from` on. */
function positionOf(values: Float64Array, value: number, from: number): number {
  let [low, high] = [from, values.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** q-values of Benjamini and Hochberg (1995): share of false ones among those called at this p; valid under positive dependence. */
export const benjaminiHochberg = (p: Float64Array): Float64Array => stepUp(p, 1)

/** Benjamini and Yekutieli (2001): m multiplied by 1 + 1/2 + ... + 1/m; valid under any dependence, much stricter. */
export function benjaminiYekutieli(p: Float64Array): Float64Array {
  let harmonic = 0
  for (let rank = ascending(p).length; rank >= 1; rank--) harmonic += 1 / rank
  return stepUp(p, harmonic)
}

/** Holm (1979), step-down: family-wise error. */
export function holm(p: Float64Array): Float64Array {
  const order = ascending(p)
  const q = new Float64Array(p.length).fill(Number.NaN)
  let most = 0
  order.forEach((at, rank) => {
    most = Math.max(most, Math.min(1, (order.length - rank) * (p[at] as number)))
    q[at] = most
  })
  return q
}

export function bonferroni(p: Float64Array): Float64Array {
  const m = ascending(p).length
  return p.map((value) => Math.min(1, m * value))
}

/** Largest p that Benjamini and Hochberg still reject at q (max p_(i) <= i q / m), or null when none is rejected. */
export function criticalP(p: Float64Array, q: number): number | null {
  const order = ascending(p)
  for (let rank = order.length; rank >= 1; rank--) {
    const value = p[order[rank - 1] as number] as number
    if (value <= rank * q / order.length) return value
  }
  return null
}
