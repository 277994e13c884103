/** Whatever breaks becomes one of a few answers: what the asker can mend is told, what others own is not. */
import { describe, expect, it, test } from 'vitest'
import { bodyOf, readableUrl } from '../../api/answer-errors.ts'
import { DbError, DbUnavailable } from '../../api/db/db.ts'
import { notAllowed, notFound, notSignedIn, Problem, titleOf, toProblem } from '../../api/errors.ts'

const short = ({ status, code }: Problem): [number, string] => [status, code]
const secret = 'duplicate key value violates "account_username_key": (li.ming)'

describe('an error of the database', () => {
  test.each<[string, number, string]>([
    ['RG400', 400, 'bad_parameter'], ['RG403', 403, 'not_allowed'], ['RG404', 404, 'not_found'], ['RG409', 409, 'illegal_move'], ['RG422', 422, 'bad_content'],
    ['23505', 409, 'already_exists'], ['23503', 422, 'unknown_reference'], ['23502', 422, 'bad_content'], ['23514', 422, 'bad_content'], ['42501', 403, 'not_allowed'],
    ['40001', 503, 'unavailable'], ['40P01', 503, 'unavailable'], ['55P03', 503, 'unavailable'], ['57014', 503, 'unavailable'], ['22007', 422, 'bad_content'],
    ['22P02', 422, 'bad_content'], ['42601', 500, 'internal'], ['XX000', 500, 'internal'], ['RG999', 500, 'internal'],
  ])('%s is answered %i %s', (sqlstate, status, code) => {
    expect(short(toProblem(new DbError('说明', sqlstate)))).toEqual([status, code])
  })

  it('of our own rules says in both languages what they say, and names the parameter of a question alone', () => {
    const asked = toProblem(new DbError('参数 unit 的值不在参考表中', 'RG400', { hint: 'parameter unit: unknown value', detail: 'unit' }))
    expect([asked.zh, asked.en, asked.extra.parameter]).toEqual(['参数 unit 的值不在参考表中', 'parameter unit: unknown value', 'unit'])
    const moved = toProblem(new DbError('不能办结', 'RG409', { hint: 'legal: accept, route', detail: 'state' }))
    expect([moved.extra.hint, moved.extra.parameter]).toEqual(['legal: accept, route', undefined])
    expect(toProblem(new DbError('没有英文', 'RG422')).en).toBe('没有英文')
  })

  test.each(['23505', '23503', '23514', '42501', '22P02', '42601', 'XX000'])('%s tells nothing of another row or of the tables', (code) => {
    const { zh, en, extra } = toProblem(new DbError(secret, code, { detail: secret, constraint: 'account_username_key', hint: secret }))
    expect(JSON.stringify([zh, en, extra])).not.toMatch(/account|li\.ming|key/)
  })

  it('that passes asks for patience, in whole seconds and at least one', () => {
    expect(toProblem(new DbUnavailable('restarting', 0.2)).extra.headers).toEqual({ 'retry-after': '1' })
    expect(toProblem(new DbUnavailable('restarting', 4.1)).extra.headers).toEqual({ 'retry-after': '5' })
  })
})

describe('any other error', () => {
  const http = (statusCode: number, code: string): Error => Object.assign(new Error(secret), { statusCode, code })
  test.each<[string, unknown, number, string]>([
    ['a refusal', new Problem(409, 'gone', '没了', 'gone'), 409, 'gone'], ['a media type', http(415, 'FST_ERR_CTP_INVALID_MEDIA_TYPE'), 415, 'unsupported_type'],
    ['a large body', http(413, 'FST_ERR_CTP_BODY_TOO_LARGE'), 413, 'too_large'], ['broken JSON', http(400, 'FST_ERR_CTP_INVALID_JSON_BODY'), 400, 'bad_json'],
    ['a second file', http(413, 'FST_FILES_LIMIT'), 413, 'too_many_files'], ['a code that is not known', http(418, 'FST_NEW'), 418, 'bad_request'],
    ['a fault of the server', http(500, 'FST_X'), 500, 'internal'], ['no status', new Error(secret), 500, 'internal'], ['a text', secret, 500, 'internal'], ['nothing', undefined, 500, 'internal'],
    ['a status that is none', http(200, 'X'), 500, 'internal'],
  ])('%s', (_what, error, status, code) => {
    const problem = toProblem(error)
    expect(short(problem)).toEqual([status, code])
    expect(`${problem.zh}${problem.en}`).not.toContain('li.ming')
  })

  it('is worded in Chinese and English, whatever it is', () => {
    for (const problem of [notFound(), notSignedIn(), notAllowed(), toProblem(new Error('x')), toProblem(http(418, 'FST_NEW')), toProblem(new DbError('x', '23505'))]) {
      expect(problem.zh).toMatch(/\p{Script=Han}/u)
      expect(problem.en).toMatch(/^[ -~]+$/)
    }
  })
})

describe('the body of a refusal', () => {
  it('has what RFC 9457 asks for, both languages and the number of the request; what there is not is left out', () => {
    expect(bodyOf(new Problem(422, 'bad_content', '不合格', 'bad', { hint: 'try this', parameter: 'on' }), 'r-1')).toEqual({
      type: 'about:blank#bad_content', title: '内容不合格 / Bad content', status: 422, code: 'bad_content', detail: '不合格', detail_en: 'bad', hint: 'try this', parameter: 'on', request_id: 'r-1',
    })
    expect(Object.keys(bodyOf(notFound(), 'r-2'))).toEqual(['type', 'title', 'status', 'code', 'detail', 'detail_en', 'request_id'])
  })

  test.each([[404, '不存在 / Not found'], [418, '请求有误 / Bad request'], [503, '暂时不可用 / Unavailable'], [599, '内部错误 / Internal error']])('of status %i is titled %s', (status, title) => {
    expect(titleOf(status)).toBe(title)
  })
})

test.each([['/api/summary?q=%E5%BE', '/api/summary?q=%E5%BE'], ['/api/%E5%BE', '/-/unreadable'], ['/api/%', '/-/unreadable'], ['/api/%E5%BE%81', '/api/%E5%BE%81'], [undefined, '/']])(
  'the address %s goes to the router as %s', (url, routed) => {
    expect(readableUrl(url === undefined ? {} : { url })).toBe(routed)
  })
