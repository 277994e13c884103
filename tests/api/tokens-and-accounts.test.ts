/** Tokens for programs and the list of accounts: what is shown, to whom, and what never is. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

interface Token { id: string, name: string, token?: string, created_at: string, expires_at: string, used_at: string | null }
interface Row { username: string, units: string[], disabled: boolean, locked: boolean }

describe.each(engines)('what programs and administrators get on $name', ({ open }) => {
  let site: TestApp
  beforeAll(async () => { site = await openTestApp({ open }) })
  afterAll(() => site.close())
  const ask = async (who: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
    site.app.inject({ method, url, headers: { cookie: await site.cookieOf(who) }, ...payload ? { payload } : {} })
  const make = async (who: string, name = 'QGIS', days = 30): Promise<Token> => (await ask(who, 'POST', '/api/tokens', { name, days })).json<Token>()
  const listed = async (who: string): Promise<Token[]> => (await ask(who, 'GET', '/api/tokens')).json<{ rows: Token[] }>().rows

  describe('a token', () => {
    it('is shown once: neither the list nor the database has it, only its hash', async () => {
      const { token = '', id } = await make('office')
      expect(token).toMatch(/^rgt_[\w-]{43}$/)
      expect((await ask('office', 'GET', '/api/tokens')).body).not.toContain(token)
      const { rows } = await site.db.query<{ hash: string }>(`select encode(token_hash, 'hex') as hash from api_token where id = $1`, [id])
      expect(rows).toEqual([{ hash: createHash('sha256').update(token).digest('hex') }])
      const { rows: links } = await site.db.query<{ said: string }>(`select a::text as said from audit a where action = 'create-token'`)
      expect(links.some(({ said }) => said.includes(id))).toBe(true)
      expect(links.filter(({ said }) => said.includes(token))).toEqual([])
    })

    it('lasts as many days as were asked for, and says when it was used last', async () => {
      const { id, created_at: created, expires_at: expires, used_at: used, token = '' } = await make('planner', '报表', 7)
      expect([Date.parse(expires) - Date.parse(created), used]).toEqual([7 * 86_400_000, null])
      expect((await site.app.inject({ url: '/api/session', headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(200)
      expect((await listed('planner')).find((one) => one.id === id)?.used_at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
    })

    it('is its owner’s: nobody else lists or ends it, and a second ending finds nothing', async () => {
      const { id } = await make('village', '村级台账')
      for (const who of ['leader', 'office', 'group']) {
        expect((await listed(who)).map((one) => one.id)).not.toContain(id)
        expect((await ask(who, 'DELETE', `/api/tokens/${id}`)).statusCode).toBe(404)
      }
      expect((await ask('village', 'DELETE', `/api/tokens/${id}`)).statusCode).toBe(204)
      expect(await listed('village')).toEqual([])
      expect((await ask('village', 'DELETE', `/api/tokens/${id}`)).statusCode).toBe(404)
    })

    test.each([
      [{ name: '', days: 1 }, 'name'], [{ name: 'x'.repeat(61), days: 1 }, 'name'], [{ name: 'x', days: 0 }, 'days'], [{ name: 'x', days: 367 }, 'days'], [{ name: 'x', days: 1.5 }, 'days'],
      [{ name: 'x' }, 'days'], [{ days: 1 }, 'name'], [{ name: 'x', days: 1, scope: 'all' }, 'scope'],
    ])('of %j is refused by the name of the member', async (body, parameter) => {
      const answer = await ask('office', 'POST', '/api/tokens', body)
      expect([answer.statusCode, answer.json<{ parameter: string }>().parameter]).toEqual([400, parameter])
    })

    test.each(['wall', 'sysadmin', 'secadmin'])('is not for %s', async (who) => {
      expect((await ask(who, 'POST', '/api/tokens', { name: 'x', days: 1 })).statusCode).toBe(403)
      expect((await ask(who, 'GET', '/api/tokens')).statusCode).toBe(403)
    })

    test.each(['none', 'Bearer', 'Bearer rgt_', `Bearer rgt_${'A'.repeat(43)}`, 'Basic b2ZmaWNlOng='])('that is none, "%s", signs nobody in', async (authorization) => {
      expect((await site.app.inject({ url: '/api/feeds/units', headers: { authorization } })).statusCode).toBe(401)
    })
  })

  describe('the list of accounts', () => {
    const accounts = async (who: string): Promise<Row[]> => (await ask(who, 'GET', '/api/accounts')).json<{ rows: Row[] }>().rows

    it('tells the security administrator the scopes, those to come too, and the system administrator none', async () => {
      await site.db.query(`update account set scope_codes = '{990000009}' where username = 'planner'`)
      const scopes = new Map((await accounts('secadmin')).map(({ username, units }) => [username, units]))
      expect([scopes.get('village'), scopes.get('planner'), scopes.get('auditor')]).toEqual([['990000001001'], ['990000', '990000009'], []])
      expect((await accounts('sysadmin')).flatMap(({ units }) => units)).toEqual([])
    })

    it('says who is locked and who is disabled', async () => {
      await site.db.query(`update account set locked_until = now() + interval '5 minutes' where username = 'group'`)
      await site.db.query(`update account set locked_until = now() - interval '5 minutes', disabled_at = now() where username = 'village'`)
      const rows = await accounts('sysadmin')
      expect(rows.filter(({ locked }) => locked).map(({ username }) => username)).toEqual(['group'])
      expect(rows.filter(({ disabled }) => disabled).map(({ username }) => username)).toEqual(['village'])
      expect(rows.map(({ username }) => username)).toEqual(rows.map(({ username }) => username).sort())
    })

    it('holds no hash and no secret, is kept by nobody, and is for these two alone', async () => {
      const { body, headers } = await ask('secadmin', 'GET', '/api/accounts')
      expect(body).not.toMatch(/argon2|hash|secret|totp/)
      expect(headers['cache-control']).toBe('no-store')
      for (const who of ['office', 'leader', 'planner', 'auditor', 'wall']) expect([who, (await ask(who, 'GET', '/api/accounts')).statusCode]).toEqual([who, 403])
    })
  })
})
