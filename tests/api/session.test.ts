import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('a session on $name', ({ open }) => {
  let it: TestApp
  beforeAll(async () => { it = await openTestApp({ open }) }, 240_000)
  afterAll(() => it.close())

  const signIn = (username: string, password: string) =>
    it.app.inject({ method: 'POST', url: '/api/session', payload: { username, password } })
  const session = (cookie: string) => it.app.inject({ url: '/api/session', headers: { cookie } })

  test('tells who is signed in, as what and for which unit', async () => {
    const answer = await session(await it.cookieOf('township'))
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      user: { username: 'township' }, role: 'township', unit: { code: '990000001', level: 'township' },
      role_name: { zh: '乡镇干部', en: 'Township cadre' }, must_change_password: false,
    })
  })

  test('remembers that the account was shown around, in every later session of it and of no other', async () => {
    const seen = async (cookie: string): Promise<boolean> => (await session(cookie)).json<{ tour_seen: boolean }>().tour_seen
    const cookie = await it.cookieOf('village')
    expect(await seen(cookie)).toBe(false)
    for (let i = 0; i < 2; i++) expect((await it.app.inject({ method: 'POST', url: '/api/session/tour', payload: { seen: true }, headers: { cookie } })).statusCode).toBe(204)
    const again = (await signIn('village', 'Demo-2026!')).headers['set-cookie']
    expect(await seen(String(again).split(';')[0] ?? '')).toBe(true)
    expect(await seen(await it.cookieOf('group'))).toBe(false)
  })

  test('lives in a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await signIn('leader', 'Demo-2026!')
    expect(answer.cookies[0]).toMatchObject({ name: 'sid', httpOnly: true, sameSite: 'Strict', path: '/' })
    expect(answer.cookies[0]?.value.length).toBeGreaterThan(60)
  })

  test('is asked for by every address behind it, and its token must be signed by us', async () => {
    expect((await it.app.inject('/api/session')).statusCode).toBe(401)
    expect((await session('sid=abcdefghijklmnopqrstuvwxyz.abcdefgh')).statusCode).toBe(401)
  })

  test('ends with a sign-out at once', async () => {
    const cookie = await it.cookieOf('leader')
    const out = await it.app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } })
    expect(out.statusCode).toBe(204)
    expect((await session(cookie)).statusCode).toBe(401)
  })

  test('ends after thirty idle minutes, but a wall screen stays', async () => {
    const [leader, wall] = [await it.cookieOf('leader'), await it.cookieOf('wall')]
    await it.db.query(`update session set seen_at = now() - interval '31 minutes'`)
    expect((await session(leader)).statusCode).toBe(401)
    expect((await session(wall)).statusCode).toBe(200)
  })

  test('is refused alike for an unknown name and a wrong password', async () => {
    const [unknown, wrong] = [await signIn('nobody-here', 'Demo-2026!'), await signIn('leader', 'Demo-2026?')]
    expect(unknown.statusCode).toBe(401)
    const { request_id: one, ...first } = unknown.json<Record<string, unknown>>()
    const { request_id: two, ...second } = wrong.json<Record<string, unknown>>()
    expect(first).toEqual(second)
    expect(one).not.toBe(two)
  })

  test('five wrong passwords lock the account for thirty minutes, even when they come together', async () => {
    await Promise.all(Array.from({ length: 5 }, () => signIn('planner', 'wrong')))
    expect((await signIn('planner', 'Demo-2026!')).statusCode).toBe(401)
    await it.db.query(`update account set locked_until = now() - interval '1 second' where username = 'planner'`)
    expect((await signIn('planner', 'Demo-2026!')).statusCode).toBe(204)
  })

  test('dies within two seconds when the account is disabled', async () => {
    const cookie = await it.cookieOf('group')
    await it.db.query(`update account set disabled_at = now() where username = 'group'`)
    await new Promise((done) => setTimeout(done, 2_100))
    expect((await session(cookie)).statusCode).toBe(401)
    expect((await signIn('group', 'Demo-2026!')).statusCode).toBe(401)
  })

  test('an account without a role cannot open one', async () => {
    await it.db.query(`update account set role = null where username = 'village'`)
    const answer = await signIn('village', 'Demo-2026!')
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'no_role'])
  })

  describe('with a password that must be changed', () => {
    const change = (cookie: string, password: string, newPassword: string) => it.app.inject({
      method: 'POST', url: '/api/session/password', headers: { cookie }, payload: { password, new_password: newPassword },
    })

    test('opens nothing but the change, and the change ends the old sessions', async () => {
      await it.db.query(`update account set must_change = true where username = 'office'`)
      const cookie = await it.cookieOf('office')
      expect((await session(cookie)).json()).toMatchObject({ must_change_password: true })
      const tokens = await it.app.inject({ url: '/api/tokens', headers: { cookie } })
      expect([tokens.statusCode, tokens.json<{ code: string }>().code]).toEqual([403, 'password_change_required'])
      const changed = await change(cookie, 'Demo-2026!', 'Quiet-River-7')
      expect(changed.statusCode).toBe(204)
      expect((await session(cookie)).statusCode).toBe(401)
      const fresh = `sid=${encodeURIComponent(changed.cookies[0]?.value ?? '')}`
      expect((await session(fresh)).json()).toMatchObject({ must_change_password: false })
    })

    test.each([
      ['short', 'Aa1-', 'weak_password'], ['two classes', 'abcdefgh1234', 'weak_password'],
      ['holds the username', 'Township-2026', 'weak_password'], ['worn out', 'P@ssw0rd2026!', 'weak_password'],
      ['the present one', 'Demo-2026!', 'used_password'],
    ])('refuses a new one that is %s', async (_why, newPassword, code) => {
      const answer = await change(await it.cookieOf('township'), 'Demo-2026!', newPassword)
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, code])
    })

    test('refuses any of the last five', async () => {
      let password = 'Demo-2026!'
      for (const next of ['Morning-Tea-1', 'Morning-Tea-2', 'Morning-Tea-3', 'Morning-Tea-4', 'Morning-Tea-5']) {
        expect((await change(await it.cookieOf('auditor', password), password, next)).statusCode).toBe(204)
        password = next
      }
      const cookie = await it.cookieOf('auditor', password)
      expect((await change(cookie, password, 'Morning-Tea-1')).statusCode).toBe(422)
      expect((await change(cookie, password, 'Morning-Tea-6')).statusCode).toBe(204)
    })
  })
})
