import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emergingClass, emergingMatches } from '../../api/statistics/emerging.ts'
import { marshall, martuzziElliott } from '../../api/statistics/empirical-bayes.ts'
import { mannKendall } from '../../api/statistics/mann-kendall.ts'
import { repeatMetrics } from '../../api/statistics/repeat-metrics.ts'

const series = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 40 })

describe('Mann-Kendall', () => {
  it('turns its sign when time runs backwards, and keeps its p', () => {
    fc.assert(fc.property(series, (x) => {
      const [there, back] = [mannKendall(x), mannKendall([...x].reverse())]
      expect([back.s + there.s, back.z + there.z, back.slope + there.slope]).toEqual([0, 0, 0])
      expect(back.p).toBe(there.p)
    }))
  })
  it('knows order only: any growing scale gives the same S', () => {
    fc.assert(fc.property(series, (x) => { expect(mannKendall(x.map((value) => Math.exp(value) - 5)).s).toBe(mannKendall(x).s) }))
  })
  it('is exact for short series: every order of five values, counted', () => {
    const all = (left: number[]): number[][] => (left.length === 0 ? [[]] : left.flatMap((v, i) => all(left.toSpliced(i, 1)).map((rest) => [v, ...rest])))
    const orders = all([1, 2, 3, 4, 5])
    for (const x of [[1, 2, 3, 5, 4], [2, 1, 4, 3, 5], [5, 1, 2, 4, 3]]) {
      const { s, p } = mannKendall(x)
      expect(p).toBeCloseTo(orders.filter((order) => Math.abs(mannKendall(order).s) >= Math.abs(s)).length / orders.length, 12)
    }
  })
  it('sees no trend in a constant, and refuses holes', () => {
    expect(mannKendall([4, 4, 4, 4])).toMatchObject({ s: 0, z: 0, p: 1, tauB: null, slope: 0 })
    expect(() => mannKendall([1, Number.NaN, 2])).toThrow('not a number')
  })
})

describe('emerging classes', () => {
  const bins = fc.array(fc.constantFrom(-1, 0, 1), { minLength: 12, maxLength: 36 })
  it('mirror: what is hot becomes cold with all signs turned', () => {
    fc.assert(fc.property(bins, fc.constantFrom(-2, 0, 2), (history, trend) => {
      const mirrored = emergingMatches(history.map((bin) => -bin), -trend, trend === 0 ? 1 : 0.01)
      expect(mirrored.map(({ pattern, kind }) => `${pattern} ${kind === 'hot' ? 'cold' : 'hot'}`).sort())
        .toEqual(emergingMatches(history, trend, trend === 0 ? 1 : 0.01).map(({ pattern, kind }) => `${pattern} ${kind}`).sort())
    }))
  })
  it('need significance: a trend at p = 0.06 is none', () => {
    const hot = Array.from({ length: 12 }, () => 1)
    expect(emergingClass(hot, 3, 0.05)?.pattern).toBe('intensifying')
    expect(emergingClass(hot, 3, 0.06)?.pattern).toBe('persistent')
    expect(emergingClass(hot, -3, 0.01)?.pattern).toBe('diminishing')
  })
  it('a spot that is hot now has a class, a quiet place has none', () => {
    fc.assert(fc.property(bins, (history) => {
      const found = emergingClass(history, 0, 1)
      if (history.at(-1) === 1) expect(found?.kind).toBe('hot')
      if (history.every((bin) => bin === 0)) expect(found).toBeNull()
    }))
  })
})

describe('empirical Bayes', () => {
  const cells = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 3, maxLength: 30 })
    .map((list) => ({ n: list.map(([n]) => n), x: list.map(([n, share]) => Math.floor(n * share)) }))
  it('stays between the raw value and the mean', () => {
    fc.assert(fc.property(cells, ({ n, x }) => {
      for (const { smoothed, b } of [marshall(x, n), martuzziElliott(x, n)]) {
        smoothed.forEach((value, i) => {
          const raw = Number(x[i]) / Number(n[i])
          expect(value).toBeGreaterThanOrEqual(Math.min(raw, b) - 1e-12)
          expect(value).toBeLessThanOrEqual(Math.max(raw, b) + 1e-12)
        })
      }
    }))
  })
  it('falls back to the mean where nothing varies beyond chance', () => {
    expect([...marshall([1, 2, 1], [100, 200, 100]).smoothed]).toEqual([0.01, 0.01, 0.01])
  })
})

describe('repeats', () => {
  it('are petitions of a matter that came before, within the window', () => {
    const found = repeatMetrics([7, 8, 7, 7, 8], [0, 0, 1, 1, 0], [0, 0, 30, 61, 61], 2, 30)
    expect([...found.isRepeat]).toEqual([0, 0, 1, 0, 0])
    expect([...found.matters]).toEqual([2, 1])
    expect([...found.topShare]).toEqual([2 / 3, 1])
    expect(() => repeatMetrics([1, 1], [0, 0], [5, 4], 1, 30)).toThrow('sorted')
  })
})
