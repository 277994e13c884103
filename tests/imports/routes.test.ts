import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportRun } from '../../api/contract/imports.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'
import { geojson, one, petitionCsv, type TestPetition } from './county.ts'
import { form } from './form.ts'

const boxes = [
  { code: '990000', name: '试验县', level: 'county', box: [104, 27.6, 104.4, 27.8] },
  { code: '990000001', name: '东乡', level: 'township', box: [104, 27.6, 104.2, 27.8] },
  { code: '990000002', name: '西乡', level: 'township', box: [104.2, 27.6, 104.4, 27.8] },
] as const
const petitions: TestPetition[] = [{ no: 'H1', on: '2024-01-01', lon: 104.1, lat: 27.7 }, { no: 'H2', on: '2024-01-02' }, { no: 'H3', on: '2024-02-31', text: '=1+1' }]
const manyPetitions = (n: number): TestPetition[] =>
  Array.from({ length: n }, (_, at) => ({ no: `S${at}`, on: '2024-01-01', lon: 104.01 + (at % 380) / 1_000, lat: 27.7 }))

describe.each(engines)('imports over the API on $name', ({ open }) => {
  let it: TestApp
  const cookies: Record<string, string> = {}
  beforeAll(async () => {
    it = await openTestApp({ open })
    for (const role of ['office', 'planner', 'township', 'leader', 'wall']) cookies[role] = await it.cookieOf(role)
    const done = await send('units?dry_run=0', 'units.geojson', geojson(boxes.map((one_) => ({ ...one_, box: [...one_.box] }))))
    expect(done.json()).toMatchObject({ updated: 3, rejected: 0 })
  }, 240_000)
  afterAll(() => it.close())

  const send = (address: string, fileName: string, content: string, role = 'office', more: Record<string, string> = {}) => {
    const { payload, headers } = form(fileName, content)
    return it.app.inject({ method: 'POST', url: `/api/imports/${address}`, payload, headers: { ...headers, cookie: cookies[role], prefer: 'wait=120', ...more } })
  }
  const get = (url: string, role = 'office') => it.app.inject({ url, headers: { cookie: cookies[role] } })

  test('a file comes in, its run and its correction workbook can be read, and it is undone', async () => {
    const answer = await send('petitions', 'petitions.csv', petitionCsv(petitions))
    expect(answer.statusCode).toBe(200)
    const run = answer.json<{ id: number }>()
    expect(run).toMatchObject({ kind: 'petitions', state: 'done', file_name: 'petitions.csv', created: 2, rejected: 1, dry_run: false })
    expect((await get(`/api/imports/${run.id}`)).json()).toMatchObject({ created: 2, rows: [{ line: 4, outcome: 'rejected', reasons: [{ code: 'date-invalid' }] }, { line: 3, outcome: 'flagged' }] })
    expect((await get('/api/imports')).json()).toMatchObject({ total: 2, rows: [{ id: run.id }, {}] })
    const workbook = await get(`/api/imports/${run.id}/corrections`)
    expect(workbook.headers['content-type']).toContain('spreadsheetml')
    expect(workbook.rawPayload.subarray(0, 2).toString()).toBe('PK')
    const undone = await it.app.inject({ method: 'DELETE', url: `/api/imports/${run.id}`, headers: { cookie: cookies['office'] } })
    expect(undone.json()).toMatchObject({ state: 'undone' })
    expect(await one(it.db, 'select count(*)::int as value from petition')).toBe(0)
    expect((await it.app.inject({ method: 'DELETE', url: `/api/imports/${run.id}`, headers: { cookie: cookies['office'] } })).statusCode).toBe(409)
  })

  test('a run that takes longer than the caller waits is answered 202 and asked after at its address', async () => {
    const { payload, headers } = form('many.csv', petitionCsv(manyPetitions(3_000)))
    const answer = await it.app.inject({ method: 'POST', url: '/api/imports/petitions', payload, headers: { ...headers, cookie: cookies['planner'] } })
    const { id } = answer.json<{ id: number }>()
    expect(answer.headers['location']).toBe(`/api/imports/${id}`)
    if (answer.statusCode === 202) expect(answer.json()).toMatchObject({ state: 'running', progress: {} })
    await expect.poll(async () => (await get(`/api/imports/${id}`, 'planner')).json<{ state: string }>().state, { timeout: 120_000, interval: 200 }).toBe('done')
    await it.app.inject({ method: 'DELETE', url: `/api/imports/${id}`, headers: { cookie: cookies['planner'] } })
  })

  test('who does not wait is told at once that the run works, and reads at its address how far it has come', async () => {
    const rows = 4_000
    const answer = await send('petitions?wait=0', 'many.csv', petitionCsv(manyPetitions(rows)))
    expect(answer.statusCode).toBe(202)
    const started = answer.json<ImportRun>()
    expect(started).toMatchObject({ state: 'running', kind: 'petitions', file_name: 'many.csv', created: 0, finished_at: null })
    expect(started.progress).toMatchObject({ rows: expect.any(Number) as number, staged: expect.any(Number) as number })
    const { rows: [newest], total } = (await get('/api/imports', 'planner')).json<{ rows: ImportRun[]; total: number }>()
    expect(newest).toMatchObject({ id: started.id, state: 'running', file_name: 'many.csv' })
    const seen: ImportRun[] = [started]
    await expect.poll(async () => {
      const run = (await get(`/api/imports/${started.id}`)).json<ImportRun>()
      seen.push(run)
      return run.state
    }, { timeout: 120_000, interval: 50 }).toBe('done')
    expect((await get('/api/imports', 'planner')).json()).toMatchObject({ total, rows: expect.arrayContaining([expect.objectContaining({ id: started.id, state: 'done' })]) as unknown })
    expect(seen.at(-1)).toMatchObject({ created: rows })
    expect(seen.at(-1)).not.toHaveProperty('progress')
    for (const { progress } of seen) {
      if (!progress) continue
      expect(progress.staged).toBeLessThanOrEqual(progress.rows)
      expect(progress.rows).toBeLessThanOrEqual(progress.total ?? 0)
      expect(progress.step).toBeLessThanOrEqual(progress.steps)
    }
    await it.app.inject({ method: 'DELETE', url: `/api/imports/${started.id}`, headers: { cookie: cookies['office'] } })
  })

  test('a dry run shows what would happen and changes nothing', async () => {
    expect((await send('petitions?dry_run=1', 'p.csv', petitionCsv(petitions))).json()).toMatchObject({ dry_run: true, created: 2, rejected: 1 })
    expect(await one(it.db, 'select count(*)::int as value from petition')).toBe(0)
  })

  test('the same request sent twice is done once', async () => {
    const key = { 'idempotency-key': 'once-and-only-once' }
    const first = (await send('petitions', 'p.csv', petitionCsv(petitions), 'office', key)).json<{ id: number }>()
    const second = (await send('petitions', 'p.csv', petitionCsv(petitions), 'office', key)).json<{ id: number }>()
    expect(second.id).toBe(first.id)
    expect((await send('petitions', 'p.csv', petitionCsv([...petitions, { no: 'H9', on: '2024-01-01' }]), 'office', key)).statusCode).toBe(409)
  })

  test('is for the office and the planner, of whom each run leaves an audit row', async () => {
    for (const role of ['township', 'leader', 'wall']) {
      expect((await send('petitions', 'p.csv', petitionCsv(petitions), role)).statusCode).toBe(403)
      expect((await get('/api/imports', role)).statusCode).toBe(403)
    }
    expect(await one(it.db, "select count(*)::int as value from audit where action = 'import' and role = 'office' and account_id is not null")).toBeGreaterThan(1)
  })

  test('a file that cannot be read is refused with the reason and the parameter that would help', async () => {
    const answer = await send('petitions', 'p.csv', '甲,乙\n1,2\n3,4')
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ code: 'column_missing', parameter: 'mapping' })
    expect((await send('petitions?as=nonsense=1', 'p.csv', petitionCsv(petitions))).statusCode).toBe(400)
    expect((await send('petitions?csr=wgs84', 'p.csv', petitionCsv(petitions))).statusCode).toBe(400)
    expect((await get('/api/imports/999999')).statusCode).toBe(404)
  })

  const place = (body: Record<string, unknown>, role = 'office') => it.app.inject({
    method: 'POST', url: '/api/actions/place-matter', payload: { reason: '现场核实', ...body },
    headers: { cookie: cookies[role], 'idempotency-key': crypto.randomUUID() },
  })

  test('a matter is placed by hand, keeps its history, and no import moves it again', async () => {
    await send('petitions', 'p.csv', petitionCsv(petitions))
    expect((await place({ matter_no: 'H2', lon: 104.3, lat: 27.7 })).json()).toMatchObject({ unit_code: '990000002', place_grade: 'A' })
    expect(await one(it.db, `select json_build_object('status', p.place_status, 'unit', u.code, 'x', p.x is not null, 'was', (
      select json_agg(json_build_object('status', h.place_status, 'reason', h.reason)) from place_history h where h.matter_id = p.matter_id)) as value
      from petition p join admin_unit u on u.id = p.township_id where p.petition_no = 'H2'`))
      .toEqual({ status: 1, unit: '990000002', x: true, was: [{ status: 0, reason: '现场核实' }] })
    await send('petitions', 'p.csv', petitionCsv([{ no: 'H2', on: '2024-01-02', lon: 104.1, lat: 27.7 }]))
    expect(await one(it.db, "select u.code as value from matter m join admin_unit u on u.id = m.township_id where matter_no = 'H2'")).toBe('990000002')
    expect((await place({ matter_no: 'H2', unit_code: '990000001' })).json()).toMatchObject({ place_grade: 'D', unit_code: '990000001' })
  })

  test('placing by hand refuses a point outside, an unknown unit, both at once, and other people\'s matters', async () => {
    expect((await place({ matter_no: 'H1', lon: 110, lat: 30 })).statusCode).toBe(422)
    expect((await place({ matter_no: 'H1', unit_code: '123' })).statusCode).toBe(422)
    expect((await place({ matter_no: 'H1', unit_code: '990000001', lon: 104.1, lat: 27.7 })).statusCode).toBe(400)
    expect((await place({ matter_no: 'nothing', unit_code: '990000001' })).statusCode).toBe(404)
    await place({ matter_no: 'H1', unit_code: '990000002' })
    expect((await place({ matter_no: 'H1', unit_code: '990000001' }, 'township')).statusCode).toBe(404)
    expect((await place({ matter_no: 'H1', unit_code: '990000001' }, 'wall')).statusCode).toBe(403)
  })
})
