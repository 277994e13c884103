import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyLine, nameArray } from '../../api/db/copy-line.ts'

/** A line of COPY's text format as PostgreSQL reads it. */
function read(line: string): (string | null)[] {
  const unescaped: Record<string, string> = { t: '\t', n: '\n', r: '\r', '\\': '\\' }
  return line.slice(0, -1).split('\t').map((field) => field === '\\N' ? null : field.replace(/\\(.)/gs, (_, char: string) => unescaped[char] ?? char))
}

describe('a line of COPY', () => {
  it('is read back as what was written, whatever the texts hold', () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom('\t', '\n', '\r', '\\', 'N', '\\N', '县'), fc.string({ minLength: 1, maxLength: 1 })), maxLength: 12 })
    fc.assert(fc.property(fc.array(fc.option(text), { minLength: 1, maxLength: 8 }), (values) => {
      const line = copyLine(values)
      expect([line.indexOf('\n'), read(line)]).toEqual([line.length - 1, values])
    }))
  })

  it('has numbers and truth as PostgreSQL spells them, and nothing for nothing', () => {
    expect(copyLine([1, -0.5, 1e21, true, false, null, undefined, ''])).toBe('1\t-0.5\t1e+21\tt\tf\t\\N\t\\N\t\n')
  })

  it('holds names as an array', () => {
    expect([nameArray([]), nameArray(['no-point', 'masked'])]).toEqual(['{}', '{no-point,masked}'])
  })
})
