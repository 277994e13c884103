import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, testConfig } from '../setup/app.ts'
import type { TestApp } from '../setup/app.ts'
import { buildApp } from '../../api/app.ts'
import { demoPassword } from '../../api/demo-accounts.ts'
import { engines } from '../setup/engines.ts'

describe('before anybody signs in', () => {
  let it: TestApp
  beforeAll(async () => { it = await openTestApp({ config: { demo: true, mapApprovalNo: '审图号 测S(2026)001' } }) })
  afterAll(() => it.close())

  test('a demonstration names its accounts and the map’s approval number', async () => {
    const about = (await it.app.inject('/api/about')).json<{ demo: { accounts: string[], password: string }, map: object, has_units: boolean }>()
    expect(about.demo.accounts).toHaveLength(10)
    expect(about.demo.password).toBe(demoPassword)
    expect(about).toMatchObject({ map: { approval_no: '审图号 测S(2026)001' }, has_units: true })
  })
})

test.each(engines)('a real installation on $name names nobody, says that nothing was imported and whether it outlives a power cut', async ({ name, open }) => {
  const db = await open()
  const app = await buildApp({ db, config: testConfig })
  expect((await app.inject('/api/about')).json()).toEqual({ demo: null, has_units: false, durable: name === 'server', map: { approval_no: null } })
  await app.close()
  // started without DEMO=0, after somebody had made its first accounts
  const unsaid = await buildApp({ db, config: { ...testConfig, demo: true } })
  expect((await unsaid.inject('/api/about')).json()).toMatchObject({ demo: null })
  await unsaid.close()
  await db.close()
})
