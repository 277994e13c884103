import { incompleteBeta, incompleteGamma, logGamma } from './gamma.ts'

/** P(X >= k) for X ~ Poisson(mean). */
export const poissonUpper = (k: number, mean: number): number => (k <= 0 ? 1 : incompleteGamma(k, mean).lower)

/** P(X <= k) for X ~ Poisson(mean). */
export const poissonLower = (k: number, mean: number): number => (k < 0 ? 0 : incompleteGamma(k + 1, mean).upper)

/** P(X = k) for X ~ Poisson(mean). */
export function poissonAt(k: number, mean: number): number {
  if (mean === 0) return k === 0 ? 1 : 0
  return Math.exp(k * Math.log(mean) - mean - logGamma(k + 1))
}

/** P(X >= k) for X ~ Binomial(n, share). */
export function binomialUpper(k: number, n: number, share: number): number {
  if (k <= 0) return 1
  return k > n ? 0 : incompleteBeta(share, k, n - k + 1)
}
