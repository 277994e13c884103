import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../../api/contract/roles.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'

/** The addresses that answer without a sign-in, written down a second time: adding one here is a decision. */
const open = [
  'GET /*', 'GET /api/about', 'GET /api/docs', 'GET /api/docs/style.css', 'GET /api/openapi.json', 'GET /healthz', 'GET /metrics',
  'GET /readyz', 'POST /api/session',
]

describe('who may call an address', () => {
  let it: TestApp
  beforeAll(async () => { it = await openTestApp() }, 240_000)
  afterAll(() => it.close())

  const guarded = () => it.app.guardedAddresses.filter(({ method, authz }) => method !== 'HEAD' && authz.roles !== 'public')
  const call = (method: string, url: string, headers: Record<string, string> = {}) => it.app.inject({
    method: method as 'GET', url: url.replaceAll(/:[a-z]+/gi, '1').replace('*', 'x'), headers,
  })

  test('is public for these addresses and no other', () => {
    const found = it.app.guardedAddresses.filter(({ method, authz }) => method !== 'HEAD' && authz.roles === 'public')
    expect(found.map(({ method, url }) => `${method} ${url}`).sort()).toEqual(open)
  })

  test('is nobody without a sign-in, before anything of the request is read', async () => {
    for (const { method, url } of guarded()) expect((await call(method, url)).statusCode, `${method} ${url}`).toBe(401)
  })

  test('is exactly the roles of its rule', async () => {
    for (const role of roles) {
      const cookie = await it.cookieOf(role)
      for (const { method, url, authz } of guarded()) {
        if (authz.roles === 'public' || url === '/api/events' || (method === 'DELETE' && url === '/api/session')) continue
        const answer = await call(method, url, { cookie })
        const forbidden = answer.statusCode === 403 && answer.json<{ detail: string }>().detail === '您的角色无权进行此操作'
        // an allowed call may fail for other reasons: it is refused by role exactly when the rule does not name the role
        expect(forbidden, `${role} ${method} ${url}: ${answer.statusCode}`).toBe(!authz.roles.includes(role))
      }
    }
  })

  test('is nobody who writes with a token, which reads only and what its owner may read', async () => {
    const made = await it.app.inject({
      method: 'POST', url: '/api/tokens', payload: { name: 'QGIS', days: 30 }, headers: { cookie: await it.cookieOf('township') },
    })
    expect(made.statusCode).toBe(201)
    const { token, id } = made.json<{ token: string, id: string }>()
    const authorization = `Bearer ${token}`
    const read = await it.app.inject({ url: '/api/session', headers: { authorization } })
    expect(read.json()).toMatchObject({ role: 'township', unit: { code: '990000001' } })
    const write = await it.app.inject({ method: 'DELETE', url: `/api/tokens/${id}`, headers: { authorization } })
    expect(write.statusCode).toBe(403)
    const leader = await it.cookieOf('leader')
    expect((await it.app.inject({ url: '/api/tokens', headers: { cookie: leader } })).json()).toEqual({ rows: [] })
    expect((await it.app.inject({ method: 'DELETE', url: `/api/tokens/${id}`, headers: { cookie: leader } })).statusCode).toBe(404)
    await it.db.query(`update api_token set expires_at = now() - interval '1 second'`)
    await new Promise((done) => setTimeout(done, 2_100))
    expect((await it.app.inject({ url: '/api/session', headers: { authorization } })).statusCode).toBe(401)
  })
})
