/**
 * Exact randomisation p of Gi* for counts.
 *
 * Null hypothesis: the n observed counts lie on the cells in random order. Then the sum over any w cells is the sum of a
 * simple random w-subset of the values, whatever the cells: one distribution per distinct w answers the whole map, and
 * cells at the edge, which have fewer neighbours, are judged by their own w.
 *
 *   P(S = s) = f[w][s] / C(n, w), f[j][s] <- sum_k C(m_v, k) f[j - k][s - k v] over the distinct values v, m_v times each
 *
 * Here f is kept divided by the number of subsets of the values seen so far, so nothing overflows at any n and w; sums
 * above the largest observed one are pooled. All terms are positive: tails of 1e-200 keep their digits.
 */

/** ln C(n, k), to 1e-13 for the small k of a neighbourhood. */
function logChoose(n: number, k: number): number {
  let sum = 0
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i)
  return sum
}

/** Share of j-subsets of `seen` + `m` cells that hold k of the m: hypergeometric, for k = from .. to. */
function mixture(seen: number, m: number, j: number): { from: number, shares: Float64Array } {
  const from = Math.max(0, j - seen)
  const to = Math.min(m, j)
  const shares = new Float64Array(to - from + 1)
  let share = Math.exp(logChoose(m, from) + logChoose(seen, j - from) - logChoose(seen + m, j))
  for (let k = from; k <= to; k++) {
    shares[k - from] = share
    share *= (m - k) * (j - k) / ((k + 1) * (seen - j + k + 1))
  }
  return { from, shares }
}

/** How often each value occurs, the commonest first: the first one then costs nothing. */
function multiplicities(counts: ArrayLike<number>): [value: number, times: number][] {
  const times = new Map<number, number>()
  for (let i = 0; i < counts.length; i++) {
    const value = counts[i] as number
    if (!Number.isInteger(value) || value < 0) throw new RangeError(`not a count: ${value}`)
    times.set(value, (times.get(value) ?? 0) + 1)
  }
  return [...times].sort((a, b) => b[1] - a[1])
}

/**
 * Distributions of the sum of w = 0 .. `largest` of the counts drawn without replacement: row w holds P(S = s) for
 * s = 0 .. `cap`, and P(S > cap) at `cap` + 1.
 */
export function subsetSums(counts: ArrayLike<number>, largest: number, cap: number): Float64Array[] {
  const rows: Float64Array[] = Array.from({ length: largest + 1 }, () => new Float64Array(cap + 2))
  ;(rows[0] as Float64Array)[0] = 1
  // what lies above the largest sum so far is zero and need not be added: on a large map that is most of the table
  const tops = new Int32Array(largest + 1)
  let spare: Float64Array = new Float64Array(cap + 2)
  let seen = 0
  for (const [value, m] of multiplicities(counts)) {
    // from the largest j down: row j - k still is that of the values before this one
    for (let j = Math.min(largest, seen + m); j >= 1; j--) {
      const { from, shares } = mixture(seen, m, j)
      const target = spare.fill(0)
      let top = 0
      for (let k = from; k < from + shares.length; k++) {
        const share = shares[k - from] as number
        const source = rows[j - k] as Float64Array
        const reach = tops[j - k] as number
        const shift = Math.min(k * value, cap + 1)
        const fits = Math.min(reach, cap - shift)
        for (let s = 0; s <= fits; s++) target[s + shift] = (target[s + shift] as number) + share * (source[s] as number)
        for (let s = Math.max(0, fits + 1); s <= reach; s++) target[cap + 1] = (target[cap + 1] as number) + share * (source[s] as number)
        top = Math.max(top, Math.min(reach + shift, cap + 1))
      }
      spare = rows[j] as Float64Array
      rows[j] = target
      tops[j] = top
    }
    seen += m
  }
  return rows
}

/**
 * One-sided p-values of each cell's neighbourhood sum. `counts` has the n whole numbers >= 0 of the map, zeros included;
 * `sums` and `sizes` the sum over each neighbourhood and its number of cells w, the cell itself included.
 * hot = P(S >= sum), cold = P(S <= sum): both hold equality, so they add up to more than 1.
 */
export function exactSumP(counts: ArrayLike<number>, sums: ArrayLike<number>, sizes: ArrayLike<number>): { hot: Float64Array, cold: Float64Array } {
  let [largest, cap] = [0, 0]
  for (let i = 0; i < sums.length; i++) {
    largest = Math.max(largest, sizes[i] as number)
    cap = Math.max(cap, sums[i] as number)
  }
  const rows = subsetSums(counts, largest, cap)
  const upper: Float64Array[] = []
  const lower: Float64Array[] = []
  for (const row of rows) {
    // each tail is added up from its small end
    const [above, below] = [new Float64Array(row.length), new Float64Array(row.length)]
    for (let s = row.length - 1, sum = 0; s >= 0; s--) above[s] = sum += row[s] as number
    for (let s = 0, sum = 0; s < row.length; s++) below[s] = sum += row[s] as number
    upper.push(above)
    lower.push(below)
  }
  const [hot, cold] = [new Float64Array(sums.length), new Float64Array(sums.length)]
  for (let i = 0; i < sums.length; i++) {
    const [w, sum] = [sizes[i] as number, sums[i] as number]
    hot[i] = Math.min(1, upper[w]?.[sum] as number)
    cold[i] = Math.min(1, lower[w]?.[sum] as number)
  }
  return { hot, cold }
}
