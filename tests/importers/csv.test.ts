import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessDelimiter, openCsv, records } from '../../api/importers/read/csv.ts'
import { cells, file, refusal } from './files.ts'

const quoted = (cell: string) => /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

describe('a delimited text file', () => {
  it('is cut as another parser cuts it', () => {
    const cell = fc.stringMatching(/^[a-z大河村 ",\n]{0,8}$/)
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }), (rows) => {
      const text = rows.map((row) => row.map(quoted).join(',')).join('\n') + '\n'
      const ours = [...records([{ text, firstLine: 1, end: text.length }], ',')].flatMap((batch) => batch.rows)
      expect(ours).toEqual(parse(text, { relax_column_count: true }))
    }), { numRuns: 500 })
  })

  it('does not care where blocks of lines end, even inside a quoted cell', () => {
    const text = 'a,b\n1,"x\ny ""z"", w\nv"\n2,t\n'
    const lines = text.split(/(?<=\n)/)
    const whole = [...records([{ text, firstLine: 1, end: 0 }], ',')].flatMap((batch) => batch.rows)
    const cut = [...records(lines.map((line, i) => ({ text: line, firstLine: i + 1, end: 0 })), ',')]
    expect(cut.flatMap((batch) => batch.rows)).toEqual(whole)
    expect(whole[1]).toEqual(['1', 'x\ny "z", w\nv'])
    expect(cut.flatMap((batch) => batch.lines)).toEqual([1, 2, 5])
  })

  it('tells comma, tab, semicolon and bar apart, and is not fooled by commas inside quotes', () => {
    expect(guessDelimiter('a\tb\tc\n1,5\t2\t3\n')).toBe('\t')
    expect(guessDelimiter('a;b\n1,5;2,5\n')).toBe(';')
    expect(guessDelimiter('a|b|c\n1|2|3\n')).toBe('|')
    expect(guessDelimiter('"a,b,c,d";x\n"1,2,3,4";y\n')).toBe(';')
    expect(guessDelimiter('信访日期，问题属地\n2026-03-05，大河村\n')).toBe('，')
  })

  it('keeps line numbers of the file when cells run over lines and Windows ends its lines', async () => {
    const table = openCsv(file('编号,概况\r\n1,"第一行\r\n第二行"\r\n2,好\r\n'))
    expect(await cells(table)).toMatchObject({ lines: [1, 2, 4], rows: [['编号', '概况'], ['1', '第一行\r\n第二行'], ['2', '好']] })
  })

  it('whose lines end with a carriage return alone has as many lines, and a return inside a line of another file ends none', async () => {
    expect(await cells(openCsv(file('编号;概况\r1;"甲\r乙"\r2;好\r')))).toMatchObject({ lines: [1, 2, 4], rows: [['编号', '概况'], ['1', '甲\n乙'], ['2', '好']] })
    expect((await cells(openCsv(file('编号,概况\n1,甲\r乙\n')))).rows).toEqual([['编号', '概况'], ['1', '甲\r乙']])
    expect((await cells(openCsv(file('编号,概况\r')))).rows).toEqual([['编号', '概况']])
  })

  it('names the line where a quote was left open', async () => {
    const refused = await refusal(async () => cells(openCsv(file('a,b\n1,2\n3,"4\n5,6\n'))))
    expect([refused.code, refused.line]).toEqual(['quote-unclosed', 3])
  })

  it('gives up on a quote that swallows a megabyte instead of swallowing the file', async () => {
    const refused = await refusal(async () => cells(openCsv(file(`a,b\n1,"2\n${'x,y\n'.repeat(400_000)}`))))
    expect([refused.code, refused.line]).toEqual(['quote-unclosed', 2])
  })
})
