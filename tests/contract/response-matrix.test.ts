/** The two halves of the response matrix, and reading halves at once. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinGaps } from '../../api/contract/feeds/response-matrix.ts'
import { sideBySide } from '../../api/side-by-side.ts'

const levels = ['county', 'township', 'village', 'group'] as const
const row = (response: string): object => ({ response, cells: levels.map((level) => ({ level })) })
const cells = (...responses: string[]): object => ({ version: 1, as_of: '2026-07-01', rows: responses.map(row), gaps: [] })
const gaps = (...found: [response: string, level: string, gaps: number][]): object =>
  ({ version: 1, as_of: '2026-07-01', rows: [], gaps: found.map(([response, level, n]) => ({ response, level, gaps: n })) })

describe('the response matrix', () => {
  it('gives each cell its gaps and each row their sum, what has most first, of as many the more urgent first', () => {
    const { as_of, total, rows } = joinGaps([cells('urgent', 'calm', 'worst'), gaps(['worst', 'village', 2], ['worst', 'group', 1])], {})
    expect([as_of, total, rows.map(({ response }) => response)]).toEqual(['2026-07-01', 3, ['worst', 'urgent', 'calm']])
    expect(rows[0]?.gaps).toBe(3)
    expect(rows[0]?.cells.map((cell) => cell.gaps)).toEqual([0, 0, 2, 1])
  })

  it('of one kind of gap leaves out the rows that have none of it', () => {
    const found = [cells('with', 'without'), gaps(['with', 'county', 1])]
    expect(joinGaps(found, { gap: 'idle' }).rows.map(({ response }) => response)).toEqual(['with'])
    expect(joinGaps(found, {}).total).toBe(2)
  })

  it('counts every gap of its rows once, whether its halves were read at once or together', () => {
    const some = fc.uniqueArray(fc.record({ response: fc.constantFrom('a', 'b', 'c'), level: fc.constantFrom(...levels), n: fc.integer({ min: 1, max: 9 }) }),
      { selector: ({ response, level }) => response + level })
    fc.assert(fc.property(some, (list) => {
      const missing = gaps(...list.map(({ response, level, n }): [string, string, number] => [response, level, n]))
      const apart = joinGaps([cells('a', 'b', 'c'), missing], {})
      expect(apart.rows.reduce((sum, one) => sum + one.gaps, 0)).toBe(list.reduce((sum, { n }) => sum + n, 0))
      expect(joinGaps([{ ...cells('a', 'b', 'c'), gaps: (missing as { gaps: object[] }).gaps }], {})).toEqual(apart)
    }))
  })
})

describe('halves of an answer', () => {
  it('are read at once, and taken where both saw the same data', async () => {
    const asked: (readonly string[])[] = []
    const found = await sideBySide(['one', 'two'], (parts) => {
      asked.push(parts)
      return Promise.resolve({ version: 7, parts })
    })
    expect(asked).toEqual([['one'], ['two']])
    expect(found.map(({ parts }) => parts)).toEqual([['one'], ['two']])
  })

  it('are read together by one statement where somebody wrote in between', async () => {
    let version = 0
    const found = await sideBySide(['one', 'two'], (parts) => Promise.resolve({ version: version++, parts }))
    expect(found).toEqual([{ version: 2, parts: ['one', 'two'] }])
  })
})
