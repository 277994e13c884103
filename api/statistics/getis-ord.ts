/**
 * Getis and Ord's local statistics with binary weights (Getis and Ord 1992; Ord and Getis 1995), as z-values.
 *
 *   Gi*: z_i = (sum_j x_j - mean w) / (s sqrt((n w - w^2) / (n - 1))), the cell itself among its w; mean and s (divided
 *        by n) over all n cells
 *   Gi : the same without the cell itself, with mean and s of the other n - 1 cells
 *
 * Values: any numbers, zeros included; NaN is refused. Undefined (NaN) without variation, for a cell without
 * neighbours (Gi), and where the neighbourhood is the whole map. Normal p-values are honest from about 90 expected
 * events per neighbourhood only: counts are tested by `exact-sum.ts`.
 */
import { neighbourhoodSizes, neighbourhoodSums, type Neighbours } from './neighbours.ts'

interface Moments { n: number, sum: number, sumOfSquares: number }

function momentsOf(values: ArrayLike<number>): Moments {
  let sum = 0
  let sumOfSquares = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    sum += value
    sumOfSquares += value * value
  }
  if (Number.isNaN(sum)) throw new RangeError('a value is not a number')
  return { n: values.length, sum, sumOfSquares }
}

/** Variance around the mean, divided by n; exactly 0 when the values do not differ. */
function variance(values: ArrayLike<number>, mean: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - mean) ** 2
  return sum / values.length
}

const standardised = (sum: number, w: number, n: number, mean: number, s2: number): number => {
  const spread = s2 * (n * w - w * w) / (n - 1)
  return spread > 1e-30 * mean * mean ? (sum - mean * w) / Math.sqrt(spread) : Number.NaN
}

/** z of Gi*, one per cell. */
export function giStar(values: ArrayLike<number>, neighbours: Neighbours): Float64Array {
  const { n, sum } = momentsOf(values)
  const mean = sum / n
  const s2 = variance(values, mean)
  const z = neighbourhoodSums(values, neighbours)
  const { starts } = neighbours
  for (let i = 0; i < n; i++) {
    z[i] = standardised(z[i] as number, (starts[i + 1] as number) - (starts[i] as number) + 1, n, mean, s2)
  }
  return z
}

/** z of Gi, one per cell. */
export function gi(values: ArrayLike<number>, neighbours: Neighbours): Float64Array {
  const { n, sum, sumOfSquares } = momentsOf(values)
  const z = neighbourhoodSums(values, neighbours)
  const { starts } = neighbours
  for (let i = 0; i < n; i++) {
    const own = values[i] as number
    const w = (starts[i + 1] as number) - (starts[i] as number)
    const mean = (sum - own) / (n - 1)
    const s2 = (sumOfSquares - own * own) / (n - 1) - mean * mean
    z[i] = w === 0 ? Number.NaN : standardised((z[i] as number) - own, w, n - 1, mean, s2)
  }
  return z
}

/** The statistic before standardisation: share of the map's sum in each neighbourhood, its expectation and variance. */
export function giStarShare(values: ArrayLike<number>, neighbours: Neighbours): Record<'share' | 'expectation' | 'variance', Float64Array> {
  const { n, sum } = momentsOf(values)
  const s2 = variance(values, sum / n)
  const sizes = Float64Array.from(neighbourhoodSizes(neighbours))
  return {
    share: neighbourhoodSums(values, neighbours).map((local) => local / sum),
    expectation: sizes.map((w) => w / n),
    variance: sizes.map((w) => s2 * (n * w - w * w) / ((n - 1) * sum * sum)),
  }
}

/** -3 .. 3: sign of z times how many of 10, 5 and 1 % the p (or q) meets. 0 where z is undefined. */
export function significanceBins(z: Float64Array, p: Float64Array): Int8Array {
  return Int8Array.from(p, (value, i) => Math.sign(z[i] as number) * (Number(value <= 0.1) + Number(value <= 0.05) + Number(value <= 0.01)) || 0)
}
