import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CellSet } from '../../api/tiles/cell-set.ts'

const record = fc.tuple(fc.integer({ min: 0, max: 2 ** 38 }), fc.nat(5_000), fc.nat(5_000), fc.nat(5_000))
const textOf = (records: number[][]): string => records.map((one) => one.join(',')).join(';')

describe('the cells of a filter', () => {
  it('add up to the same in any range, one by one or by wider cells', () => {
    const records = fc.uniqueArray(record, { selector: ([cell]) => cell, maxLength: 60 })
    fc.assert(fc.property(records, fc.nat(2 ** 20), fc.integer({ min: 0, max: 6 }), (found, tile, finer) => {
      const sorted = [...found].sort(([a], [b]) => a - b)
      const side = 4 ** (6 + finer)
      const [first, last] = [tile * side, tile * side + side - 1]
      const expected = new Float64Array(3 * 4 ** 6)
      for (const [cell, ...values] of sorted) {
        if (cell < first || cell > last) continue
        values.forEach((value, i) => {
          const place = 3 * Math.floor((cell - first) / 4 ** finer) + i
          expected[place] = (expected[place] ?? 0) + value
        })
      }
      expect(new CellSet(textOf(sorted)).addTo(new Float64Array(3 * 4 ** 6), first, last, finer)).toEqual(expected)
    }))
  })

  it('may be none', () => {
    expect(new CellSet('').bytes).toBe(0)
    expect(new CellSet('').addTo(new Float64Array(3), 0, 10, 2)).toEqual(new Float64Array(3))
  })
})
