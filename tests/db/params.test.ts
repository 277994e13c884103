import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { columnParsers, parseArray } from '../../api/db/column-types.ts'
import { checkCopyLine, jsonDepth, maxJsonDepth, paramText, paramTexts } from '../../api/db/params.ts'

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
const deepValue = (levels: number): unknown => levels === 1 ? {} : { inside: deepValue(levels - 1) }
const refusal = (work: () => unknown): string | null => {
  try {
    work()
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}
/** Text as a column can hold it: anything but NUL. */
const anyText = fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !text.includes('\0'))

describe('a parameter of a statement', () => {
  test.each([
    ['nothing', undefined, null], ['null', null, null], ['a number', 12.5, '12.5'], ['yes', true, 'true'], ['an empty text', '', ''],
    ['a list of codes', ['990128-K01', '990128-K02'], '{"990128-K01","990128-K02"}'], ['an empty list', [], '{}'],
    ['a list with a gap', ['东乡', null, undefined], '{"东乡",NULL,NULL}'], ['a list of lists', [[1, 2], [3]], '{{"1","2"},{"3"}}'],
    ['an object', { from: '2026-01-01' }, '{"from":"2026-01-01"}'], ['a list of objects', [{ n: 1 }, 2], '[{"n":1},2]'],
    ['an instant', new Date('2026-11-22T08:00:00+08:00'), '2026-11-22T00:00:00.000Z'], ['bytes', new Uint8Array([0, 171, 255]), '\\x00abff'],
    ['a list of instants', [new Date(0)], '{"1970-01-01T00:00:00.000Z"}'],
  ])('that is %s is written so', (_what, value, text) => {
    expect(paramText(value)).toBe(text)
  })

  it('of a statement without any is none', () => {
    expect(paramTexts()).toEqual([])
    expect(paramTexts([1, undefined])).toEqual(['1', null])
  })

  it('may be a list of any texts: braces, quotes, commas and the word NULL come back as they were', () => {
    fc.assert(fc.property(fc.array(fc.oneof(anyText, fc.constantFrom('NULL', '{', '"', '\\', ',', '', '{1,2}'))), (texts) => {
      expect(parseArray(paramText(texts) ?? '', String)).toEqual(texts)
    }))
  })

  it('may be a table of any numbers', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.integer(), { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
      expect(parseArray(paramText(rows) ?? '', Number)).toEqual(rows)
    }))
  })

  it('never carries a NUL, wherever it hides', () => {
    for (const value of ['a\0', ['a', '\0'], new Uint8Array([0])]) {
      expect(refusal(() => paramText(value))).toBe(value instanceof Uint8Array ? null : '22021')
    }
    // in JSON it is written as an escape: PostgreSQL itself refuses that
    expect(paramText({ text: '\0' })).toBe('{"text":"\\u0000"}')
  })
})

describe('JSON that is nested too deep', () => {
  it('is refused as an object, as a list, as text and in a list of texts; one level less goes through', () => {
    const forms: ((levels: number) => unknown)[] = [deepValue, (n) => JSON.parse(nested(n)) as unknown, nested, (n) => [nested(n)], (n) => `  ${nested(n)}`]
    for (const form of forms) {
      expect(refusal(() => paramText(form(maxJsonDepth)))).toBeNull()
      expect(refusal(() => paramText(form(maxJsonDepth + 1)))).toBe('54001')
    }
  })

  it('is only what begins like JSON: a text about brackets is a text', () => {
    expect(paramText(`见附件 ${nested(40)}`)).toBe(`见附件 ${nested(40)}`)
  })

  it('is refused in a field of a COPY line, quoted or escaped, and the line beside it is not', () => {
    const line = (...fields: string[]): string | null => refusal(() => checkCopyLine(fields.join('\t')))
    expect(line('1', nested(maxJsonDepth), '东乡')).toBeNull()
    expect(line('1', nested(maxJsonDepth + 1))).toBe('54001')
    expect(line('1', `{"a\\\\"b": ${nested(maxJsonDepth)}}`)).toBe('54001')
    expect(line(...Array.from({ length: 50 }, () => '[1]'))).toBeNull()
    expect(line('1', `{"text": "${'['.repeat(50)}"}`)).toBeNull()
  })

  it('is counted like a parser counts it, for any JSON', () => {
    const depthOf = (value: unknown): number => typeof value !== 'object' || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf))
    fc.assert(fc.property(fc.json({ maxDepth: 8 }), (text) => {
      expect(jsonDepth(text)).toBe(depthOf(JSON.parse(text)))
    }))
  })
})

describe('a column of a result', () => {
  const read = (oid: number, text: string): unknown => columnParsers[oid]?.(text)

  test.each([
    ['bool', 16, 't', true], ['bool', 16, 'f', false], ['bytea', 17, '\\x00abff', new Uint8Array([0, 171, 255])], ['int8', 20, '9007199254740991', 9_007_199_254_740_991],
    ['int4', 23, '-7', -7], ['float8', 701, '1e-3', 0.001], ['numeric', 1700, '12.50', 12.5], ['jsonb', 3802, '{"n": null}', { n: null }],
    ['date', 1082, '2026-11-22', '2026-11-22'], ['timestamptz', 1184, '2026-11-22 08:00:00+08', '2026-11-22 08:00:00+08'], ['interval', 1186, '60 days', '60 days'],
    ['bool[]', 1000, '{t,NULL,f}', [true, null, false]], ['jsonb[]', 3807, '{"{\\"a\\": \\"x\\\\\\\\y\\"}"}', [{ a: 'x\\y' }]],
  ])('%s (%i) reads %j', (_type, oid, text, value) => {
    expect(read(oid, text)).toEqual(value)
  })

  it('of large whole numbers keeps every digit: beyond what a number holds they stay text', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (id) => {
      expect(String(read(20, String(id)))).toBe(String(id))
    }))
    expect(read(20, '9007199254740993')).toBe('9007199254740993')
  })

  it('that is a list may begin at any index and be empty', () => {
    expect(parseArray('[0:2]={1,2,3}', Number)).toEqual([1, 2, 3])
    expect(parseArray('{}', Number)).toEqual([])
    expect(parseArray('{{1,2},{3,NULL}}', Number)).toEqual([[1, 2], [3, null]])
  })

  it('has the same parser alone and in a list', () => {
    for (const [oid, list] of [[16, 1000], [20, 1016], [701, 1022], [25, 1009]] as const) {
      expect(read(list, '{1}')).toEqual([read(oid, '1')])
    }
  })
})
