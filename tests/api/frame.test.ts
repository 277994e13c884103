import * as Type from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../api/app.ts'
import { DbError, DbUnavailable } from '../../api/db/db.ts'
import type { Routes } from '../../api/frame.ts'
import { openTestApp, testConfig, type TestApp } from '../setup/app.ts'

const open = { authz: { roles: 'public', scope: 'none' } } as const

/** Addresses that fail in every way a handler can. */
const failing: Routes = async (app) => {
  const refusals: Record<string, () => Error> = {
    secret: () => new Error('password=hunter2 at /srv/app.ts'),
    down: () => new DbUnavailable('recycling', 3),
    duplicate: () => new DbError('duplicate key value violates unique constraint "x" (id)=(42)', '23505', { detail: '(id)=(42)' }),
    move: () => new DbError('不能这样流转', 'RG409', { hint: 'legal moves: accepted' }),
    denied: () => new DbError('permission denied for table petitioner', '42501'),
    slow: () => new DbError('canceling statement', '57014'),
    number: () => new DbError('value "abc" is out of range', '22003'),
  }
  app.get('/test/fails/:how', { config: open, schema: { params: Type.Object({ how: Type.String() }) } }, (request) => {
    throw refusals[request.params.how]?.() ?? new Error('unknown')
  })
  app.post('/test/echo', { config: open, schema: { body: Type.Object({ n: Type.Integer() }, { additionalProperties: true }) } },
    (request) => request.body)
  app.get('/test/query', {
    config: open,
    schema: {
      querystring: Type.Object({
        from: Type.Optional(Type.String({ format: 'date' })), limit: Type.Optional(Type.Integer({ maximum: 10 })),
        area: Type.Optional(Type.Array(Type.String())),
      }, { additionalProperties: false }),
    },
  }, (request) => request.query)
}

