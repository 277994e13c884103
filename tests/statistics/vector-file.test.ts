/** What a vector file may look like, and what is said of one that cannot be read: no default stands for a broken value. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coordinates, firstOf, matrix, neighbourLists, number, numbers, readVectorFile, records, sameLength, statedTolerance } from '../../api/vectors/file.ts'

describe('a vector file', () => {
  test('keeps what is asked beside what is expected; one without `input` is its own input', () => {
    const whole = readVectorFile('gi_toy6', '{"meta": {"tolerance": 0.1}, "input": {"values": [1]}, "expected": {"z": [0]}, "published": 4}')
    expect(whole).toMatchObject({ name: 'gi_toy6', meta: { tolerance: 0.1 }, input: { values: [1] }, expected: { z: [0] }, published: 4 })
    const flat = readVectorFile('mk', '{"series": [1, 2], "expected": 3}')
    expect([flat.input, flat.meta]).toEqual([flat.body, {}])
  })

  test.each(['', '{', '[1, 2]', '7', 'null', '"words"'])('that is %j is refused', (text) => {
    expect(() => readVectorFile('x', text)).toThrow(SyntaxError)
  })
})

describe('the tolerance that a file states', () => {
  test.each<[unknown, unknown]>([
    [undefined, undefined], [null, undefined], [1e-9, { absolute: 1e-9 }], [0, { absolute: 0 }], [{ relative: 0.01 }, { relative: 0.01 }],
    [{ absolute: 1, relative: 0 }, { absolute: 1, relative: 0 }],
  ])('%j is %j', (tolerance, meant) => {
    expect(statedTolerance(tolerance === undefined ? {} : { tolerance })).toEqual(meant)
  })

  test.each([-1, '0.1', {}, [], { absolut: 1 }, { absolute: -1 }, { absolute: '1' }, { absolute: 1, extra: 1 }, true, Infinity])('%j is not understood, and says so', (tolerance) => {
    expect(() => statedTolerance({ tolerance })).toThrow(/meta\.tolerance: .* is neither a number nor/)
  })
})

describe('a list of numbers', () => {
  test('stands under the first of its names that is there; null is an unknown value', () => {
    expect([...numbers({ b: [1, null, true], a: null }, 'a', 'b')]).toEqual([1, Number.NaN, 1])
    expect([...numbers({ a: 4 }, 'a')]).toEqual([4])
    expect(firstOf({ a: null, b: 0, c: 1 }, 'a', 'b', 'c')).toBe(0)
  })

  test.each<[unknown, RegExp]>([
    [undefined, /n or count: a list of numbers is missing/], ['1,2', /a list of numbers is missing/], [[1, '2'], /"2" is no finite number/],
    [[1e999], /Infinity is no finite number/], [[[1]], /is no finite number/], [Infinity, /Infinity is no finite number/],
  ])('that is %j is named', (value, told) => {
    expect(() => numbers({ n: value }, 'n', 'count')).toThrow(told)
  })

  test('is taken as it is written, for all numbers', () => {
    fc.assert(fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (values) => {
      expect([...numbers({ values }, 'values')]).toEqual(values)
    }))
  })
})

describe('a single number', () => {
  test('may be missing, but may not be something else', () => {
    expect([number({}, 'k'), number({ k: null }, 'k'), number({ k: 0 }, 'k')]).toEqual([undefined, undefined, 0])
    for (const k of ['8', true, [8], {}, Number.NaN]) expect(() => number({ k }, 'k'), String(k)).toThrow(TypeError)
  })
})

describe('lists that belong together', () => {
  test('have one length, or are named with theirs', () => {
    expect(() => { sameLength({ cases: [1, 2], population: Float64Array.of(3, 4) }) }).not.toThrow()
    expect(() => { sameLength({ cases: [1, 2], population: [3] }) }).toThrow('cases has 2, population has 1')
  })

  test('neighbours are positions of places that there are, one list for each', () => {
    expect(neighbourLists([[1], [0]], 2)).toEqual([[1], [0]])
    for (const wrong of [[[2], [0]], [[-1], [0]], [[0.5], [0]], [1, 0], 'all', [['1'], [0]]]) expect(() => neighbourLists(wrong, 2), JSON.stringify(wrong)).toThrow(/lists of positions from 0 to 1/)
    expect(() => neighbourLists([[0]], 2)).toThrow('neighbours has 1')
  })

  test('a table has rows of one width, read row by row', () => {
    expect(matrix({ m: [[1, 2, 3], [4, 5, 6]] }, 'm')).toEqual({ rows: 2, columns: 3, values: Float64Array.of(1, 2, 3, 4, 5, 6) })
    expect(matrix({ m: [] }, 'm')).toMatchObject({ rows: 0, columns: 0 })
    expect(() => matrix({ m: [[1], [2, 3]] }, 'm')).toThrow('m: rows of different length')
    expect(() => matrix({ m: [[1], ['x']] }, 'm')).toThrow('no finite number')
    expect(() => matrix({ m: [1, 2] }, 'm')).toThrow('a list of rows is missing')
  })

  test('cases are objects', () => {
    expect(records({ cases: [{ a: 1 }] }, 'cases')).toEqual([{ a: 1 }])
    for (const cases of [undefined, {}, [1], [[]], [null]]) expect(() => records({ cases }, 'cases'), JSON.stringify(cases)).toThrow('a list of objects is missing')
  })
})

describe('where places lie', () => {
  test.each<[Record<string, unknown>, boolean]>([
    [{ x: [1, 2], y: [3, 4] }, false], [{ lon: [1, 2], lat: [3, 4] }, true], [{ x_or_lon: [1, 2], y_or_lat: [3, 4] }, false],
    [{ x_or_lon: [1, 2], y_or_lat: [3, 4], lonlat: true }, true], [{ lon: [1, 2], lat: [3, 4], lonlat: false }, false],
    [{ xy: [[1, 3], [2, 4]] }, false], [{ lonlat_pairs: [[1, 3], [2, 4]], lonlat: true }, true],
  ])('%j: on the globe %s', (input, lonLat) => {
    expect(coordinates(input)).toEqual({ x: Float64Array.of(1, 2), y: Float64Array.of(3, 4), lonLat })
  })

  test('is refused with one list shorter, missing or with words in it', () => {
    expect(() => coordinates({ x: [1, 2], y: [3] })).toThrow('x has 2, y has 1')
    expect(() => coordinates({ x: [1] })).toThrow('y or y_or_lat or lat: a list of numbers is missing')
    expect(() => coordinates({ xy: [[1, 'east']] })).toThrow('no finite number')
    expect(() => coordinates({ xy: [[1]] })).toThrow('no finite number')
  })
})
