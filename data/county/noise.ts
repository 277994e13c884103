/** Smooth seeded noise of the plane. Distances are in the caller's units; one lattice cell is one unit. */
import { mixBits } from '../../api/statistics/random.ts'

/** Gradient noise, about -1 to 1, zero at lattice points, twice differentiable. */
export function noise(seed: number, x: number, y: number): number {
  const i = Math.floor(x)
  const j = Math.floor(y)
  const u = x - i
  const v = y - j
  const su = u * u * u * (u * (u * 6 - 15) + 10)
  const sv = v * v * v * (v * (v * 6 - 15) + 10)
  const bottom = lerp(slope(seed, i, j, u, v), slope(seed, i + 1, j, u - 1, v), su)
  const top = lerp(slope(seed, i, j + 1, u, v - 1), slope(seed, i + 1, j + 1, u - 1, v - 1), su)
  return 1.5 * lerp(bottom, top, sv)
}

/** Sum of `octaves` halving layers, about -1 to 1. */
export function fractal(seed: number, x: number, y: number, octaves: number, gain = 0.5): number {
  let sum = 0
  let weight = 1
  let total = 0
  for (let o = 0; o < octaves; o++) {
    const scale = 2 ** o
    sum += weight * noise(seed + o * 101, x * scale + o * 17.3, y * scale - o * 9.7)
    total += weight
    weight *= gain
  }
  return sum / total
}

/** Sharp crests where the fractal is zero: 0 in the valleys, 1 on the ridge lines. */
export function ridged(seed: number, x: number, y: number, octaves: number): number {
  let sum = 0
  let weight = 1
  let total = 0
  for (let o = 0; o < octaves; o++) {
    const scale = 2 ** o
    const crest = 1 - Math.abs(noise(seed + o * 57, x * scale + o * 5.1, y * scale + o * 3.7))
    sum += weight * crest * crest
    total += weight
    weight *= 0.5
  }
  return sum / total
}

const lerp = (a: number, b: number, t: number): number => a + (b - a) * t

/** 256 directions around the circle: cosines, then sines */
const DIRECTIONS = Float64Array.from({ length: 512 }, (_, i) =>
  i < 256 ? Math.cos(i * Math.PI / 128) : Math.sin((i - 256) * Math.PI / 128))

function slope(seed: number, i: number, j: number, u: number, v: number): number {
  const direction = mixBits(Math.imul(i, 0x27d4eb2d) ^ Math.imul(j, 0x165667b1) ^ seed) & 255
  return (DIRECTIONS[direction] as number) * u + (DIRECTIONS[direction + 256] as number) * v
}
