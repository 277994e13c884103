/** Random numbers that belong to one matter: number 4,000,000 is drawn without drawing those before it. */
import { mixBits } from '../../api/statistics/random.ts'

export interface Dice {
  /** uniform in [0, 1) */
  (): number
  /** starts the stream of matter `no` over; `lane` keeps independent questions apart */
  turnTo(no: number, lane: number): void
  int(low: number, high: number): number
  normal(): number
  pick<T>(items: readonly T[]): T
  /** index by cumulative weights that end at their sum */
  weighted(cumulative: ArrayLike<number>): number
}

export function diceFrom(seed: number): Dice {
  const root = mixBits(seed + 0x9e3779b9)
  let state = root
  const dice = (() => {
    state = (state + 0x6d2b79f5) | 0
    return mixBits(state) / 4294967296
  }) as Dice
  dice.turnTo = (no, lane) => {
    state = mixBits(Math.imul(no, 0x9e3779b1) ^ root) ^ mixBits(lane * 7919 + 11)
  }
  dice.int = (low, high) => low + Math.floor(dice() * (high - low + 1))
  dice.normal = () => Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice())
  dice.pick = <T>(items: readonly T[]): T => items[Math.floor(dice() * items.length)] as T
  dice.weighted = cumulative => {
    const last = cumulative.length - 1
    const mark = dice() * (cumulative[last] as number)
    let low = 0
    let high = last
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cumulative[middle] as number) > mark) high = middle
      else low = middle + 1
    }
    return low
  }
  return dice
}

/** Running sums of weights, for `Dice.weighted`. */
export function cumulative(weights: readonly number[]): Float64Array {
  let sum = 0
  return Float64Array.from(weights, weight => sum += weight)
}
