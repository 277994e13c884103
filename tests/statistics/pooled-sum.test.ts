import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactSumP } from '../../api/statistics/exact-sum.ts'
import { pooledSumP } from '../../api/statistics/pooled-sum.ts'
import { randomFrom } from '../../api/statistics/random.ts'

type Groups = [w: number, sum: number][]
const sizesOf = (groups: Groups): number[] => groups.map(([w]) => w)
const sumsOf = (groups: Groups): number[] => groups.map(([, sum]) => sum)

/** One group beside the others that makes the exact table too dear for all but the smallest. */
const dear: [number, number] = [2_000, 100_000]

function expectExact(values: number[], groups: Groups): void {
  const inverted = pooledSumP(Int32Array.from(values), sumsOf(groups), sizesOf(groups))
  const exact = exactSumP(values, sumsOf(groups), sizesOf(groups)).hot
  inverted.forEach((p, i) => expect(Math.abs(p - Math.max(1e-9, exact[i] as number)), `w ${groups[i]?.[0]}, sum ${groups[i]?.[1]}`).toBeLessThan(2e-9))
}

describe('p of sums of random subsets', () => {
  const random = randomFrom('pooled sums')
  const repeats = (n: number, share: number): number[] => Array.from({ length: n }, () => (random() < share ? random.int(1, 9) : 0))
  const kinds: [string, number[]][] = [
    ['few things ever came back', repeats(3_000, 0.03)], ['a fifth came back', repeats(2_000, 0.2)], ['all came back', repeats(1_200, 1)],
    ['one came back two hundred times', [...repeats(2_000, 0.1), 200]], ['all that came back did so twice', repeats(3_000, 0.2).map((value) => (value > 0 ? 2 : 0))],
    ['things came back by threes', repeats(2_000, 0.2).map((value) => value * 3)],
  ]
  it.each(kinds)('is that of the exact table where %s', (_, values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const groups = [300, 301, 420].flatMap((w): Groups => [0, 0.5, 1, 1.1, 1.4, 2].map((times) => [w, Math.round(times * w * mean)]))
    expectExact(values, groups)
  })

  it('is that of the exact table for random values, sizes and sums', () => {
    const groups = fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 0, max: 90 })), { minLength: 1, maxLength: 12 })
    fc.assert(fc.property(fc.integer(), fc.double({ min: 0.01, max: 1, noNaN: true }), groups, (seed, share, some) => {
      const stream = randomFrom(seed)
      const values = Array.from({ length: 2_500 }, () => (stream() < share ? Math.floor(1 / (stream() + 0.02)) : 0))
      const told = pooledSumP(Int32Array.from(values), [...sumsOf(some), dear[1]], [...sizesOf(some), dear[0]])
      const exact = exactSumP(values, sumsOf(some), sizesOf(some)).hot
      some.forEach((_, i) => expect(Math.abs((told[i] as number) - Math.max(1e-9, exact[i] as number))).toBeLessThan(2e-9))
    }), { numRuns: 20 })
  })

  it('agrees with drawing subsets where no table can be made', () => {
    const values = Int32Array.from({ length: 60_000 }, () => (random() < 0.2 ? random.int(1, 30) : 0))
    const [w, draws] = [9_000, 4_000]
    const sums = Array.from({ length: draws }, () => {
      let sum = 0
      for (let i = 0; i < w; i++) {
        const other = i + Math.floor(random() * (values.length - i))
        const value = values[other] as number
        values[other] = values[i] as number
        values[i] = value
        sum += value
      }
      return sum
    }).sort((a, b) => b - a)
    for (const rank of [40, 400, 2_000, 3_600]) {
      const observed = sums[rank - 1] as number
      const [p = 0] = pooledSumP(values, [observed], [w])
      const drawn = sums.filter((sum) => sum >= observed).length / draws
      expect(Math.abs(p - drawn)).toBeLessThan(4 * Math.sqrt(drawn * (1 - drawn) / draws))
    }
  })

  it('falls with the sum, grows with the group, and needs no seed', () => {
    const values = Int32Array.from(repeats(5_000, 0.3))
    const groups: Groups = [[700, 1_000], [800, 1_000], [700, 1_100], [700, 1_000], [700, 1_200]]
    const told = pooledSumP(values, sumsOf(groups), sizesOf(groups))
    expect(told[0]).toBe(told[3])
    expect((told[4] as number) < (told[2] as number) && (told[2] as number) < (told[0] as number)).toBe(true)
    expect(told[1]).toBeGreaterThan(told[0] as number)
    expect(pooledSumP(values, sumsOf(groups), sizesOf(groups))).toEqual(told)
  })

  it('never is 0, and is 1 for what everybody reaches', () => {
    const values = repeats(5_000, 0.3)
    const all = values.reduce((sum, value) => sum + value, 0)
    const groups: Groups = [[0, 5], [600, 0], [600, all + 1], [900, all], [5_000, all], [5_000, all + 1]]
    expect([...pooledSumP(Int32Array.from(values), sumsOf(groups), sizesOf(groups))]).toEqual([1, 1, 1e-9, 1e-9, 1, 1e-9])
  })
})
