import * as Type from 'typebox'
import { describe, expect, it, test } from 'vitest'
import { DbError, DbUnavailable } from '../../api/db/db.ts'
import { titleOf, toProblem, type Problem } from '../../api/errors.ts'
import { validatorCompiler } from '../../api/validators.ts'

const secret = 'petition_secret_key of matter 4711'
const told = ({ status, code, zh, en, extra }: Problem): string => JSON.stringify([status, code, zh, en, extra])

describe('an error of the database', () => {
  test.each([
    ['23505', 409, 'already_exists'], ['23503', 422, 'unknown_reference'], ['23502', 422, 'bad_content'], ['23514', 422, 'bad_content'],
    ['42501', 403, 'not_allowed'], ['40001', 503, 'unavailable'], ['40P01', 503, 'unavailable'], ['55P03', 503, 'unavailable'],
    ['57014', 503, 'unavailable'], ['22P02', 422, 'bad_content'], ['22003', 422, 'bad_content'], ['42P01', 500, 'internal'], ['XX000', 500, 'internal'],
  ])('%s is told as %i %s, and never in its own words', (sqlstate, status, code) => {
    const problem = toProblem(new DbError(secret, sqlstate, { hint: secret, detail: secret, constraint: secret }))
    expect([problem.status, problem.code]).toEqual([status, code])
    expect(told(problem)).not.toContain('secret')
  })

  test.each([
    ['RG400', 400, 'bad_parameter'], ['RG403', 403, 'not_allowed'], ['RG404', 404, 'not_found'], ['RG409', 409, 'illegal_move'], ['RG422', 422, 'bad_content'],
  ])(
    'that our own rules raised as %s is told in their words', (sqlstate, status, code) => {
      const problem = toProblem(new DbError('没有这个单位', sqlstate, { hint: 'no such unit' }))
      expect([problem.status, problem.code, problem.zh, problem.en]).toEqual([status, code, '没有这个单位', 'no such unit'])
    })

  it('names the parameter where a rule says which', () => {
    expect(toProblem(new DbError('日期不对', 'RG400', { hint: 'bad date', detail: 'from' })).extra.parameter).toBe('from')
    expect(toProblem(new DbError('非法', 'RG409', { hint: 'illegal', detail: 'from' })).extra.parameter).toBeUndefined()
  })

  it('says when to come back while the engine is replaced, in whole seconds and never at once', () => {
    for (const [seconds, header] of [[0.2, '1'], [2, '2'], [2.1, '3']] as const) {
      expect(toProblem(new DbUnavailable('reopening', seconds)).extra.headers).toEqual({ 'retry-after': header })
    }
  })
})

describe('any other error', () => {
  test.each([
    [new Error(secret)], [secret], [null], [undefined], [{ statusCode: 400, message: secret }], [Object.assign(new Error(secret), { statusCode: 502 })],
  ])(
    'is a 500 that says nothing of itself (%#)', (error) => {
      const problem = toProblem(error)
      expect(problem.status).toBe(500)
      expect(told(problem)).not.toContain('secret')
    })

  it('of the server keeps its status, in both languages', () => {
    const problem = toProblem(Object.assign(new Error(secret), { statusCode: 413, code: 'FST_REQ_FILE_TOO_LARGE' }))
    expect([problem.status, problem.code, problem.zh, problem.en]).toEqual([413, 'too_large', '文件过大', 'the file is too large'])
    const unknown = toProblem(Object.assign(new Error(secret), { statusCode: 431 }))
    expect([unknown.status, unknown.zh, unknown.en]).toEqual([431, '请求头过大', 'Headers too large'])
  })

  it('has a title whatever its status', () => {
    for (let status = 400; status < 600; status += 1) expect(titleOf(status)).toMatch(/^[\u4e00-\u9fff]+ \/ [A-Z]/)
  })
})

describe('a value that its schema refuses', () => {
  const Schema = Type.Object({
    on: Type.Optional(Type.String({ format: 'date', description: '收到日期 / day of receipt' })), kind: Type.Optional(Type.Enum(['first', 'repeat'])),
    n: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })), list: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 2 })),
    code: Type.Optional(Type.String({ pattern: '^[0-9]+$', minLength: 2, maxLength: 4 })),
    inner: Type.Optional(Type.Object({ must: Type.String() }, { additionalProperties: false })),
  }, { additionalProperties: false })

  /** as Fastify does it */
  function refused(httpPart: 'body' | 'querystring', value: unknown): Problem {
    const check = validatorCompiler()({ schema: Schema, method: 'POST', url: '/', httpPart }) as { (value: unknown): boolean, errors?: unknown }
    if (check(value)) throw new Error('it was taken')
    return toProblem(Object.assign(new Error('x'), { validation: check.errors, validationContext: httpPart, statusCode: 400 }))
  }

  test.each([
    [{ on: '2026-02-30' }, 'on', '日期', 'a date such as'], [{ kind: 'third' }, 'kind', 'first, repeat 之一', 'one of first, repeat'],
    [{ n: 0 }, 'n', '不小于 1', 'at least 1'], [{ n: 10 }, 'n', '不大于 9', 'at most 9'], [{ n: 'x' }, 'n', '整数', 'a whole number'],
    [{ list: [] }, 'list', '至少 1 项', 'at least 1 items'], [{ list: ['a', 'b', 'c'] }, 'list', '最多 2 项', 'at most 2 items'],
    [{ code: '1' }, 'code', '至少 2 个字符', 'at least 2 characters'], [{ code: '12345' }, 'code', '最多 4 个字符', 'at most 4 characters'],
    [{ code: 'ab' }, 'code', '符合', 'of the form'], [{ inner: 7 }, 'inner', '对象', 'an object'],
  ])('%j is told by the name of the field and by what would be right', (body, parameter, zh, en) => {
    const problem = refused('body', body)
    expect([problem.status, problem.code, problem.extra.parameter]).toEqual([400, 'bad_field', parameter])
    expect(problem.zh).toContain(zh)
    expect(problem.en).toContain(en)
  })

  it('is told with what the field is for, where the schema says so', () => {
    expect(refused('body', { on: 'x' }).extra.hint).toContain('收到日期')
  })

  it('that is missing, or that nobody knows, is told by its whole path and with the names that there are', () => {
    const missing = refused('body', { inner: {} })
    expect([missing.code, missing.extra.parameter]).toEqual(['missing', 'inner.must'])
    const unknown = refused('body', { inner: { must: 'x', other: 1 } })
    expect([unknown.code, unknown.extra.parameter, unknown.extra.hint]).toEqual(['unknown_field', 'inner.other', '可用 / known: must'])
    expect(refused('querystring', { kindd: 'first' })).toMatchObject({ code: 'unknown_parameter', extra: { parameter: 'kindd' } })
  })

  it('in an address is text and is read as what it is meant to be; in a body it must be that already', () => {
    expect(() => refused('querystring', { n: '5' })).toThrow('it was taken')
    expect(refused('body', { n: '5' }).extra.parameter).toBe('n')
    expect(refused('querystring', { n: ['5', '6'] })).toMatchObject({ code: 'bad_parameter', extra: { parameter: 'n' } })
  })
})
