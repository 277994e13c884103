import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPassword } from '../../api/demo-accounts.ts'
import { hotp, stepAt } from '../../api/totp.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { bytesOf } from '../secrets/phone.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('a second factor on $name', ({ open }) => {
  let it: TestApp
  /** code of the phone, so many steps from now; each works once, so tests go on by steps */
  let phone: (steps?: number) => string
  let paper: string[]
  beforeAll(async () => { it = await openTestApp({ open }) }, 240_000)
  afterAll(() => it.close())
  beforeEach(() => it.db.query('update account set failed_count = 0, locked_until = null, totp_step = null'))

  const post = (url: string, payload: Record<string, unknown>, cookie?: string) =>
    it.app.inject({ method: 'POST', url, payload, ...(cookie === undefined ? {} : { headers: { cookie } }) })
  const signIn = (code?: string, password = demoPassword) => post('/api/session', { username: 'office', password, ...(code === undefined ? {} : { code }) })
  const codeOf = (answer: { statusCode: number, json: () => unknown }) => [answer.statusCode, (answer.json() as { code?: string }).code]
  const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>) => `sid=${encodeURIComponent(answer.cookies[0]?.value ?? '')}`
  const factor = async (cookie: string) => (await it.app.inject({ url: '/api/session', headers: { cookie } })).json<{ second_factor: unknown }>().second_factor
  const act = async (who: string, name: string, payload: Record<string, unknown>) => it.app.inject({
    method: 'POST', url: `/api/actions/${name}`, payload, headers: { cookie: await it.cookieOf(who), 'idempotency-key': crypto.randomUUID() },
  })

  test('asks for the password again before it shows a secret, and for nothing at sign-in until the phone was proven', async () => {
    const cookie = await it.cookieOf('office')
    expect(codeOf(await post('/api/session/second-factor', { password: 'wrong' }, cookie))).toEqual([401, 'sign_in_refused'])
    const begun = (await post('/api/session/second-factor', { password: demoPassword }, cookie)).json<{ secret: string, address: string }>()
    expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(begun.address).toContain(`secret=${begun.secret}`)
    phone = (steps = 0) => hotp(bytesOf(begun.secret), stepAt(Date.now()) + steps)
    expect((await signIn()).statusCode).toBe(204)
    expect(codeOf(await post('/api/session/second-factor/proof', { code: phone() === '000000' ? '000001' : '000000' }, cookie))).toEqual([422, 'code_refused'])
    const proven = await post('/api/session/second-factor/proof', { code: phone() }, cookie)
    expect(proven.statusCode).toBe(200)
    paper = proven.json<{ recovery_codes: string[] }>().recovery_codes
    expect(new Set(paper).size).toBe(10)
    expect(await factor(cookie)).toEqual({ on: true, required: false, codes_left: 10 })
    expect(codeOf(await post('/api/session/second-factor', { password: demoPassword }, cookie))).toEqual([409, 'second_factor_on'])
  })

  test('is then asked for, after the right password only', async () => {
    expect(codeOf(await signIn())).toEqual([401, 'code_required'])
    expect(codeOf(await signIn(phone(), 'wrong'))).toEqual([401, 'sign_in_refused'])
    expect((await signIn(phone())).statusCode).toBe(204)
  })

  test('takes a code once, also when two come with it at the same moment', async () => {
    const code = phone(1)
    const both = await Promise.all([signIn(code), signIn(code)])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([204, 401])
    expect(codeOf(await signIn(code))).toEqual([401, 'code_refused'])
  })

  test('takes each code of the paper once, typed in any way', async () => {
    const [first = '', second = ''] = paper
    expect((await signIn(first.toLowerCase().replace('-', ' '))).statusCode).toBe(204)
    expect(codeOf(await signIn(first))).toEqual([401, 'code_refused'])
    const answer = await signIn(second)
    expect(await factor(cookieOf(answer))).toEqual({ on: true, required: false, codes_left: 8 })
  })

  test('wrong codes lock the account as wrong passwords do, and the password alone does not wipe them out', async () => {
    for (let i = 0; i < 4; i += 1) {
      expect(codeOf(await signIn('BBBBB-BBBBB'))).toEqual([401, 'code_refused'])
      expect(codeOf(await signIn())).toEqual([401, 'code_required'])
    }
    expect(codeOf(await signIn('BBBBB-BBBBB'))).toEqual([401, 'code_refused'])
    expect(codeOf(await signIn(phone()))).toEqual([401, 'sign_in_refused'])
  })

  test('the password without a code locks nobody out, however often', async () => {
    for (let i = 0; i < 7; i += 1) expect(codeOf(await signIn())).toEqual([401, 'code_required'])
    expect((await signIn(phone())).statusCode).toBe(204)
  })

  test('keeps nothing in the database that opens it', async () => {
    const { rows: [row] } = await it.db.query<{ text: string, steps: number }>(
      `select a::text as text, cardinality(recovery_marks) as steps from account a where username = 'office'`)
    for (const code of paper) expect(row?.text.toUpperCase()).not.toContain(Buffer.from(code.replace('-', '')).toString('hex').toUpperCase())
    await it.db.query(`update account set totp_secret = (select totp_secret from account where username = 'office') where username = 'leader'`)
    // a secret that somebody copied to another account cannot be opened there
    expect((await post('/api/session', { username: 'leader', password: demoPassword, code: phone() })).statusCode).toBe(500)
    await it.db.query(`update account set totp_secret = null where username = 'leader'`)
  })

  test('is taken off a lost phone by the security administrator alone', async () => {
    expect((await act('sysadmin', 'reset-second-factor', { username: 'office' })).statusCode).toBe(403)
    expect((await act('secadmin', 'reset-second-factor', { username: 'office' })).statusCode).toBe(200)
    expect((await signIn()).statusCode).toBe(204)
  })

  test('is taken off by its owner with password and code', async () => {
    const cookie = await it.cookieOf('office')
    const { secret } = (await post('/api/session/second-factor', { password: demoPassword }, cookie)).json<{ secret: string }>()
    const code = (steps: number) => hotp(bytesOf(secret), stepAt(Date.now()) + steps)
    expect((await post('/api/session/second-factor/proof', { code: code(0) }, cookie)).statusCode).toBe(200)
    expect(codeOf(await post('/api/session/second-factor/off', { password: demoPassword, code: 'BBBBB-BBBBB' }, cookie))).toEqual([401, 'code_refused'])
    expect((await post('/api/session/second-factor/off', { password: demoPassword, code: code(1) }, cookie)).statusCode).toBe(204)
    expect((await signIn()).statusCode).toBe(204)
  })

  test('is taken off with a code from the paper as well, whose session then says so at once', async () => {
    const cookie = await it.cookieOf('office')
    const { secret } = (await post('/api/session/second-factor', { password: demoPassword }, cookie)).json<{ secret: string }>()
    const proof = await post('/api/session/second-factor/proof', { code: hotp(bytesOf(secret), stepAt(Date.now())) }, cookie)
    const [paper = ''] = proof.json<{ recovery_codes: string[] }>().recovery_codes
    expect(await factor(cookie)).toMatchObject({ on: true, codes_left: 10 })
    expect((await post('/api/session/second-factor/off', { password: demoPassword, code: paper.toLowerCase() }, cookie)).statusCode).toBe(204)
    expect(await factor(cookie)).toMatchObject({ on: false, codes_left: 0 })
    expect((await signIn()).statusCode).toBe(204)
  })

  test('that the settings ask for: nothing but turning it on is open until it is on, and it cannot be turned off', async () => {
    expect((await act('sysadmin', 'change-settings', { second_factor_roles: ['leader', 'office'] })).statusCode).toBe(200)
    const cookie = await it.cookieOf('office')
    expect(await factor(cookie)).toMatchObject({ on: false, required: true })
    expect(codeOf(await it.app.inject({ url: '/api/tokens', headers: { cookie } }))).toEqual([403, 'second_factor_required'])
    const { secret } = (await post('/api/session/second-factor', { password: demoPassword }, cookie)).json<{ secret: string }>()
    const code = (steps: number) => hotp(bytesOf(secret), stepAt(Date.now()) + steps)
    expect((await post('/api/session/second-factor/proof', { code: code(0) }, cookie)).statusCode).toBe(200)
    expect((await it.app.inject({ url: '/api/tokens', headers: { cookie } })).statusCode).toBe(200)
    expect(codeOf(await post('/api/session/second-factor/off', { password: demoPassword, code: code(1) }, cookie))).toEqual([409, 'second_factor_kept'])
  })

  test('leaves its deeds in the record', async () => {
    const { rows } = await it.db.query<{ action: string }>(`select distinct action from audit where action like '%second-factor%' order by 1`)
    expect(rows.map(({ action }) => action)).toEqual(['reset-second-factor', 'second-factor-off', 'second-factor-on', 'second-factor-refused'])
  })
})
