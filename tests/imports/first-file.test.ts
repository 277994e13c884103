import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../api/app.ts'
import type { Db } from '../../api/db/db.ts'
import type { App } from '../../api/frame.ts'
import { hashPassword } from '../../api/passwords.ts'
import { testConfig } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'
import { geojson, petitionCsv, units } from './county.ts'
import { form } from './form.ts'
import { patiently } from './patiently.ts'

const password = 'First-Day-2026'

describe.each(engines)('the first file of an empty installation, over the API on $name', ({ open }) => {
  let db: Db
  let app: App
  const cookies: Record<string, string> = {}

  beforeAll(async () => {
    db = await open()
    app = await buildApp({ db, config: testConfig })
    const hash = await hashPassword(password)
    for (const role of ['secadmin', 'planner']) {
      await db.query('insert into account (username, display_name, role, password_hash, must_change) values ($1, $1, $1, $2, false)', [role, hash])
      const answer = await patiently(() => app.inject({ method: 'POST', url: '/api/session', payload: { username: role, password } }))
      cookies[role] = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
    }
  }, 240_000)
  afterAll(async () => {
    await app.close()
    await db.close()
  })

  const setScope = (username: string, codes: string[], role = 'secadmin') => patiently(() => app.inject({
    method: 'POST', url: '/api/actions/set-scope', payload: { username, units: codes },
    headers: { cookie: cookies[role], 'idempotency-key': crypto.randomUUID() },
  }))
  const send = (kind: string, fileName: string, content: string) => {
    const { payload, headers } = form(fileName, content)
    const key = crypto.randomUUID()
    return patiently(() => app.inject({
      method: 'POST', url: `/api/imports/${kind}?wait=120`, payload, headers: { ...headers, cookie: cookies['planner'], 'idempotency-key': key },
    }))
  }
  const scopeOf = async (username: string) => {
    const { rows } = (await patiently(() => app.inject({ url: '/api/accounts', headers: { cookie: cookies['secadmin'] } }))).json<{ rows: { username: string; units: string[] }[] }>()
    return rows.find((row) => row.username === username)?.units
  }

  test('a scope may be granted by the county\'s code before its units exist, by nobody to himself', async () => {
    expect((await setScope('planner', ['990100'])).statusCode).toBe(200)
    expect(await scopeOf('planner')).toEqual(['990100'])
    expect((await setScope('secadmin', ['990100'])).statusCode).toBe(403)
    expect((await setScope('planner', ['990100'], 'planner')).statusCode).toBe(403)
  })

  test('the units bring the county, and with it the scope under which the next file comes in', async () => {
    expect((await send('petitions', 'p.csv', petitionCsv([{ no: 'V0', on: '2024-01-01' }]))).json()).toMatchObject({ code: 'county_unknown' })
    const first = await send('units', 'units.geojson', geojson(units))
    expect(first.statusCode).toBe(200)
    expect(first.json()).toMatchObject({ state: 'done', created: 7, rejected: 0 })
    const next = await send('petitions', 'p.csv', petitionCsv([{ no: 'V1', on: '2024-01-01', lon: 104.1, lat: 27.65 }]))
    expect(next.json()).toMatchObject({ state: 'done', created: 1 })
    const feed = await patiently(() => app.inject({ url: '/api/feeds/units', headers: { cookie: cookies['planner'] } }))
    expect(feed.body).toContain('柳河镇')
    // a file with its header alone is no fault, but is said to be empty
    expect((await send('petitions', 'p.csv', '信访件编号,信访日期\n')).json()).toMatchObject({
      state: 'done', created: 0, notices: expect.arrayContaining([expect.objectContaining({ code: 'no-rows' })]) as unknown[],
    })
    expect(next.json<{ notices: { code: string }[] }>().notices.map(({ code }) => code)).not.toContain('no-rows')
  }, 120_000)

  test('from then on a scope is granted for units that exist', async () => {
    expect((await setScope('planner', ['990199'])).statusCode).toBe(422)
    expect((await setScope('planner', ['990100101'])).statusCode).toBe(200)
    expect(await scopeOf('planner')).toEqual(['990100101'])
  })
})
