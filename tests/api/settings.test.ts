import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('settings on $name', ({ open }) => {
  let it: TestApp
  beforeAll(async () => { it = await openTestApp({ open, config: { mapApprovalNo: 'GS(2026)0001号' } }) }, 240_000)
  afterAll(() => it.close())

  const change = async (who: string, payload: Record<string, unknown>) => it.app.inject({
    method: 'POST', url: '/api/actions/change-settings', payload, headers: { cookie: await it.cookieOf(who), 'idempotency-key': crypto.randomUUID() },
  })
  const read = async (who = 'sysadmin') => it.app.inject({ url: '/api/settings', headers: { cookie: await it.cookieOf(who) } })
  const about = async () => (await it.app.inject('/api/about')).json<{ map: { approval_no: string | null } }>().map.approval_no

  test('are those of the environment and the defaults until somebody changes them', async () => {
    expect((await read()).json()).toEqual({ second_factor_roles: [], map_approval_no: 'GS(2026)0001号', collective_from: 5 })
    expect(await about()).toBe('GS(2026)0001号')
  })

  test('are changed one by one by the system administrator; what is not named stays', async () => {
    expect((await change('sysadmin', { map_approval_no: 'GS(2026)0002号' })).json()).toMatchObject({ changed: ['map_approval_no'] })
    expect(await about()).toBe('GS(2026)0002号')
    expect((await change('sysadmin', { second_factor_roles: ['leader'] })).statusCode).toBe(200)
    expect((await read()).json()).toEqual({ second_factor_roles: ['leader'], map_approval_no: 'GS(2026)0002号', collective_from: 5 })
    expect((await change('sysadmin', { second_factor_roles: ['leader'] })).json()).toMatchObject({ changed: [] })
  })

  test('can say that a map has no approval number, whatever the environment says', async () => {
    await change('sysadmin', { map_approval_no: null })
    expect(await about()).toBeNull()
  })

  test('keep in the record what they were before', async () => {
    const { rows } = await it.db.query<{ detail: unknown }>(`select detail from audit where action = 'change-settings' order by seq limit 4`)
    expect(rows.at(-1)?.detail).toEqual({ before: { map_approval_no: 'GS(2026)0002号' }, after: { map_approval_no: null } })
  })

  test.each([
    ['nothing', {}], ['an unknown one', { county_code: '990001' }], ['a role that is none', { second_factor_roles: ['mayor'] }],
    ['the kiosk, at which nobody types', { second_factor_roles: ['wall'] }], ['a role twice', { second_factor_roles: ['leader', 'leader'] }],
    ['one person as a collective visit', { collective_from: 1 }], ['half a person', { collective_from: 5.5 }], ['no number of people', { collective_from: null }],
    ['an empty number', { map_approval_no: '' }], ['a number that is too long', { map_approval_no: 'x'.repeat(61) }],
  ])('refuse %s by name, and stay as they are', async (_what, payload) => {
    const before = (await read()).json<unknown>()
    const answer = await change('sysadmin', payload)
    expect([400, 422]).toContain(answer.statusCode)
    expect((await read()).json()).toEqual(before)
  })

  test('are nobody else’s business', async () => {
    for (const who of ['leader', 'office', 'planner', 'secadmin', 'auditor', 'wall']) {
      expect([who, (await read(who)).statusCode, (await change(who, { map_approval_no: 'X' })).statusCode]).toEqual([who, 403, 403])
    }
  })
})
