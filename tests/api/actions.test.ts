import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runAction } from '../../api/actions.ts'
import type { Caller } from '../../api/db/db.ts'
import { openTestApp, testConfig, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('an action on $name', ({ open }) => {
  let it: TestApp
  beforeAll(async () => { it = await openTestApp({ open }) }, 240_000)
  afterAll(() => it.close())

  let counter = 0
  const newKey = (): string => `key-of-test-${(counter += 1)}`
  const act = async (who: string, name: string, payload: Record<string, unknown>, key = newKey()) => it.app.inject({
    method: 'POST', url: `/api/actions/${name}`, payload, headers: { cookie: await it.cookieOf(who), 'idempotency-key': key },
  })
  const count = async (what: string): Promise<number> => {
    const { rows: [row] } = await it.db.query<{ n: number }>(`select count(*) as n from ${what}`)
    return row?.n ?? -1
  }

  test('of the system administrator makes an account that can do nothing until the security administrator grants it', async () => {
    const made = await act('sysadmin', 'create-account', { username: 'li.ming', display_name: '李明' })
    expect(made.statusCode).toBe(200)
    const { initial_password: password } = made.json<{ initial_password: string }>()
    const signIn = () => it.app.inject({ method: 'POST', url: '/api/session', payload: { username: 'li.ming', password } })
    expect((await signIn()).json()).toMatchObject({ code: 'no_role' })
    expect((await act('secadmin', 'set-role', { username: 'li.ming', role: 'township' })).statusCode).toBe(200)
    expect((await act('secadmin', 'set-scope', { username: 'li.ming', units: ['990000002'] })).statusCode).toBe(200)
    const cookie = await it.cookieOf('li.ming', password)
    const session = await it.app.inject({ url: '/api/session', headers: { cookie } })
    expect(session.json()).toMatchObject({ role: 'township', unit: { code: '990000002' }, must_change_password: true })
  })

  test.each([
    ['sysadmin', 'set-role', { username: 'planner', role: 'office' }, 403],
    ['sysadmin', 'set-scope', { username: 'planner', units: [] }, 403],
    ['secadmin', 'create-account', { username: 'wang', display_name: '王' }, 403],
    ['auditor', 'disable-account', { username: 'planner', disabled: true }, 403],
    ['secadmin', 'set-role', { username: 'secadmin', role: 'office' }, 403],
    ['secadmin', 'set-scope', { username: 'secadmin', units: ['990000'] }, 403],
    ['sysadmin', 'disable-account', { username: 'sysadmin', disabled: true }, 403],
    ['sysadmin', 'reset-password', { username: 'secadmin' }, 403],
    ['sysadmin', 'disable-account', { username: 'auditor', disabled: true }, 409],
    ['secadmin', 'set-scope', { username: 'planner', units: ['999999999'] }, 422],
    ['secadmin', 'set-role', { username: 'no-such-account', role: 'office' }, 404],
    ['sysadmin', 'create-account', { username: 'planner', display_name: '重名' }, 409],
    ['sysadmin', 'create-account', { username: 'X', display_name: '重名' }, 400],
    ['sysadmin', 'create-account', { username: 'zhao', display_name: '赵', role: 'sysadmin' }, 400],
  ])('by %s: %s %j is refused with %i and leaves no trace', async (who, name, body, status) => {
    const before = [await count('account'), await count('account_scope'), await count(`audit where action = '${name}'`)]
    const answer = await act(who, name, body)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect([await count('account'), await count('account_scope'), await count(`audit where action = '${name}'`)]).toEqual(before)
    expect(await count(`idempotency_key where action = '${name}' and response is null`)).toBe(0)
  })

  test('needs its Idempotency-Key', async () => {
    const cookie = await it.cookieOf('sysadmin')
    const answer = await it.app.inject({
      method: 'POST', url: '/api/actions/reset-password', payload: { username: 'planner' }, headers: { cookie },
    })
    expect([answer.statusCode, answer.json<{ parameter: string }>().parameter]).toEqual([400, 'idempotency-key'])
  })

  test('sent again does nothing and answers the same, without the one-time password', async () => {
    const body = { username: 'sent.twice', display_name: '一次' }
    const first = await act('sysadmin', 'create-account', body, 'the-same-key')
    const again = await act('sysadmin', 'create-account', { display_name: '一次', username: 'sent.twice' }, 'the-same-key')
    const { initial_password: _once, ...kept } = first.json<Record<string, unknown>>()
    expect(again.json()).toEqual(kept)
    expect(again.headers['idempotency-replayed']).toBe('true')
    const other = await act('sysadmin', 'create-account', { ...body, display_name: '另一' }, 'the-same-key')
    expect(other.statusCode).toBe(409)
    const { rows } = await it.db.query<{ text: string }>('select string_agg(k::text, \' \') as text from idempotency_key k')
    expect(rows[0]?.text).not.toContain(String(_once))
  })

  test('any order of repeats and crossings of requests is done once each', async () => {
    const { rows: [admin] } = await it.db.query<{ id: string }>(`select id from account where username = 'secadmin'`)
    const caller: Caller = { accountId: admin?.id ?? null, role: 'secadmin', scopeUnits: [] }
    let round = 0
    await fc.assert(fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(2), fc.constantFrom('leader', 'office', 'village')), { minLength: 1, maxLength: 8 }),
      async (requests) => {
        round += 1
        const before = await count(`audit where action = 'set-role'`)
        const firstBody = new Map<number, string>()
        const results = await Promise.all(requests.map(async ([key, role]) => {
          const answer = await runAction(it.db, caller, 'set-role', { username: 'planner', role }, `round-${round}-${key}`, testConfig.identityKey)
            .catch((error: unknown) => error)
          return { key, role, answer }
        }))
        const done = results.filter(({ answer }) => !(answer instanceof Error))
        for (const { key, role } of done) firstBody.set(key, firstBody.get(key) ?? role)
        // per key one body won: all its repeats succeed, all others are refused
        for (const { key, role, answer } of results) {
          expect(answer instanceof Error).toBe(firstBody.get(key) !== role)
        }
        expect(await count(`audit where action = 'set-role'`) - before).toBe(new Set(requests.map(([key]) => key)).size)
      }), { numRuns: 15 })
  })

  test('writes who did what to the chain, which only the auditor reads', async () => {
    const log = async (who: string) => it.app.inject({ url: '/api/audit?limit=5', headers: { cookie: await it.cookieOf(who) } })
    expect((await log('sysadmin')).statusCode).toBe(403)
    await act('secadmin', 'set-role', { username: 'planner', role: 'planner' })
    const { rows } = (await log('auditor')).json<{ rows: Record<string, unknown>[] }>()
    expect(rows[0]).toMatchObject({ action: 'GET /api/audit', username: 'auditor' })
    expect(rows.find(({ action }) => action === 'set-role')).toMatchObject({
      username: 'secadmin', role: 'secadmin', subject_kind: 'account', detail: { role: 'planner' },
    })
  })

  test('shows the accounts to their two administrators, the scopes to one of them', async () => {
    const list = async (who: string) => it.app.inject({ url: '/api/accounts', headers: { cookie: await it.cookieOf(who) } })
    const units = async (who: string) => (await list(who)).json<{ rows: { username: string, units: string[] }[] }>()
      .rows.find(({ username }) => username === 'township')?.units
    expect(await units('secadmin')).toEqual(['990000001'])
    expect(await units('sysadmin')).toEqual([])
    expect((await list('leader')).statusCode).toBe(403)
    expect((await list('secadmin')).body).not.toContain('argon2id')
  })
})
