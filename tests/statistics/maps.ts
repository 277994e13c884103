/** Random maps of hexagons, as the honesty and power of the tests are measured on. */
import { hexagonRings } from '../../api/statistics/hexagon-rings.ts'
import type { Neighbours } from '../../api/statistics/neighbours.ts'
import type { Random } from '../../api/statistics/random.ts'

/** A side x side patch of hexagons with neighbourhoods of so many rings. */
export function patch(side: number, rings: number): Neighbours {
  const row = Int32Array.from({ length: side * side }, (_, i) => Math.floor(i / side))
  return hexagonRings(row.map((r, i) => i % side - (r >> 1)), row, rings)
}

export function poisson(random: Random, mean: number): number {
  let [count, product] = [0, random()]
  for (const least = Math.exp(-mean); product > least; count++) product *= random()
  return count
}

/** Gamma deviate of this shape and mean (Marsaglia and Tsang 2000, with the boost for shapes below 1). */
function gamma(random: Random, shape: number, mean: number): number {
  if (shape < 1) return gamma(random, shape + 1, mean * (shape + 1) / shape) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = random.normal()
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < x * x / 2 + d - d * v + d * Math.log(v)) return d * v * mean / shape
  }
}

/** Negative binomial of this mean and dispersion k: a Poisson count whose mean varies from cell to cell. */
export const negativeBinomial = (random: Random, mean: number, k: number): number => poisson(random, gamma(random, k, mean))
