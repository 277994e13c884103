/** A refused value is told by its name, with what would be right, in both languages: the schema check is the program's own. */
import { Ajv2019 as Ajv } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { describe, expect, it, test } from 'vitest'
import { wordsOfValidation, type ValidationWords } from '../../api/validation-words.ts'

const ajv = new Ajv({ verbose: true, strict: false })
// a CommonJS module whose default is the function itself or a member of it, as the loader has it
;((addFormats as unknown as { default?: (a: Ajv) => void }).default ?? (addFormats as unknown as (a: Ajv) => void))(ajv)

function told(schema: object, value: unknown, part = 'body'): ValidationWords | null {
  const check = ajv.compile(schema)
  if (check(value)) return null
  return wordsOfValidation(Object.assign(new Error('validation'), { validation: check.errors, validationContext: part }))
}
const of = (member: object): object => ({ type: 'object', properties: { on: member }, additionalProperties: false })
const sentences = (words: ValidationWords | null): [string?, string?] => [words?.zh, words?.en]

describe('a value that does not fit', () => {
  test.each([
    ['a type', { type: 'integer' }, 'x', '字段 on 须为整数', 'field on must be a whole number'],
    ['a type of text', { type: 'string' }, ['a', 'b'], '字段 on 须为一段文字（且只出现一次）', 'field on must be one text, given once'],
    ['a flag', { type: 'boolean' }, 'yes', '字段 on 须为true 或 false', 'field on must be true or false'],
    ['a date', { type: 'string', format: 'date' }, '2026-02-30', '字段 on 须为日期，如 2026-01-31', 'field on must be a date such as 2026-01-31'],
    ['an instant', { type: 'string', format: 'date-time' }, 'now', '字段 on 须为时刻，如 2026-01-31T08:00:00+08:00', 'field on must be an instant such as 2026-01-31T08:00:00+08:00'],
    ['a list of words', { enum: ['first', 'repeat'] }, 'third', '字段 on 须为 first, repeat 之一', 'field on must be one of first, repeat'],
    ['one word', { enum: ['1'] }, '0', '字段 on 须为 1', 'field on must be 1'],
    ['a constant', { const: 'csv' }, 'pdf', '字段 on 须为 csv', 'field on must be csv'],
    ['a least number', { type: 'number', minimum: 1 }, 0, '字段 on 须为不小于 1', 'field on must be at least 1'],
    ['a greatest number', { type: 'number', maximum: 10_000 }, 10_001, '字段 on 须为不大于 10000', 'field on must be at most 10000'],
    ['a shortest text', { type: 'string', minLength: 2 }, '', '字段 on 须为至少 2 个字符', 'field on must be at least 2 characters'],
    ['a longest text', { type: 'string', maxLength: 2 }, '一二三', '字段 on 须为最多 2 个字符', 'field on must be at most 2 characters'],
    ['a shortest list', { type: 'array', minItems: 1 }, [], '字段 on 须为至少 1 项', 'field on must be at least 1 items'],
    ['a longest list', { type: 'array', maxItems: 1 }, [1, 2], '字段 on 须为最多 1 项', 'field on must be at most 1 items'],
    ['a form', { type: 'string', pattern: '^A' }, 'B', '字段 on 须为符合 ^A', 'field on must be of the form ^A'],
    ['a form with words of its own', { type: 'string', pattern: '^A', zh: '以 A 开头的编码', en: 'a code that begins with A' }, 'B', '字段 on 须为以 A 开头的编码', 'field on must be a code that begins with A'],
    ['something rarer', { type: 'number', multipleOf: 2 }, 3, '字段 on 须为合格的值', 'field on must be a valid value'],
  ])('%s', (_what, member, value, zh, en) => {
    const words = told(of(member), { on: value })
    expect(sentences(words)).toEqual([zh, en])
    expect([words?.code, words?.parameter]).toEqual(['bad_field', 'on'])
  })

  it('carries the description of its member as a hint', () => {
    expect(told(of({ type: 'integer', description: 'days from today' }), { on: 'x' })?.hint).toBe('days from today')
    expect(told(of({ type: 'integer' }), { on: 'x' })?.hint).toBeUndefined()
  })

  it('deep inside a body is named by its whole path', () => {
    const visits = { type: 'object', properties: { visits: { type: 'array', items: of({ type: 'integer' }) } } }
    expect(told(visits, { visits: [{ on: 1 }, { on: 'x' }] })?.parameter).toBe('visits.1.on')
  })

  it('of a parameter that may be repeated is named without its place in the list', () => {
    const channels = { type: 'object', properties: { channel: { type: 'array', items: { type: 'string', pattern: '^[a-z]+$' } } } }
    const words = told(channels, { channel: ['visit', 'V1'] }, 'querystring')
    expect([words?.code, words?.parameter]).toEqual(['bad_parameter', 'channel'])
    expect(words?.zh).toMatch(/^参数 channel 须为/)
  })

  it('that is the whole body has no name', () => {
    expect(told({ type: 'object' }, [])).toMatchObject({ parameter: '', zh: '字段 （整体） 须为对象', en: 'field (whole) must be an object' })
  })
})

describe('a name that does not fit', () => {
  it('is told with the names that would: an unknown parameter, an unknown field', () => {
    expect(told(of({}), { of: 1 }, 'querystring')).toEqual({
      code: 'unknown_parameter', parameter: 'of', zh: '没有名为 of 的参数', en: 'there is no parameter named of', hint: '可用 / known: on',
    })
    expect(told(of({}), { of: 1 })).toMatchObject({ code: 'unknown_field', zh: '没有名为 of 的字段', en: 'there is no field named of' })
    expect(told({ type: 'object', additionalProperties: false }, { of: 1 }, 'querystring')?.hint).toBe('此地址不接受参数 / this address takes none')
  })

  it('is told before a bad value beside it: a mistyped name explains the rest', () => {
    const check = new Ajv({ verbose: true, allErrors: true }).compile(of({ type: 'integer' }))
    expect(check({ on: 'x', onn: 1 })).toBe(false)
    expect(wordsOfValidation(Object.assign(new Error(), { validation: check.errors, validationContext: 'querystring' }))?.parameter).toBe('onn')
  })

  it('is missing where it is required', () => {
    const body = { type: 'object', properties: { plan: { type: 'object', required: ['due_on'] } }, required: ['reason'] }
    expect(told(body, {})).toMatchObject({ code: 'missing', parameter: 'reason', zh: '缺少字段 reason', en: 'field reason is missing' })
    expect(told(body, { reason: '', plan: {} })?.parameter).toBe('plan.due_on')
    // one that goes with another
    expect(told({ type: 'object', dependentRequired: { lon: ['lat'] } }, { lon: 104 }, 'querystring')).toMatchObject({ code: 'missing', parameter: 'lat', zh: '缺少参数 lat', en: 'parameter lat is missing' })
    expect(sentences(told({ type: 'object', required: ['idempotency-key'] }, {}, 'headers'))).toEqual(['缺少请求头 idempotency-key', 'header idempotency-key is missing'])
  })
})

it('any other error has no such words', () => {
  for (const error of [new Error('x'), Object.assign(new Error(), { validation: 'no list' }), Object.assign(new Error(), { validation: [] }), Object.assign(new Error(), { validation: [null] })]) {
    expect(wordsOfValidation(error)).toBeNull()
  }
})
