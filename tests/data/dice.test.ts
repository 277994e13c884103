/** The dice of the demo county: each matter has its own, so that any part of the county can be made without the rest. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { cumulative, diceFrom, type Dice } from '../../data/petitions/dice.ts'
import { daysBetween } from '../../data/petitions/days.ts'
import { isClear } from '../../data/petitions/restate.ts'
import { timeUntil } from '../../data/responses/time.ts'

const drawn = (dice: Dice, n = 5): number[] => Array.from({ length: n }, () => dice())

describe('the dice of a matter', () => {
  it('fall the same whichever matters were made before', () => {
    fc.assert(fc.property(fc.nat(5_000_000), fc.nat(9), fc.nat(20), (no, lane, before) => {
      const [one, other] = [diceFrom(7), diceFrom(7)]
      drawn(other, before)
      other.turnTo(no + 1, lane)
      drawn(other, before)
      for (const dice of [one, other]) dice.turnTo(no, lane)
      expect(drawn(one)).toEqual(drawn(other))
    }))
  })

  it('fall otherwise for another matter, another question and another seed', () => {
    const of = (seed: number, no: number, lane: number): string => {
      const dice = diceFrom(seed)
      dice.turnTo(no, lane)
      return drawn(dice).join()
    }
    const all = [of(7, 1, 0), of(7, 2, 0), of(7, 1, 1), of(8, 1, 0), of(7, 0, 1), of(7, 0, 0)]
    expect(new Set(all).size).toBe(all.length)
  })

  it('are even over neighbouring matters, which share nothing but their numbers', () => {
    const dice = diceFrom(20261122)
    const tenths = new Array<number>(10).fill(0)
    for (let no = 0; no < 20_000; no += 1) {
      dice.turnTo(no, 3)
      const tenth = Math.floor(dice() * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    // chi-square of nine degrees of freedom: 27.9 is passed once in a thousand
    expect(tenths.reduce((sum, n) => sum + (n - 2_000) ** 2 / 2_000, 0)).toBeLessThan(27.9)
  })

  it('keep to their limits: whole numbers with both ends, items, weights', () => {
    const dice = diceFrom(1)
    const rolls = Array.from({ length: 600 }, () => dice.int(2, 5))
    expect([...new Set(rolls)].sort()).toEqual([2, 3, 4, 5])
    expect(new Set(Array.from({ length: 200 }, () => dice.pick(['甲', '乙']))).size).toBe(2)
    // what weighs nothing is never drawn, at either end or between
    const weights = cumulative([0, 3, 0, 1, 0])
    expect([...weights]).toEqual([0, 3, 3, 4, 4])
    const found = Array.from({ length: 4_000 }, () => dice.weighted(weights))
    expect([...new Set(found)].sort()).toEqual([1, 3])
    expect(found.filter((index) => index === 1).length / 4_000).toBeCloseTo(0.75, 1)
  })

  it('of a normal deviate have its middle and its width', () => {
    const dice = diceFrom(3)
    const values = Array.from({ length: 8_000 }, () => dice.normal())
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.05)
    expect(Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)).toBeCloseTo(1, 1)
  })
})

describe('the days of the record', () => {
  const { count, iso, working, month, arrived } = daysBetween('2025-09-20', '2026-03-31', 7)

  it('are all of them, both ends included, each with its month', () => {
    expect([count, iso[0], iso.at(-1)]).toEqual([193, '2025-09-20', '2026-03-31'])
    expect(iso.every((day, i) => month[i] === Number(day.slice(5, 7)))).toBe(true)
  })

  test.each([['2025-10-01', 0], ['2025-09-28', 1], ['2026-02-17', 0], ['2026-02-14', 1], ['2025-11-17', 1], ['2025-11-22', 0]])('%s is a working day: %i', (day, isWorking) => {
    expect(working[iso.indexOf(day)]).toBe(isWorking)
  })

  it('bring in all matters, none before the first and the last on the last', () => {
    expect(arrived.every((share, i) => share > (arrived[i - 1] ?? 0))).toBe(true)
    expect(arrived.at(-1)).toBe(1)
  })

  it('that are no days, or too few, are refused by the option’s name', () => {
    expect(() => daysBetween('2026-3-5', '2026-11-22', 1)).toThrow(/^from: 2026-3-5 不是日期/)
    expect(() => daysBetween('2026-03-05', 'today', 1)).toThrow(/^until: today 不是日期/)
    expect(() => daysBetween('2026-11-01', '2026-11-22', 1)).toThrow(/不足30天/)
    expect(daysBetween('2026-11-01', '2026-11-30', 1).count).toBe(30)
  })
})

test('days of the joint response are counted back in the county’s own time', () => {
  const { day, at } = timeUntil('2026-03-01')
  expect([day(0), day(1), day(-1), day(0.4)]).toEqual(['2026-03-01', '2026-02-28', '2026-03-02', '2026-03-01'])
  expect([at(0, 0), at(1, 9.5)]).toEqual(['2026-02-28T16:00:00.000Z', '2026-02-28T01:30:00.000Z'])
})

test.each([['东乡东村一组', 104.5, true], ['东村', 104.5, false], ['东乡东村附近', 104.5, false], ['邻县务工工地', 104.5, false], [null, 104.5, false], ['东乡东村一组', null, false]])(
  'a matter at %s (%s) is said again so that somebody can see it: %s', (text, lon, clear) => {
    expect(isClear({ area: -1, spot: undefined as never, lon, lat: lon, text })).toBe(clear)
  })
