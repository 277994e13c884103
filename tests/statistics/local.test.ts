import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactSumP, subsetSums } from '../../api/statistics/exact-sum.ts'
import { benjaminiHochberg, benjaminiYekutieli, criticalP, holm } from '../../api/statistics/false-discovery.ts'
import { gi, giStar } from '../../api/statistics/getis-ord.ts'
import { hexagonRings } from '../../api/statistics/hexagon-rings.ts'
import { localRates } from '../../api/statistics/local-rate.ts'
import { neighbourhoodSizes, neighbourhoodSums, neighboursFromLists, type Neighbours } from '../../api/statistics/neighbours.ts'
import { cubeGiStar } from '../../api/statistics/space-time-cube.ts'
import { binomialUpper } from '../../api/statistics/tails.ts'
import { patch } from './maps.ts'

const listsOf = ({ starts, members }: Neighbours): number[][] =>
  Array.from({ length: starts.length - 1 }, (_, i) => [...members.subarray(starts[i], starts[i + 1])])

const hexagons = patch(6, 1)
const countsOf = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 36, maxLength: 36 }).filter((counts) => new Set(counts).size > 1)
const orderOf = fc.shuffledSubarray(Array.from({ length: 36 }, (_, i) => i), { minLength: 36, maxLength: 36 })

/** The same map with its cells renamed: cell i becomes order[i]. */
function renamed(counts: number[], neighbours: Neighbours, order: number[]): { counts: number[], neighbours: Neighbours } {
  const [moved, lists] = [[] as number[], [] as number[][]]
  listsOf(neighbours).forEach((list, i) => {
    moved[Number(order[i])] = Number(counts[i])
    lists[Number(order[i])] = list.map((j) => Number(order[j]))
  })
  return { counts: moved, neighbours: neighboursFromLists(lists) }
}

describe('hexagon rings', () => {
  it('have 7, 19 and 37 cells inside, fewer at the edge, and are mutual', () => {
    for (const [rings, size] of [[1, 7], [2, 19], [3, 37]] as const) {
      const neighbours = patch(12, rings)
      expect(Math.max(...neighbourhoodSizes(neighbours))).toBe(size)
      expect(neighbourhoodSizes(neighbours)[0]).toBeLessThan(size)
      const lists = listsOf(neighbours)
      lists.forEach((list, i) => { for (const j of list) expect(lists[j]).toContain(i) })
    }
  })
  it('take what is there: hexagons apart are no neighbours', () => {
    expect(hexagonRings([0, 5], [0, -3], 3).members).toHaveLength(0)
  })
})

describe('Gi*', () => {
  it('does not depend on the names of the cells', () => {
    fc.assert(fc.property(countsOf, orderOf, (counts, order) => {
      const before = giStar(counts, hexagons)
      const other = renamed(counts, hexagons, order)
      giStar(other.counts, other.neighbours).forEach((z, at) => { expect(z).toBeCloseTo(Number(before[order.indexOf(at)]), 10) })
    }))
  })

  it('does not depend on the unit of the values, and turns its sign with theirs', () => {
    fc.assert(fc.property(countsOf, fc.double({ min: 0.1, max: 100, noNaN: true }), (counts, unit) => {
      const z = giStar(counts, hexagons)
      giStar(counts.map((x) => 3 - x * unit), hexagons).forEach((other, i) => { expect(other).toBeCloseTo(-Number(z[i]), 8) })
    }))
  })

  it('is undefined without variation, over the whole map, and (Gi) without neighbours', () => {
    const everyone = neighboursFromLists([0, 1, 2, 3].map((i) => [0, 1, 2, 3].filter((j) => j !== i)))
    expect(giStar([0.1, 0.1, 0.1, 0.1], neighboursFromLists([[1], [0], [3], [2]])).every(Number.isNaN)).toBe(true)
    expect(giStar([1, 2, 3, 9], everyone).every(Number.isNaN)).toBe(true)
    expect(gi([1, 2, 3, 9], neighboursFromLists([[], [2], [1, 3], [2]]))[0]).toBeNaN()
    expect(() => giStar([1, Number.NaN, 2], neighboursFromLists([[1], [0], [1]]))).toThrow('not a number')
  })

  it('of a cube with lag 0 uses the mean of the whole cube, not of the step', () => {
    const quiet = Array.from({ length: 36 }, (_, i) => i % 2)
    const loud = quiet.map((x) => x + 5)
    const z = cubeGiStar([...quiet, ...loud], hexagons, 2, 0)
    expect(Math.max(...z.subarray(0, 36))).toBeLessThan(0)
    expect(Math.min(...z.subarray(36))).toBeGreaterThan(0)
  })
})

