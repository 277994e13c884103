/**
 * Mann-Kendall test for a monotone trend, with Kendall's tau-b and Sen's slope.
 *
 *   S = sum over i < j of sign(x_j - x_i); Var S = (T(T-1)(2T+5) - sum over ties t(t-1)(2t+5)) / 18;
 *   z = (S -+ 1) / sqrt(Var S); tau-b = S / sqrt(n0 (n0 - n1)), n0 = T(T-1)/2, n1 = tied pairs
 *
 * A constant series has z = 0 and p = 1. Serial correlation inflates the test: use counts of periods that do not overlap.
 * Source: Mann 1945; Kendall 1975; Sen 1968.
 */
import { twoSidedP } from './normal.ts'

export interface Trend {
  s: number
  variance: number
  /** continuity-corrected */
  z: number
  /** two-sided: exact for T < 10 without ties, else from z */
  p: number
  /** from z, whatever T */
  pNormal: number
  /** exact two-sided p, null with ties or from T = 50 on */
  pExact: number | null
  zUncorrected: number
  /** null for a constant series */
  tauB: number | null
  /** median of (x_j - x_i) / (j - i), per step */
  slope: number
}

function tieGroups(x: ArrayLike<number>): number[] {
  const times = new Map<number, number>()
  for (let i = 0; i < x.length; i++) times.set(x[i] as number, (times.get(x[i] as number) ?? 0) + 1)
  return [...times.values()].filter((t) => t > 1)
}

/** P(|S| >= |s|) over all orders of T different values: the number of orders with k inversions, step by step. */
function exactP(s: number, steps: number): number {
  let orders = Float64Array.of(1)
  for (let t = 2; t <= steps; t++) {
    const next = new Float64Array(orders.length + t - 1)
    for (let k = 0; k < orders.length; k++) for (let shift = 0; shift < t; shift++) next[k + shift] = (next[k + shift] as number) + (orders[k] as number) / t
    orders = next
  }
  const pairs = steps * (steps - 1) / 2
  let p = 0
  for (let k = 0; k < orders.length; k++) if (Math.abs(pairs - 2 * k) >= Math.abs(s)) p += orders[k] as number
  return Math.min(1, p)
}

function median(values: Float64Array): number {
  if (values.length === 0) return 0
  values.sort()
  const half = values.length >> 1
  return values.length % 2 === 1 ? values[half] as number : ((values[half - 1] as number) + (values[half] as number)) / 2
}

function slopes(x: ArrayLike<number>): Float64Array {
  const found = new Float64Array(x.length * (x.length - 1) / 2)
  for (let i = 0, at = 0; i < x.length; i++) for (let j = i + 1; j < x.length; j++) found[at++] = ((x[j] as number) - (x[i] as number)) / (j - i)
  return found
}

/** Series in order of time, at equal steps; T >= 2 numbers. Slope and exact p, which few ask for, are worked out when they are. */
export function mannKendall(x: ArrayLike<number>): Trend {
  const steps = x.length
  const pairs = steps * (steps - 1) / 2
  let s = 0
  for (let i = 0; i < steps; i++) {
    for (let j = i + 1; j < steps; j++) {
      const difference = (x[j] as number) - (x[i] as number)
      if (Number.isNaN(difference)) throw new RangeError('a value is not a number')
      s += Math.sign(difference)
    }
  }
  const ties = tieGroups(x)
  const weight = (t: number): number => t * (t - 1) * (2 * t + 5)
  const variance = ties.reduce((left, t) => left - weight(t), weight(steps)) / 18
  const tiedPairs = ties.reduce((sum, t) => sum + t * (t - 1) / 2, 0)
  const z = variance > 0 ? (s - Math.sign(s)) / Math.sqrt(variance) : 0
  const pNormal = twoSidedP(z)
  return {
    s, variance, z, pNormal,
    get pExact() { return ties.length === 0 && steps < 50 ? exactP(s, steps) : null },
    get p() { return steps < 10 ? this.pExact ?? pNormal : pNormal },
    zUncorrected: variance > 0 ? s / Math.sqrt(variance) : 0,
    tauB: tiedPairs === pairs ? null : s / Math.sqrt(pairs * (pairs - tiedPairs)),
    get slope() { return median(slopes(x)) },
  }
}
