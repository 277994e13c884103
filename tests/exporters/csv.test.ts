import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csvCell, csvText } from '../../api/exporters/csv.ts'

describe('csv for spreadsheets', () => {
  it.each(['=1+1', '+cmd', '-x', '@SUM(A1)', '\t=1', '\r=1', '＝1', ' =1', '\u0000=1'])('writes %j as text, not as a formula', (text) => {
    expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/)
  })

  it('leaves numbers, dates and plain words as they are', () => {
    expect([-3.5, '2026-03-05', '征地补偿', '-12', true, null, undefined].map(csvCell)).toEqual(['-3.5', '2026-03-05', '征地补偿', '-12', 'true', '', ''])
  })

  it('begins with a byte-order mark, so that Excel reads Chinese', () => {
    expect(csvText([['信访件编号']]).charCodeAt(0)).toBe(0xFEFF)
  })

  it('any table comes back from another reader, but for the apostrophes', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !text.includes('\u0000'))
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const back: string[][] = parse(csvText(rows), { bom: true, recordDelimiter: '\r\n', relaxColumnCount: true })
      expect(back.map((row) => row.map((text) => text.replace(/^'/, '')))).toEqual(rows.map((row) => row.map((text) => text.replace(/^'/, ''))))
    }))
  })
})
