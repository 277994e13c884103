/** Whole shares of a total in proportion to weights (largest remainders), none below `least`. */
export function allot(total: number, weights: readonly number[], least = 0): number[] {
  const spare = total - least * weights.length
  if (spare < 0) throw new RangeError(`cannot give ${weights.length} shares of at least ${least} out of ${total}`)
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map(weight => sum > 0 ? spare * weight / sum : spare / weights.length)
  const shares = exact.map(Math.floor)
  let left = spare - shares.reduce((a, b) => a + b, 0)
  const byRemainder = exact.map((value, i) => ({ rest: value - Math.floor(value), i })).sort((a, b) => b.rest - a.rest)
  for (const { i } of byRemainder) {
    if (left-- <= 0) break
    shares[i] = (shares[i] as number) + 1
  }
  return shares.map(share => share + least)
}
