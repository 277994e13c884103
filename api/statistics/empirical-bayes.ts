/**
 * Empirical Bayes smoothing of rates and shares: small populations are drawn towards the mean. For the eye only: a
 * smoothed map is never tested, because smoothing makes neighbours alike.
 */
import type { Neighbours } from './neighbours.ts'

export interface Smoothed {
  smoothed: Float64Array
  /** between-area variance, at least 0 */
  a: number
  /** overall rate */
  b: number
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum
}

/** theta = b + (p - b) a / (a + noise); b itself where nothing varies. */
const shrink = (rate: number, a: number, b: number, noise: number): number => (a + noise > 0 ? b + (rate - b) * a / (a + noise) : b)

/**
 * Global Marshall (1991), Poisson: b = sum x / sum N; s2 = sum N (p - b)^2 / sum N; a = max(0, s2 - b / mean N);
 * theta = b + (p - b) a / (a + b / N).
 */
export function marshall(events: ArrayLike<number>, population: ArrayLike<number>): Smoothed {
  const [n, people] = [events.length, sumOf(population)]
  const b = sumOf(events) / people
  let s2 = 0
  for (let i = 0; i < n; i++) s2 += (population[i] as number) * ((events[i] as number) / (population[i] as number) - b) ** 2 / people
  const a = Math.max(0, s2 - b / (people / n))
  return { a, b, smoothed: Float64Array.from(events, (x, i) => shrink(x / (population[i] as number), a, b, b / (population[i] as number))) }
}

export interface LocallySmoothed {
  smoothed: Float64Array
  /** between-area variance and mean rate of each neighbourhood (the cell itself included) */
  a: Float64Array
  m: Float64Array
}

/**
 * Local Marshall: the same within each neighbourhood, the cell included. `around`: whether a neighbour deviates from the
 * mean of the cell in the middle (`focal`, as GeoDa; what the product shows) or from its own neighbourhood's mean (`own`).
 */
export function localMarshall(
  events: ArrayLike<number>, population: ArrayLike<number>, { starts, members }: Neighbours, around: 'focal' | 'own' = 'focal',
): LocallySmoothed {
  const n = events.length
  const hood = (i: number): number[] => [i, ...members.subarray(starts[i], starts[i + 1])]
  const people = Float64Array.from({ length: n }, (_, i) => hood(i).reduce((sum, j) => sum + (population[j] as number), 0))
  const m = people.map((all, i) => hood(i).reduce((sum, j) => sum + (events[j] as number), 0) / all)
  const a = people.map((all, i) => {
    const near = hood(i)
    const s2 = near.reduce((sum, j) => {
      const mean = m[around === 'focal' ? i : j] as number
      return sum + (population[j] as number) * ((events[j] as number) / (population[j] as number) - mean) ** 2
    }, 0) / all
    return Math.max(0, s2 - (m[i] as number) / (all / near.length))
  })
  return {
    a, m,
    smoothed: a.map((variance, i) => {
      const [N, mean] = [population[i] as number, m[i] as number]
      return shrink((events[i] as number) / N, variance, mean, mean / N)
    }),
  }
}

/**
 * Shares x/n, binomial (Martuzzi and Elliott 1996): b = sum x / sum n; s2 = sum n (p - b)^2 / sum n;
 * a = (mean n s2 - b (1 - b)) / (mean n - 1); theta = b + (p - b) a / (a + (b (1 - b) - a) / n), kept within [0, 1];
 * b itself where a <= 0.
 */
export function martuzziElliott(events: ArrayLike<number>, trials: ArrayLike<number>): Smoothed {
  const [count, all] = [events.length, sumOf(trials)]
  const b = sumOf(events) / all
  let s2 = 0
  for (let i = 0; i < count; i++) s2 += (trials[i] as number) * ((events[i] as number) / (trials[i] as number) - b) ** 2 / all
  const mean = all / count
  const a = Math.max(0, (mean * s2 - b * (1 - b)) / (mean - 1))
  return {
    a, b,
    smoothed: Float64Array.from(events, (x, i) => {
      const n = trials[i] as number
      return Math.min(1, Math.max(0, shrink(x / n, a, b, (b * (1 - b) - a) / n)))
    }),
  }
}
