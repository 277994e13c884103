/** What an LLR means, from the null maxima of the same scan. */

/** Ties are exceedances: a quarter of the null maps of sparse data tie with the observed one. */
const tie = 1e-9

/** (1 + number of maxima >= llr) / (replicates + 1). Secondary clusters are held against the same maxima: conservative. */
export function monteCarloP(llr: number, maxima: Float64Array): number {
  let atLeast = 0
  for (const maximum of maxima) if (maximum >= llr - tie) atLeast++
  return (atLeast + 1) / (maxima.length + 1)
}

/** The same with ties left out, as SaTScan's sequential runs count: too small where ties are common. For comparison only. */
export const strictMonteCarloP = (llr: number, maxima: Float64Array): number =>
  (maxima.filter((maximum) => maximum > llr + tie).length + 1) / (maxima.length + 1)

const eulersConstant = 0.5772156649015329

/** Gumbel distribution with the mean and variance of the maxima: beta = s sqrt(6)/pi, mu = mean - 0.5772 beta. */
export function gumbelOf(mean: number, variance: number): { mu: number, beta: number } {
  const beta = Math.sqrt(6 * variance) / Math.PI
  return { mu: mean - eulersConstant * beta, beta }
}

export function momentsOf(maxima: Float64Array): { mean: number, variance: number } {
  const mean = maxima.reduce((sum, value) => sum + value, 0) / maxima.length
  return { mean, variance: maxima.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (maxima.length - 1) }
}

/** 1 - exp(-exp(-(llr - mu)/beta)): p-values below 1 / replicates. Source: Abrams, Kulldorff, Kleinman 2010. */
export function gumbelP(llr: number, maxima: Float64Array): number {
  const { mean, variance } = momentsOf(maxima)
  const { mu, beta } = gumbelOf(mean, variance)
  return -Math.expm1(-Math.exp(-(llr - mu) / beta))
}

/**
 * Recurrence interval in days: how long one waits, without any cluster, for a window as strong. `analysisDays`: length
 * of what is analysed each time; `analyses`: how many earlier analyses p is adjusted for (1 = none):
 * days / (1 - (1 - p)^(1 / analyses)).
 */
export const recurrenceDays = (p: number, analysisDays: number, analyses = 1): number =>
  (p >= 1 ? analysisDays : analysisDays / -Math.expm1(Math.log1p(-p) / analyses))