describe('the exact p of a neighbourhood sum', () => {
  it('counts the subsets, one by one', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 9 }), fc.integer({ min: 1, max: 4 }), (counts, size) => {
      const w = Math.min(size, counts.length)
      const sums: number[] = []
      const choose = (from: number, left: number, sum: number): void => {
        if (left === 0) { sums.push(sum); return }
        for (let i = from; i <= counts.length - left; i++) choose(i + 1, left - 1, sum + Number(counts[i]))
      }
      choose(0, w, 0)
      const observed = Number(sums[Math.floor(sums.length / 2)])
      const { hot, cold } = exactSumP(counts, [observed], [w])
      expect(hot[0]).toBeCloseTo(sums.filter((sum) => sum >= observed).length / sums.length, 12)
      expect(cold[0]).toBeCloseTo(sums.filter((sum) => sum <= observed).length / sums.length, 12)
    }))
  })

  it('does not depend on the names of the cells', () => {
    fc.assert(fc.property(countsOf, orderOf, (counts, order) => {
      const p = (values: number[], neighbours: Neighbours) => exactSumP(values, neighbourhoodSums(values, neighbours), neighbourhoodSizes(neighbours)).hot
      const other = renamed(counts, hexagons, order)
      const [before, after] = [p(counts, hexagons), p(other.counts, other.neighbours)]
      after.forEach((value, at) => { expect(value).toBeCloseTo(Number(before[order.indexOf(at)]), 12) })
    }))
  })

  it('keeps its digits where binomial coefficients would overflow', () => {
    // 100,000 cells, 200 of them with one event: all 100 cells of a neighbourhood hold one
    const counts = new Int32Array(100_000).fill(1, 0, 200)
    let p = 1
    for (let i = 0; i < 100; i++) p *= (200 - i) / (100_000 - i)
    expect(Math.abs(Number(exactSumP(counts, [100], [100]).hot[0]) / p - 1)).toBeLessThan(1e-9)
  })

  it('of any distribution adds up to one, and refuses what is no count', () => {
    fc.assert(fc.property(countsOf, (counts) => {
      for (const row of subsetSums(counts, 19, 20)) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    }))
    expect(() => subsetSums([1, 0.5], 1, 1)).toThrow('not a count')
    expect(() => subsetSums([1, -1], 1, 1)).toThrow('not a count')
  })
})

describe('local rates', () => {
  it('are the binomial tail of the neighbourhood, cells without households left out', () => {
    const { p, expected, relativeRisk } = localRates([4, 1, 7, 0], [100, 100, 0, 200], neighboursFromLists([[1], [0], [3], [2]]))
    expect(expected[0]).toBeCloseTo(2.5, 12)
    expect(p[0]).toBe(binomialUpper(5, 5, 0.5))
    expect(relativeRisk[0]).toBe(Infinity)
    expect(p[2]).toBeNaN()
  })
  it('do not know the unit of the households', () => {
    fc.assert(fc.property(countsOf, fc.integer({ min: 2, max: 50 }), (cases, unit) => {
      const households = cases.map((_, i) => 10 + i)
      const p = localRates(cases, households, hexagons).p
      localRates(cases, households.map((n) => n * unit), hexagons).p.forEach((other, i) => { expect(other).toBeCloseTo(Number(p[i]), 10) })
    }))
  })
})

describe('false discovery', () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }).map((list) => Float64Array.from(list))
  it('keeps the order of p, never lowers it, and is milder than the stricter ones', () => {
    fc.assert(fc.property(pValues, (p) => {
      const [q, strict, familywise] = [benjaminiHochberg(p), benjaminiYekutieli(p), holm(p)]
      for (let i = 0; i < p.length; i++) {
        expect(q[i]).toBeGreaterThanOrEqual(Number(p[i]) - 1e-15)
        expect(strict[i]).toBeGreaterThanOrEqual(Number(q[i]) - 1e-15)
        expect(familywise[i]).toBeGreaterThanOrEqual(Number(q[i]) - 1e-15)
        for (let j = 0; j < p.length; j++) if (Number(p[i]) <= Number(p[j])) expect(q[i]).toBeLessThanOrEqual(Number(q[j]))
      }
    }))
  })
  it('lowering one p never raises a q', () => {
    fc.assert(fc.property(pValues, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (p, at, share) => {
      const lower = p.map((value, i) => (i === at % p.length ? value * share : value))
      const [before, after] = [benjaminiHochberg(p), benjaminiHochberg(lower)]
      after.forEach((q, i) => { expect(q).toBeLessThanOrEqual(Number(before[i]) + 1e-15) })
    }))
  })
  it('rejects exactly up to the critical p', () => {
    fc.assert(fc.property(pValues, fc.constantFrom(0.01, 0.05, 0.1), (p, level) => {
      const critical = criticalP(p, level)
      benjaminiHochberg(p).forEach((q, i) => {
        if (Math.abs(q - level) > 1e-12) expect(q <= level).toBe(critical !== null && Number(p[i]) <= critical)
      })
    }))
  })
  it('does not count what was not tested', () => {
    const q = benjaminiHochberg(Float64Array.of(0.01, Number.NaN, 0.04))
    expect([...q]).toEqual([0.02, Number.NaN, 0.04])
  })
})
