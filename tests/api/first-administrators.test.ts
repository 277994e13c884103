import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAdministrator, resetFromMachine } from '../../api/first-administrators.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'

describe('the first administrators', () => {
  let it: TestApp
  beforeAll(async () => { it = await openTestApp() }, 240_000)
  afterAll(() => it.close())

  const signIn = async (username: string, password: string) => {
    const cookie = await it.cookieOf(username, password)
    return (await it.app.inject({ url: '/api/session', headers: { cookie } })).json<Record<string, unknown>>()
  }

  test('sign in with a one-time password that they must change', async () => {
    const password = await createAdministrator(it.db, { username: 'zhang.wei', displayName: '张伟', role: 'auditor' })
    expect(await signIn('zhang.wei', password)).toMatchObject({ role: 'auditor', must_change_password: true, scope: [] })
  })

  test('are not made twice under one name', async () => {
    await expect(createAdministrator(it.db, { username: 'zhang.wei', displayName: '张伟', role: 'sysadmin' })).rejects.toThrow(/--reset/)
    expect(await it.db.query(`select from account where username = 'zhang.wei' and role = 'auditor'`)).toMatchObject({ affected: 0, rows: [{}] })
  })

  test('get back in from the machine when they are locked out or disabled, and the chain says so', async () => {
    await it.db.query(`update account set disabled_at = now(), locked_until = now() + interval '1 hour' where username = 'zhang.wei'`)
    const password = await resetFromMachine(it.db, 'zhang.wei')
    expect(await signIn('zhang.wei', password)).toMatchObject({ must_change_password: true })
    const { rows } = await it.db.query(`select action, subject_id, account_id from audit where action = 'reset-from-machine'`)
    expect(rows).toEqual([{ action: 'reset-from-machine', subject_id: 'zhang.wei', account_id: null }])
    await expect(resetFromMachine(it.db, 'nobody')).rejects.toThrow(/没有账号 nobody/)
  })
})