describe('the frame', () => {
  let it: TestApp
  beforeAll(async () => { it = await openTestApp({ extraRoutes: [failing] }) }, 240_000)
  afterAll(() => it.close())

  const ask = async (url: string) => {
    const answer = await it.app.inject(url)
    return { status: answer.statusCode, problem: answer.json<Record<string, unknown>>(), text: answer.body, headers: answer.headers }
  }
  const post = (payload: string | object, headers: Record<string, string> = {}) =>
    it.app.inject({ method: 'POST', url: '/test/echo', payload, headers: { 'content-type': 'application/json', ...headers } })

  test.each([
    ['duplicate', 409, 'already_exists'], ['move', 409, 'illegal_move'], ['denied', 403, 'not_allowed'],
    ['slow', 503, 'unavailable'], ['number', 422, 'bad_content'], ['down', 503, 'unavailable'], ['secret', 500, 'internal'],
  ])('answers a failure of kind %s with %i %s', async (how, status, code) => {
    const answer = await ask(`/test/fails/${how}`)
    expect([answer.status, answer.problem.code]).toEqual([status, code])
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.text).not.toMatch(/hunter2|srv|constraint|42\)|permission denied|canceling|abc/)
    expect(answer.problem.request_id).toMatch(/^[0-9a-f-]{36}$/)
    if (status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  })

  test.each([
    ['/test/query?form=2026-01-01', 'form', 'unknown_parameter', /from, limit, area/],
    ['/test/query?from=yesterday', 'from', 'bad_parameter', undefined],
    ['/test/query?limit=11', 'limit', 'bad_parameter', undefined],
    ['/test/query?limit=1&limit=2', 'limit', 'bad_parameter', undefined],
    ['/healthz?x=1', 'x', 'unknown_parameter', undefined],
  ])('names the parameter that is wrong in %s', async (url, parameter, code, hint) => {
    const { status, problem } = await ask(url)
    expect([status, problem.parameter, problem.code]).toEqual([400, parameter, code])
    expect(problem.detail).toContain(parameter)
    expect(problem.detail_en).toContain(parameter)
    if (hint) expect(problem.hint).toMatch(hint)
  })

  test('takes a repeatable parameter once or more', async () => {
    expect((await ask('/test/query?area=a')).problem).toEqual({ area: ['a'] })
    expect((await ask('/test/query?area=a&area=b&limit=3')).problem).toEqual({ area: ['a', 'b'], limit: 3 })
  })

  test('keeps the types of a body as they were sent', async () => {
    expect((await post({ n: 1, more: true })).json()).toEqual({ n: 1, more: true })
    expect((await post({ n: '1' })).statusCode).toBe(400)
  })

  test.each([
    ['deeper than 32 levels', `{"n":1,"x":${'['.repeat(40)}${']'.repeat(40)}}`, 400, 'too_deep'],
    ['with __proto__', '{"n":1,"__proto__":{"admin":true}}', 400, 'bad_json'],
    ['that is not JSON', '{n:1', 400, 'bad_json'],
    ['larger than 256 kB', `{"n":1,"x":"${'a'.repeat(300_000)}"}`, 413, 'too_large'],
  ])('refuses a body %s', async (_what, body, status, code) => {
    const answer = await post(body)
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code])
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])(
    'refuses the content type %s, which a form of another site could send', async (type) => {
      expect((await post('{"n":1}', { 'content-type': type })).statusCode).toBe(415)
    })

  test.each([
    [{ origin: 'https://evil.example' }, 403], [{ origin: 'null' }, 403], [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403], [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:80' }, 200],
    [{}, 200],
  ])('of a write with %j says %i', async (headers, status) => {
    expect((await post({ n: 1 }, headers as Record<string, string>)).statusCode).toBe(status)
  })

  test('says which methods an address takes, and nothing about addresses that do not exist', async () => {
    const put = await it.app.inject({ method: 'PUT', url: '/api/session', payload: {} })
    expect([put.statusCode, put.headers.allow]).toEqual([405, 'DELETE, GET, HEAD, POST'])
    const get = await it.app.inject('/api/actions/set-role')
    expect([get.statusCode, get.headers.allow]).toEqual([405, 'POST'])
    expect((await ask('/api/no-such-thing')).status).toBe(404)
    expect((await ask('/tiles/no-such-feed/0/0/0.mvt')).status).toBe(404)
  })

  test('believes no address that a client writes in a header', async () => {
    const answer = await it.app.inject({ url: '/test/fails/secret', headers: { 'x-forwarded-for': '1.2.3.4', 'x-request-id': 'mine\nfake' } })
    expect(answer.json<{ request_id: string }>().request_id).not.toContain('mine')
  })

  test('does not start with an address that has no rule', async () => {
    const forgotten: Routes = async (app) => { app.get('/test/forgotten', () => 'open to everybody') }
    await expect(buildApp({ db: it.db, config: testConfig, extraRoutes: [forgotten] })).rejects.toThrow(/GET \/test\/forgotten.*没有访问规则/)
    const unchecked: Routes = async (app) => { app.post('/test/unchecked', { config: open }, () => 'anything') }
    await expect(buildApp({ db: it.db, config: testConfig, extraRoutes: [unchecked] })).rejects.toThrow(/has no body schema/)
  })

  test('stays alive without the database and is ready only with it', async () => {
    const lost = { ...it.db, query: async () => { throw new DbUnavailable('gone') } } as typeof it.db
    const app = await buildApp({ db: lost, config: testConfig })
    expect((await app.inject('/healthz')).statusCode).toBe(200)
    expect((await app.inject('/readyz')).statusCode).toBe(503)
    expect((await it.app.inject('/readyz')).statusCode).toBe(200)
    await app.close()
  })

  test('measures its answers by address pattern, without queries or ids', async () => {
    await it.app.inject('/test/query?area=secret-area')
    const { body } = await it.app.inject('/metrics')
    expect(body).toContain('http_request_seconds_count{method="GET",address="/test/query",status="200"}')
    expect(body).not.toContain('secret-area')
  })

  test('describes every address in OpenAPI 3.1 with its rule', async () => {
    const { openapi, paths } = (await it.app.inject('/api/openapi.json')).json<{ openapi: string, paths: Record<string, Record<string, unknown>> }>()
    expect(openapi).toBe('3.1.0')
    for (const operations of Object.values(paths)) {
      for (const operation of Object.values(operations)) expect(operation).toHaveProperty('x-authz.roles')
    }
    const page = await it.app.inject('/api/docs')
    expect(page.body).toContain('/api/actions/set-role')
    expect(page.body).not.toMatch(/<script|https?:\/\//)
  })
})
