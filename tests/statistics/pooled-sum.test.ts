import { describe, expect, it } from 'vitest'
import { exactSumP } from '../../api/statistics/exact-sum.ts'
import { pooledSumP } from '../../api/statistics/pooled-sum.ts'
import { randomFrom } from '../../api/statistics/random.ts'

/** So large that the exact table would take too long: then orders are drawn. */
const large = 40_000

/** p of the same groups, drawn and exact. */
function both(values: number[], groups: [w: number, sum: number][], seed: string): [drawn: Float64Array, exact: Float64Array] {
  const [sizes, sums] = [groups.map(([w]) => w), groups.map(([, sum]) => sum)]
  return [pooledSumP(Int32Array.from(values, (value) => value * large), sums.map((sum) => sum * large), sizes, seed), exactSumP(values, sums, sizes).hot]
}

/** Within four standard errors of 20,000 orders, and one order. */
function expectAlike(drawn: Float64Array, exact: Float64Array): void {
  drawn.forEach((p, i) => {
    const right = exact[i] as number
    expect(Math.abs(p - right)).toBeLessThan(4.5 * Math.sqrt(right * (1 - right) / 20_000) + 1e-4)
  })
}

describe('p of sums from random orders', () => {
  const random = randomFrom('pooled sums')
  const repeats = (n: number, share: number): number[] => Array.from({ length: n }, () => (random() < share ? random.int(1, 9) : 0))
  const kinds: [string, number[]][] = [
    ['few things ever came back', repeats(900, 0.03)], ['a fifth came back', repeats(900, 0.2)], ['all came back', repeats(400, 1)],
    ['one came back a thousand times', [...repeats(300, 0.1), 1_000]],
  ]
  it.each(kinds)('agrees with the exact distribution where %s', (_, values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const groups = [1, 5, 6, 40, 41, 120, 250, values.length - 1, values.length].flatMap((w): [number, number][] =>
      [0, 0.5, 1, 1.4].map((times) => [w, Math.round(times * w * mean)]))
    expectAlike(...both(values, groups, 'kinds'))
  })

  it('is the same for every group of one size and sum, falls with the sum, and depends on the seed alone', () => {
    const values = repeats(500, 0.3)
    const groups: [number, number][] = [[30, 20], [60, 20], [30, 40], [30, 20], [30, 60]]
    const [drawn] = both(values, groups, 'one')
    expect(drawn[0]).toBe(drawn[3])
    expect([drawn[2], drawn[4]].every((p) => (p as number) < (drawn[0] as number))).toBe(true)
    expect(drawn[1]).toBeGreaterThan(drawn[0] as number)
    expect(both(values, groups, 'one')[0]).toEqual(drawn)
    expect(both(values, groups, 'two')[0]).not.toEqual(drawn)
  })

  it('never is 0, and is 1 for what everybody reaches', () => {
    const values = repeats(500, 0.3)
    const all = values.reduce((sum, value) => sum + value, 0)
    expect([...both(values, [[60, 0], [60, all + 1], [90, all]], 'ends')[0]]).toEqual([1, 1 / 20_001, 1 / 20_001])
  })
})
