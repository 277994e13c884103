/** How long a session, a password, a lock and a program's token last: the last moment and the one after it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { demoPassword } from '../../api/demo-accounts.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

// the clock is the database's: one of each kind is asked elsewhere on both engines
describe.each(engines.slice(-1))('on $name', ({ open }) => {
  let site: TestApp
  beforeAll(async () => { site = await openTestApp({ open }) })
  afterAll(() => site.close())
  beforeEach(() => site.db.query('update account set failed_count = 0, locked_until = null, must_change = false, disabled_at = null, password_changed_at = now()'))

  const signIn = async (username: string, password = demoPassword): Promise<number> => (await site.app.inject({ method: 'POST', url: '/api/session', payload: { username, password } })).statusCode
  const session = async (headers: Record<string, string>) => await site.app.inject({ url: '/api/session', headers })
  /** Answers are remembered for two seconds: each question is asked with a session of its own. */
  const fresh = async (who: string): Promise<{ cookie: string }> => ({ cookie: await site.cookieOf(who) })
  const one = async <T>(sql: string, ...params: unknown[]): Promise<T> => (await site.db.query<{ value: T }>(sql, params)).rows[0]?.value as T

  describe('a session', () => {
    test.each<[set: string, status: number]>([
      [`seen_at = now() - interval '29 minutes 30 seconds'`, 200], [`seen_at = now() - interval '30 minutes 1 second'`, 401],
      [`expires_at = now() + interval '1 minute'`, 200], [`expires_at = now() - interval '1 second'`, 401],
    ])('with %s is answered %i', async (set, status) => {
      const headers = await fresh('office')
      await site.db.query(`update session set ${set}`)
      expect((await session(headers)).statusCode).toBe(status)
    })

    it('lasts as long as its role may, which its cookie says too', async () => {
      for (const who of ['office', 'wall']) {
        const answer = await site.app.inject({ method: 'POST', url: '/api/session', payload: { username: who, password: demoPassword } })
        const hours = await one<number>('select session_hours as value from role r join account a on a.role = r.code where a.username = $1', who)
        expect([who, Math.round(Number(answer.cookies[0]?.maxAge) / 3_600)]).toEqual([who, hours])
        const left = await one<number>(`select max(extract(epoch from s.expires_at - now()) / 3600)::float8 as value from session s join account a on a.id = s.account_id where a.username = $1`, who)
        expect(left).toBeGreaterThan(hours - 0.1)
        expect(left).toBeLessThanOrEqual(hours)
      }
    })

    it('writes its last use once a minute and not oftener', async () => {
      await site.db.query('delete from session')
      const [young, old] = [await fresh('office'), await fresh('leader')]
      const used = (who: string): Promise<boolean> =>
        one<boolean>(`select s.seen_at > now() - interval '40 seconds' as value from session s join account a on a.id = s.account_id where a.username = $1`, who)
      await site.db.query(`update session set seen_at = now() - interval '50 seconds' where account_id = (select id from account where username = 'office')`)
      await site.db.query(`update session set seen_at = now() - interval '70 seconds' where account_id = (select id from account where username = 'leader')`)
      await session(young)
      await session(old)
      expect([await used('leader'), await used('office')]).toEqual([true, false])
    })
  })

  describe('a password', () => {
    test.each([['89 days 23 hours', false], ['90 days 1 hour', true]])('that was set %s ago must be changed: %s', async (age, must) => {
      await site.db.query(`update account set password_changed_at = now() - interval '${age}' where username = 'office'`)
      const answer = await session(await fresh('office'))
      expect(answer.json<{ must_change_password: boolean }>().must_change_password).toBe(must)
    })

    it('that is old opens nothing but its change, and the change opens everything for ninety days', async () => {
      await site.db.query(`update account set password_changed_at = now() - interval '91 days' where username = 'village'`)
      const headers = await fresh('village')
      expect((await site.app.inject({ url: '/api/tokens', headers })).json<{ code: string }>().code).toBe('password_change_required')
      const changed = await site.app.inject({ method: 'POST', url: '/api/session/password', headers, payload: { password: demoPassword, new_password: 'Quiet-River-7' } })
      const cookie = `sid=${encodeURIComponent(changed.cookies[0]?.value ?? '')}`
      expect((await site.app.inject({ url: '/api/tokens', headers: { cookie } })).statusCode).toBe(200)
      expect(await one<boolean>(`select password_changed_at > now() - interval '1 minute' as value from account where username = 'village'`)).toBe(true)
    })
  })

  describe('a lock', () => {
    const wrong = async (times: number, who = 'planner'): Promise<void> => { for (let i = 0; i < times; i += 1) expect(await signIn(who, 'wrong')).toBe(401) }
    const locked = (who = 'planner'): Promise<boolean> => one<boolean>('select coalesce(locked_until > now(), false) as value from account where username = $1', who)

    it('comes with the fifth wrong password and not with the fourth', async () => {
      await wrong(4)
      expect(await locked()).toBe(false)
      expect(await signIn('planner')).toBe(204)
      await wrong(4)
      // the right one in between wiped the first four out
      expect(await locked()).toBe(false)
      await wrong(1)
      expect(await locked()).toBe(true)
    })

    it('lasts thirty minutes, is not drawn out by trying, and begins to count anew', async () => {
      await wrong(5)
      const until = await one<string>(`select locked_until::text as value from account where username = 'planner'`)
      expect(await one<boolean>(`select $1::timestamptz between now() + interval '29 minutes' and now() + interval '30 minutes' as value`, until)).toBe(true)
      await wrong(3)
      expect(await signIn('planner')).toBe(401)
      expect(await one<string>(`select locked_until::text as value from account where username = 'planner'`)).toBe(until)
      await site.db.query(`update account set locked_until = now() - interval '1 second' where username = 'planner'`)
      await wrong(4)
      expect([await locked(), await signIn('planner')]).toEqual([false, 204])
    })

    it('is one account’s: the others sign in meanwhile, and its name may be written in capitals', async () => {
      await wrong(4, ' PLANNER ')
      await wrong(1)
      expect([await locked(), await locked('leader'), await signIn('leader')]).toEqual([true, false, 204])
    })

    it('holds for the password said again as well', async () => {
      const headers = await fresh('leader')
      for (let i = 0; i < 5; i += 1) {
        const answer = await site.app.inject({ method: 'POST', url: '/api/session/second-factor', headers, payload: { password: 'wrong' } })
        expect(answer.json<{ code: string }>().code).toBe('sign_in_refused')
      }
      expect([await locked('leader'), await signIn('leader')]).toEqual([true, 401])
    })
  })

  describe('a program’s token', () => {
    async function made(who = 'township'): Promise<{ authorization: string }> {
      const answer = await site.app.inject({ method: 'POST', url: '/api/tokens', headers: await fresh(who), payload: { name: 'QGIS', days: 30 } })
      return { authorization: `Bearer ${answer.json<{ token: string }>().token}` }
    }
    const read = async (headers: { authorization: string }): Promise<number> => (await site.app.inject({ url: '/api/session', headers })).statusCode

    test.each<[what: string, change: string, status: number]>([
      ['in its last minute', `update api_token set expires_at = now() + interval '1 minute'`, 200], ['a second after', `update api_token set expires_at = now() - interval '1 second'`, 401],
      ['of a disabled account', `update account set disabled_at = now() where username = 'township'`, 401], ['of an account without a role', `update account set role = null where username = 'township'`, 401],
      // a program cannot change a password: its owner is asked, it reads on
      ['of an old password', `update account set password_changed_at = now() - interval '91 days' where username = 'township'`, 200],
    ])('%s: %s is answered %i', async (_what, change, status) => {
      await site.db.query(`update account set role = 'township' where username = 'township'`)
      const headers = await made()
      await site.db.query(change)
      expect(await read(headers)).toBe(status)
      await site.db.query(`update account set role = 'township', disabled_at = null where username = 'township'`)
    })

    it('reads and writes nothing, whatever its owner may', async () => {
      const headers = await made('office')
      expect((await site.app.inject({ url: '/api/feeds/units', headers })).statusCode).toBe(200)
      for (const [method, url] of [['POST', '/api/actions/save-view'], ['DELETE', '/api/session'], ['POST', '/api/tokens'], ['POST', '/api/session/password']] as const) {
        const answer = await site.app.inject({ method, url, headers, ...(method === 'POST' ? { payload: {} } : {}) })
        expect([url, answer.statusCode, answer.json<{ detail_en: string }>().detail_en]).toEqual([url, 403, 'a token for programs reads only'])
      }
    })
  })
})
