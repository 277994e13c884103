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

  it.each(['-1+1', '+1', '-1|cmd', '-12\t', '1-', '-1.', '-.5'])('writes %j as text unless it is a number and nothing else', (text) => {
    expect(csvCell(text)).toBe(text === '1-' ? text : `'${text}`)
  })

  it.each([
    ['甲,乙', '"甲,乙"'], ['他说"不"', '"他说""不"""'], ['一\r\n二', '"一\r\n二"'], ['一\n二', '"一\n二"'], ['一\r二', '"一\r二"'],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`], ['征地补偿；安置', '征地补偿；安置'], ["'已是文字", "'已是文字"],
  ])('writes %j as %s', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })

  it('ends each line as spreadsheets do, the last one too', () => {
    expect(csvText([['编号', '件数'], ['A,1', 3], []])).toBe('\uFEFF编号,件数\r\n"A,1",3\r\n\r\n')
  })

  it('any table comes back from another reader, but for the apostrophes', () => {
    // what the quoting is about is rare among all characters
    const character = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom(',', '"', '\r', '\n', ';', '\t', "'", '=', '-', '1', '征'))
    const cell = fc.array(character, { maxLength: 12 }).map((all) => all.join('')).filter((text) => !text.includes('\u0000'))
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const back: string[][] = parse(csvText(rows), { bom: true, recordDelimiter: '\r\n', relaxColumnCount: true })
      expect(back.map((row) => row.map((text) => text.replace(/^'/, '')))).toEqual(rows.map((row) => row.map((text) => text.replace(/^'/, ''))))
    }))
  })
})
