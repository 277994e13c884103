import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportRun } from '../../api/contract/imports.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'
import { everything, geojson, importFile, keep, petitionCsv } from './county.ts'
import { form } from './form.ts'
import { patiently } from './patiently.ts'

const boxes = [['990000', '试验县', 'county', 104, 104.4], ['990000001', '东乡', 'township', 104, 104.2], ['990000002', '西乡', 'township', 104.2, 104.4]] as const
const many = (n: number) => petitionCsv(Array.from({ length: n }, (_, at) =>
  ({ no: `I${at}`, on: '2024-01-01', lon: 104.01 + (at % 380) / 1_000, lat: 27.61 + (at % 180) / 1_000 })))

describe.each(engines)('while a file comes in on $name', ({ open }) => {
  let it: TestApp
  let cookie: string
  beforeAll(async () => {
    it = await openTestApp({ open })
    cookie = await it.cookieOf('office')
    await importFile(it.db, 'units', await keep('units.geojson', geojson(boxes.map(([code, name, level, west, east]) =>
      ({ code, name, level, box: [west, 27.6, east, 27.8] })))))
  }, 240_000)
  afterAll(() => it.close())

  const ask = (url: string) => patiently(() => it.app.inject({ url, headers: { cookie } }))
  const takeBack = (id: number) => patiently(() => it.app.inject({ method: 'DELETE', url: `/api/imports/${id}`, headers: { cookie } }))
  const start = async (rows: number): Promise<number> => {
    const { payload, headers } = form('many.csv', many(rows))
    const answer = await patiently(() => it.app.inject({ method: 'POST', url: '/api/imports/petitions?wait=0', payload, headers: { ...headers, cookie } }))
    expect(answer.statusCode).toBe(202)
    return answer.json<ImportRun>().id
  }

  test('others are answered in between, see nothing of it, and its progress moves before their eyes', async () => {
    const id = await start(20_000)
    const seen: { state: string; phase: string | undefined; step: number; waited: number; petitions: number }[] = []
    for (let state = 'running'; state === 'running';) {
      const asked = performance.now()
      const run = (await ask(`/api/imports/${id}`)).json<ImportRun>()
      const summary = (await ask('/api/summary')).json<{ petitions: number }>()
      state = run.state
      seen.push({ state, phase: run.progress?.phase, step: run.progress?.step ?? 0, waited: performance.now() - asked, petitions: summary.petitions })
      await pause(20)
    }
    expect(seen.at(-1)?.state).toBe('done')
    // all of it or nothing
    expect([...new Set(seen.map(({ petitions }) => petitions))].filter((n) => n !== 0)).toEqual([20_000])
    const meanwhile = seen.slice(0, -1)
    // a session that is held until the commit answers once or not at all
    expect(new Set(meanwhile.map(({ phase, step }) => `${phase} ${step}`)).size).toBeGreaterThanOrEqual(4)
    expect(meanwhile.filter(({ phase }) => phase === 'reading').length).toBeGreaterThanOrEqual(2)
    const wait = Math.max(...seen.map(({ waited }) => waited))
    console.info(`${it.db.engine}: 20,000 rows, ${seen.length} rounds of two questions answered meanwhile, the longest in ${wait.toFixed(0)} ms`)
    expect((await takeBack(id)).statusCode).toBe(200)
  }, 240_000)

  test('it is broken off from outside, and nothing of it is there', async () => {
    const before = await everything(it.db)
    const id = await start(20_000)
    await expect.poll(async () => (await ask(`/api/imports/${id}`)).json<ImportRun>().progress?.staged ?? 0, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0)
    const answer = await takeBack(id)
    expect(answer.json()).toMatchObject({ state: 'cancelled', problem: { code: 'cancelled' } })
    expect((await ask(`/api/imports/${id}`)).json()).toMatchObject({ state: 'cancelled' })
    expect((await takeBack(id)).statusCode).toBe(409)
    const other = await it.cookieOf('planner')
    expect((await it.app.inject({ url: `/api/imports/${id}`, headers: { cookie: other } })).statusCode).toBe(404)
    expect(await everything(it.db)).toEqual(before)
  }, 120_000)

  test('an area that is drawn meanwhile has its matters afterwards', async () => {
    const id = await start(6_000)
    const headers = { cookie: await it.cookieOf('planner'), 'idempotency-key': crypto.randomUUID() }
    const geometry = { type: 'Polygon', coordinates: [[[104, 27.6], [104.2, 27.6], [104.2, 27.8], [104, 27.8], [104, 27.6]]] }
    // 503: a machine under load asks to come again
    await expect.poll(async () => (await it.app.inject({
      method: 'POST', url: '/api/actions/save-key-area', headers, payload: { code: 'K9', name: '新区', kind: 'other', geometry },
    })).statusCode, { timeout: 60_000, interval: 200 }).toBe(200)
    await expect.poll(async () => (await ask(`/api/imports/${id}`)).json<ImportRun>().state, { timeout: 120_000, interval: 100 }).toBe('done')
    if (it.db.engine === 'server') return // one transaction there: an area drawn while it runs is met by its own rule
    const { rows: [row] } = await it.db.query<{ wrong: number }>('select count(*)::int as wrong from matter where area_id is distinct from area_at(geom)')
    expect(row?.wrong).toBe(0)
  }, 240_000)
})
