/**
 * What is settled for each matter before any detail is drawn: the day it came, how often it was repeated, whether it
 * is still open, settled at the first attempt, or a hardship case. Totals come out exact at any size.
 */
import type { Dice } from './dice.ts'
import type { Days } from './days.ts'
import { cappedFactor, shares, type Shares } from './shares.ts'

export interface Totals {
  matters: number
  petitions: number
  closed: number
  settledFirst: number
  hardship: number
  hardshipYuan: number
}

/** Three years of the county at its real scale (domain section 1). */
const COUNTY: Totals = {
  matters: 2500, petitions: 3400, closed: 2260, settledFirst: 1785, hardship: 64, hardshipYuan: 2_210_000,
}

/** The county's totals for any number of petitions; 3,400 gives them exactly. */
export function totalsFor(petitions: number): Totals {
  if (!Number.isInteger(petitions) || petitions < 1 || petitions > 5_000_000) {
    throw new RangeError(`petitions: ${petitions} 超出范围，应为1到5000000的整数 (must be a whole number, 1 to 5,000,000)`)
  }
  const scaled = (count: number): number => Math.round(count * petitions / COUNTY.petitions)
  const matters = Math.max(1, scaled(COUNTY.matters))
  return {
    matters, petitions, closed: scaled(COUNTY.closed), settledFirst: scaled(COUNTY.settledFirst),
    hardship: scaled(COUNTY.hardship), hardshipYuan: scaled(COUNTY.hardshipYuan / 100) * 100,
  }
}

export interface Planned {
  /** 0-based; no = index + 1 */
  index: number
  day: number
  repeats: number
  open: boolean
  settledFirst: boolean
  hardshipYuan: number | null
}

/** Lanes of the dice: one per question, so that a pass may ask only some of them. */
const REPEATS = 1
const HARDSHIP = 2

/** Yields the plan in order of receipt. Walks the matters twice beforehand; keeps no list of them. */
export function* plans(totals: Totals, days: Days, dice: Dice): Generator<Planned> {
  const { matters } = totals
  const openCount = Math.max(0, matters - totals.closed)
  const wishes = new Map<number, number>()
  let repeatSum = 0
  for (const step = walk(matters, days, dice); step.advance();) {
    repeatSum += step.wish
    wishes.set(step.stay, (wishes.get(step.stay) ?? 0) + 1)
  }
  const factor = cappedFactor(openCount, wishes)
  const decisions = (): { repeats: Shares, open: Shares } =>
    ({ repeats: shares(totals.petitions - matters, repeatSum), open: shares(openCount, openCount) })

  let before = decisions()
  let closed = 0
  let single = 0
  for (const step = walk(matters, days, dice); step.advance();) {
    const repeats = before.repeats.next(step.wish)
    if (before.open.next(Math.min(1, factor * step.stay)) > 0) continue
    closed++
    if (repeats === 0) single++
  }
  const firstTime = shares(Math.min(totals.settledFirst, single), single)
  const hardship = shares(Math.min(totals.hardship, closed), closed)
  const amounts = hardshipAmounts(Math.min(totals.hardship, closed), totals.hardshipYuan, dice)

  before = decisions()
  for (const step = walk(matters, days, dice); step.advance();) {
    const repeats = before.repeats.next(step.wish)
    const open = before.open.next(Math.min(1, factor * step.stay)) > 0
    yield {
      index: step.index, day: step.day, repeats, open,
      settledFirst: !open && repeats === 0 && firstTime.next(1) > 0,
      hardshipYuan: !open && hardship.next(1) > 0 ? amounts() : null,
    }
  }
}

interface Walk {
  index: number
  day: number
  /** how much it tends to be repeated: 0 for most, a long tail */
  wish: number
  /** how much it tends to be open still */
  stay: number
  /** moves on; false at the end */
  advance(): boolean
}

/** All matters in order of receipt, with what their own dice say. */
function walk(matters: number, days: Days, dice: Dice): Walk {
  const step: Walk = {
    index: -1, day: 0, wish: 0, stay: 0,
    advance() {
      step.index++
      if (step.index >= matters) return false
      const mark = (step.index + 0.5) / matters
      while ((days.arrived[step.day] as number) < mark) step.day++
      const age = days.count - 1 - step.day
      dice.turnTo(step.index, REPEATS)
      const returns = age > 12 && dice() < 0.165
      // Pareto with exponent 1.5, cut where no real matter goes
      step.wish = returns ? Math.min(38, (1 - dice()) ** (-1 / 1.5)) : 0
      step.stay = (age < 45 ? 1 : age < 90 ? 0.42 : age < 180 ? 0.12 : 0.035) * (returns ? 2 : 1)
      return true
    },
  }
  return step
}

/** The next amount in whole hundreds of yuan; after `count` calls they add up to `total`. */
function hardshipAmounts(count: number, total: number, dice: Dice): () => number {
  const weight = (k: number): number => {
    dice.turnTo(k, HARDSHIP)
    return Math.exp(0.55 * dice.normal())
  }
  let sum = 0
  for (let k = 0; k < count; k++) sum += weight(k)
  const parts = shares(total / 100, sum)
  let k = 0
  return () => parts.next(weight(k++)) * 100
}
