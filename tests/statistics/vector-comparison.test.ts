/** How a computed value is held against a published one: whoever says "ok" must have looked at every number. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Comparison, type Tolerance } from '../../api/vectors/comparison.ts'

const exact = (): Tolerance => ({})
const within = (tolerance: Tolerance) => (): Tolerance => tolerance

/** What is found fault with when `actual` is held against `expected`, everything that nobody looked at included. */
function faultsOf(expected: unknown, actual: unknown, tolerances: (field: string) => Tolerance = exact, stated?: Tolerance): string[] {
  const comparison = new Comparison(stated)
  comparison.tree('expected', expected, actual, tolerances)
  comparison.uncompared('expected', expected)
  return comparison.faults.map(({ at, text }) => `${at}: ${text}`)
}

describe('a value', () => {
  test.each<[string, unknown, unknown]>([
    ['itself', 1.5, 1.5], ['a list of one without its brackets', 3, [3]], ['one without brackets as a list', [3], 3],
    ['undefined on both sides, written as null here and NaN there', null, Number.NaN], ['yes and 1', true, 1], ['no and 0', [false, true], [0, 1]],
    ['a typed array and a list', [1, 2], Float64Array.of(1, 2)], ['a word and the same word', { kind: 'hot' }, { kind: 'hot' }],
    ['fields that are more than was asked', { a: 1 }, { a: 1, b: 2 }],
  ])('agrees: %s', (_what, expected, actual) => {
    expect(faultsOf(expected, actual)).toEqual([])
  })

  test.each<[string, unknown, unknown, RegExp]>([
    ['a digit that differs', 1.5, 1.500001, /^expected: 1.500001, expected 1.5/], ['a number where nothing is known', null, 0, /expected null/],
    ['nothing where there is a number', 0, null, /^expected: null, expected 0/], ['a number that is no number', 2, Number.NaN, /null, expected 2/],
    ['infinity where there is a number', 2, Infinity, /expected 2/], ['another word', { kind: 'hot' }, { kind: 'cold' }, /^expected\.kind: "cold", expected "hot"/],
    ['a list that is too short', [1, 2, 3], [1, 2], /^expected: 2 values, expected 3/], ['a list that is too long', [1], [1, 2], /^expected: 2 values, expected 1/],
    ['a hole in a list', [1, 2, 3], [1, undefined, 3], /^expected\[1\]: null, expected 2/], ['a number where fields are', { a: { b: 1 } }, { a: 1 }, /^expected\.a: 1, expected fields/],
    ['a field that we do not have', { a: 1, ours_lacks_it: 2 }, { a: 1 }, /^expected\.ours_lacks_it: an expected field that is not known here/],
    ['everything missing', { a: 1 }, undefined, /^expected\.a: an expected field/], ['a text for a number', 7, '7', /"7", expected 7/],
  ])('is at fault: %s', (_what, expected, actual, told) => {
    const faults = faultsOf(expected, actual)
    expect(faults.length).toBeGreaterThan(0)
    expect(faults[0]).toMatch(told)
  })

  test('that words are about is words, and needs no partner; a value under that name does', () => {
    expect(faultsOf({ source: 'printed in 1987', note: 'see p. 4' }, {})).toEqual([])
    expect(faultsOf({ source: 4 }, {})).toHaveLength(1)
  })

  test('is looked at once for a field, however many rows lack it', () => {
    expect(faultsOf([{ a: 1, z: 1 }, { a: 2, z: 2 }, { a: 3, z: 3 }], [{ a: 1 }, { a: 2 }, { a: 3 }])).toEqual([
      'expected.z: an expected field that is not known here and not left out on purpose'])
  })

  test('that is left out on purpose is named with its reason, and so is all below it', () => {
    const comparison = new Comparison()
    comparison.skip('expected[3].clusters', 'another program’s list')
    comparison.uncompared('expected', [{ clusters: [{ p: 0.01 }, { p: 0.2 }] }, { clusters: [] }])
    expect(comparison.faults).toEqual([])
    expect([...comparison.skipped]).toEqual([['expected.clusters', 'another program’s list']])
  })
})

describe('a tolerance', () => {
  test('of a field does not serve its neighbour', () => {
    const tolerances = (field: string): Tolerance => field === 'p' ? { absolute: 0.01 } : {}
    expect(faultsOf({ p: 0.5, n: 10 }, { p: 0.505, n: 10 }, tolerances)).toEqual([])
    expect(faultsOf({ p: 0.5, n: 10 }, { p: 0.5, n: 10.005 }, tolerances)).toHaveLength(1)
  })

  test('that the file states counts for what need not be exact, and for nothing that must', () => {
    expect(faultsOf(1, 1.0004, within({ absolute: 1e-9 }), { absolute: 1e-3 })).toEqual([])
    expect(faultsOf(1, 1.0004, exact, { absolute: 1e-3 })).toHaveLength(1)
  })

  test('in absolute terms asks of a large number no digit beyond the twelfth', () => {
    expect(faultsOf(1e12, 1e12 + 0.5, within({ absolute: 1e-9 }))).toEqual([])
    expect(faultsOf(1e12, 1e12 + 5, within({ absolute: 1e-9 }))).toHaveLength(1)
  })

  const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
  test('is the border: what lies within it is taken, what lies beyond it is not, for all numbers', () => {
    fc.assert(fc.property(number, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), fc.boolean(), (value, absolute, up) => {
      const away = (share: number): number => value + (up ? 1 : -1) * absolute * share
      expect(faultsOf(value, away(0.99), within({ absolute }))).toEqual([])
      // below, the twelfth digit decides
      if (Math.abs(value) * 1e-12 < absolute) expect(faultsOf(value, away(1.01), within({ absolute }))).toHaveLength(1)
    }))
  })

  test('does not let an infinite or undefined value pass, however wide it is', () => {
    fc.assert(fc.property(number, fc.constantFrom(Infinity, -Infinity, Number.NaN), (value, odd) => {
      expect(faultsOf(value, odd, within({ absolute: 1e300, relative: 1 }))).toHaveLength(1)
      expect(faultsOf(odd, value, within({ absolute: 1e300, relative: 1 }))).toHaveLength(1)
    }))
  })
})

describe('a summary', () => {
  test('names the value that came nearest to its tolerance, and counts all', () => {
    const comparison = new Comparison()
    comparison.tree('e', [1, 1, 1], [1.001, 1.009, 1.002], within({ absolute: 0.01 }))
    expect(comparison.worst).toMatchObject({ at: 'e[1]', allowed: 0.01 })
    expect(comparison.worst.share).toBeCloseTo(0.9, 6)
    // the length of the list is a comparison too
    expect([comparison.compared, comparison.faults]).toEqual([4, []])
  })

  test('has a worst value also where all are the same to the last digit', () => {
    const comparison = new Comparison()
    comparison.tree('e', { a: 1, b: 2 }, { a: 1, b: 2 }, exact)
    expect(comparison.worst).toEqual({ at: 'e.a', deviation: 0, allowed: 0, share: 0 })
  })

  test('for any tree: held against itself nothing is at fault; with one number changed something is', () => {
    const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('hot', 'cold'))
    const tree = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(leaf, fc.array(leaf, { maxLength: 4 }), fc.dictionary(fc.constantFrom('x', 'y'), leaf)))
    fc.assert(fc.property(tree, fc.integer(), (one, n) => {
      expect(faultsOf({ ...one, n }, { ...one, n })).toEqual([])
      expect(faultsOf({ ...one, n }, { ...one, n: n + 1 })).toHaveLength(1)
    }))
  })
})
