/** Gamma and beta functions: what Poisson and binomial tails and exact intervals are made of. */

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI)

/** ln Gamma(x), x > 0: Stirling's series after shifting x beyond 15; relative error about 1e-15. */
export function logGamma(x: number): number {
  let shift = 1
  let y = x
  while (y < 15) shift *= y++
  const inverse = 1 / (y * y)
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse * (1 / 1188 - inverse * 691 / 360360))))) / y
  return (y - 0.5) * Math.log(y) - y + halfLogTwoPi + series - Math.log(shift)
}

const most = 100_000

/** Continued fraction by Lentz's method: b0 + a1/(b1 + a2/(b2 + ...)). */
function lentz(b0: number, term: (n: number) => { a: number, b: number }): number {
  const tiny = 1e-300
  let value = b0 || tiny
  let c = value
  let d = 0
  for (let n = 1; n < most; n++) {
    const { a, b } = term(n)
    d = 1 / (b + a * d || tiny)
    c = b + a / c || tiny
    const step = c * d
    value *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return value
}

/** Lower (P) and upper (Q) regularised incomplete gamma functions of a > 0 at x >= 0; the smaller one is relatively exact. */
export function incompleteGamma(a: number, x: number): { lower: number, upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 }
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < most && term > sum * 1e-17; n++) {
      term *= x / (a + n)
      sum += term
    }
    const lower = Math.min(1, front * sum)
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, front / lentz(x + 1 - a, (n) => ({ a: -n * (n - a), b: x + 2 * n + 1 - a })))
  return { lower: 1 - upper, upper }
}

/** Regularised incomplete beta function I_x(a, b), a, b > 0. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
  return front / lentz(1, (n) => {
    const m = Math.floor(n / 2)
    const numerator = n === 1
      ? -(a + b) * x / (a + 1)
      : n % 2 === 0
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return { a: numerator, b: 1 }
  })
}

/** Where an increasing function of [low, high] passes `target`, to the last bit. */
export function solveIncreasing(f: (x: number) => number, target: number, low: number, high: number): number {
  let [from, to] = [low, high]
  for (let i = 0; i < 200; i++) {
    const middle = (from + to) / 2
    if (middle === from || middle === to) break
    if (f(middle) < target) from = middle
    else to = middle
  }
  return (from + to) / 2
}
