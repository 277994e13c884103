import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlaceCandidates } from '../../api/contract/place-candidates.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'
import { geojson, one, petitionCsv } from './county.ts'
import { form } from './form.ts'

const boxes = [
  { code: '990000', name: '试验县', level: 'county', box: [104, 27.6, 104.4, 27.8] },
  { code: '990000001', name: '东乡', level: 'township', box: [104, 27.6, 104.2, 27.8] },
  { code: '990000002', name: '西乡', level: 'township', box: [104.2, 27.6, 104.4, 27.8] },
] as const

interface Queue { total: number, counts: Record<string, number>, rows: { matter_no: string, unit_name: string | null }[] }

describe.each(engines)('the place workbench on $name', ({ open }) => {
  let it: TestApp
  const cookies: Record<string, string> = {}
  beforeAll(async () => {
    it = await openTestApp({ open })
    for (const role of ['office', 'planner', 'township', 'leader', 'village']) cookies[role] = await it.cookieOf(role)
    await send('units', 'units.geojson', geojson(boxes.map((box) => ({ ...box, box: [...box.box] }))))
    await send('petitions', 'p.csv', petitionCsv([
      { no: 'W1', on: '2024-01-01', place: '东乡某处', state: '受理' }, { no: 'W2', on: '2024-01-02' }, { no: 'W3', on: '2024-01-03', place: '西乡街上' },
      ...Array.from({ length: 45 }, (_, n) => ({ no: `P${n}`, on: '2024-02-01', place: `无名路${n}`, lon: 104.1, lat: 27.7, of: '' })),
    ]))
  }, 240_000)
  afterAll(() => it.close())

  const send = async (kind: string, name: string, content: string): Promise<void> => {
    const { payload, headers } = form(name, content)
    const answer = await it.app.inject({ method: 'POST', url: `/api/imports/${kind}`, payload, headers: { ...headers, cookie: cookies.office, prefer: 'wait=120' } })
    expect(answer.json()).toMatchObject({ state: 'done', rejected: 0 })
  }
  const get = async <T>(url: string, role = 'office'): Promise<T> => (await it.app.inject({ url, headers: { cookie: cookies[role] } })).json<T>()
  const act = (name: string, payload: Record<string, unknown>, role = 'office') => it.app.inject({
    method: 'POST', url: `/api/actions/${name}`, payload, headers: { cookie: cookies[role], 'idempotency-key': crypto.randomUUID() },
  })
  const queue = (name: string, role = 'office', more = '') => get<Queue>(`/api/feeds/place-queue?queue=${name}&limit=100${more}`, role)

  test('counts as many without place as the one filter does, and lists each', async () => {
    const unlocated = await queue('unlocated')
    expect(unlocated.total).toBe((await get<{ total: number }>('/api/feeds/matters?place=unlocated')).total)
    expect([unlocated.total, unlocated.rows.length, unlocated.counts.unlocated]).toEqual([46, 46, 46])
    expect((await queue('unlocated', 'office', '&from=2024-01-01&to=2024-01-31')).total).toBe(1)
  })

  test('gives a cadre the matters of her own township that are known by words only', async () => {
    expect((await queue('coarse', 'township')).rows).toMatchObject([{ matter_no: 'W1', unit_name: '东乡' }])
    expect((await queue('unlocated', 'township')).total).toBe(0)
    for (const role of ['leader', 'village']) expect(await queue('coarse', role)).toMatchObject({ status: 403 })
  })

  test('offers candidates with grade and reason, and units by part of a name', async () => {
    const w1 = await get<PlaceCandidates>('/api/place-candidates?matter_no=W1')
    expect(w1.candidates).toMatchObject([{ unit_code: '990000001', name: '东乡', grade: 'D', reason: 'township-only' }])
    const found = await get<PlaceCandidates>(`/api/place-candidates?matter_no=W2&q=${encodeURIComponent('西')}`)
    expect(found.candidates).toMatchObject([{ unit_code: '990000002', grade: null, reason: 'search' }])
    // somebody else's unit is no candidate, somebody else's matter no matter
    expect((await get<PlaceCandidates>(`/api/place-candidates?matter_no=W1&q=${encodeURIComponent('西')}`, 'township')).candidates).toEqual([])
    expect(await get('/api/place-candidates?matter_no=W3', 'township')).toMatchObject({ status: 404 })
  })

  test('asks which of two units is meant when a pin is near their border, and the answer lies inside the chosen one', async () => {
    const { pin } = await get<PlaceCandidates>('/api/place-candidates?matter_no=W2&lon=104.1996&lat=27.7')
    expect(pin).toMatchObject({ unit_code: '990000001', near: [{ unit_code: '990000002', unit_name: '西乡' }] })
    expect(pin?.near[0]?.metres).toBeGreaterThan(30)
    expect(pin?.near[0]?.metres).toBeLessThan(50)
    const [lon, lat] = pin?.near[0]?.point ?? []
    expect((await act('place-matter', { matter_no: 'W2', lon, lat, reason: '现场核实' })).json()).toMatchObject({ unit_code: '990000002' })
    expect((await get<PlaceCandidates>('/api/place-candidates?matter_no=W2&lon=104.1&lat=27.7')).pin?.near).toEqual([])
  })

  test('lets a planner place what has no place, and tells her no point of a matter, nor how far it is from a border', async () => {
    expect((await queue('unlocated', 'planner')).total).toBe(45)
    const w2 = await get<PlaceCandidates>('/api/place-candidates?matter_no=W2', 'planner')
    expect([w2.point, w2.pin, w2.place_status]).toEqual([null, null, 'placed'])
    expect((await get<PlaceCandidates>('/api/place-candidates?matter_no=W2')).point).not.toBeNull()
    expect((await get<PlaceCandidates>('/api/place-candidates?matter_no=W2&lon=104.1996&lat=27.7', 'planner')).pin?.near).toHaveLength(1)
    expect((await act('place-matter', { matter_no: 'W3', lon: 104.3, lat: 27.7, reason: '图上点选' }, 'planner')).json()).toMatchObject({ unit_code: '990000002' })
    expect((await act('unplace-matter', { matter_no: 'W3', reason: '撤回' }, 'planner')).statusCode).toBe(200)
    expect((await act('move-matter', { matter_no: 'W3', to: 'handling', version: 1 }, 'planner')).statusCode).toBe(403)
  })

  test('takes a placing back once, keeping the history of both, and never what was not placed by hand', async () => {
    expect((await act('unplace-matter', { matter_no: 'W2', reason: '放错了' })).statusCode).toBe(200)
    const { place_status: status, history } = await get<PlaceCandidates>('/api/place-candidates?matter_no=W2')
    expect(status).toBe('unlocated')
    expect(history.map(({ reason, place_status: was }) => [reason, was])).toEqual([['放错了', 'placed'], ['现场核实', 'unlocated']])
    expect((await act('unplace-matter', { matter_no: 'W2', reason: '再撤' })).statusCode).toBe(409)
    expect((await act('unplace-matter', { matter_no: 'W1', reason: '撤回' })).statusCode).toBe(409)
    expect((await act('unplace-matter', { matter_no: 'W3', reason: '撤回' }, 'township')).statusCode).toBe(404)
  })

  test('moves the matters of a fall-back point with the judgement on it, and back', async () => {
    interface Points { features: { properties: { id: number, state: string, waiting: number } }[] }
    const [point] = (await get<Points>('/api/feeds/placeholder-points', 'planner')).features
    expect(point?.properties).toMatchObject({ state: 'found', waiting: 45 })
    const judge = (state: string, role = 'planner') => act('judge-placeholder', { id: point?.properties.id, state }, role)
    expect((await judge('cleared')).statusCode).toBe(200)
    expect(await one(it.db, "select count(*)::int as value from petition p join admin_unit u on u.id = p.township_id where p.place_status = 1 and u.code = '990000001'")).toBe(46)
    expect((await queue('unlocated')).total).toBe(1)
    expect((await judge('confirmed')).statusCode).toBe(200)
    expect((await queue('unlocated')).total).toBe(46)
    expect(await one(it.db, "select count(*)::int as value from place_history where reason = 'placeholder'")).toBe(90)
    expect((await judge('cleared', 'township')).statusCode).toBe(403)
  })
})
