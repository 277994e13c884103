import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incompleteBeta, incompleteGamma, logGamma } from '../../api/statistics/gamma.ts'
import { byar, clopperPearson, garwood, wilson } from '../../api/statistics/intervals.ts'
import { erfc, normalQuantile, normalTail, twoSidedP } from '../../api/statistics/normal.ts'
import { binomialUpper, poissonAt, poissonLower, poissonUpper } from '../../api/statistics/tails.ts'

const near = (actual: number, expected: number, relative = 1e-12): void => { expect(Math.abs(actual / expected - 1)).toBeLessThan(relative) }

describe('tails keep their digits', () => {
  it('of the normal distribution out to z = 30', () => {
    near(erfc(0.5), 0.47950012218695346)
    near(erfc(2), 0.004677734981047266)
    near(erfc(5), 1.5374597944280349e-12)
    near(normalTail(10), 7.61985302416052e-24)
    near(normalTail(30), 4.906713927148187e-198)
    near(twoSidedP(-1.959963984540054), 0.05)
  })

  it('without a step where the series hands over to the fraction', () => {
    const [below, above] = [erfc(2 - 1e-9), erfc(2 + 1e-9)]
    near(below - above, 2e-9 * 2 / Math.sqrt(Math.PI) * Math.exp(-4), 1e-4)
  })

  it('and quantiles undo them', () => {
    fc.assert(fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
      expect(normalTail(-normalQuantile(p))).toBeCloseTo(p, 12)
    }))
  })

  it('of Poisson and binomial counts: they add up what they are made of', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0.01, max: 50, noNaN: true }), (k, mean) => {
      let below = 0
      for (let i = 0; i <= k; i++) below += poissonAt(i, mean)
      expect(poissonLower(k, mean)).toBeCloseTo(below, 12)
      expect(poissonUpper(k + 1, mean)).toBeCloseTo(1 - below, 12)
    }))
    near(binomialUpper(1, 10, 0.1), 1 - 0.9 ** 10)
    near(binomialUpper(10, 10, 1e-3), 1e-30)
    expect([binomialUpper(0, 5, 0.2), binomialUpper(6, 5, 0.2)]).toEqual([1, 0])
  })

  it('of gamma and beta functions at known points', () => {
    near(Math.exp(logGamma(0.5)), Math.sqrt(Math.PI))
    near(logGamma(101), 363.73937555556349)
    near(incompleteGamma(1, 3).lower, 1 - Math.exp(-3))
    near(incompleteBeta(0.3, 1, 4), 1 - 0.7 ** 4)
    fc.assert(fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (x, a, b) => {
      expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 10)
    }))
  })
})

describe('intervals', () => {
  it('hold the share, and the exact one is never the narrower at its ends', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 300 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n))), ([x, n]) => {
      for (const [low, high] of [wilson(x, n), clopperPearson(x, n)]) {
        expect(low).toBeLessThanOrEqual(x / n + 1e-12)
        expect(high).toBeGreaterThanOrEqual(x / n - 1e-12)
        expect(low >= 0 && high <= 1).toBe(true)
      }
    }))
  })

  it('of counts: Garwood leaves 2.5 % on each side, Byar is close to it', () => {
    for (const count of [1, 4, 17, 60]) {
      const [low, high] = garwood(count)
      expect(poissonUpper(count, low)).toBeCloseTo(0.025, 10)
      expect(poissonLower(count, high)).toBeCloseTo(0.025, 10)
      expect(Math.abs(byar(count)[1] - high)).toBeLessThan(0.02)
    }
  })

  it('of nothing are everything', () => {
    expect([wilson(0, 0), clopperPearson(0, 0)]).toEqual([[0, 1], [0, 1]])
    expect([garwood(0)[0], byar(0)[0]]).toEqual([0, 0])
  })
})
