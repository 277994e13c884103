import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AreaCheck } from '../../api/contract/area-work.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'
import { geojson, one, petitionCsv } from '../imports/county.ts'
import { form } from '../imports/form.ts'

type Ring = number[][]
const square = (w: number, s: number, e: number, n: number): { type: 'Polygon', coordinates: Ring[] } =>
  ({ type: 'Polygon', coordinates: [[[w, s], [e, s], [e, n], [w, n], [w, s]]] })
const boxes = [
  { code: '990000', name: '试验县', level: 'county', box: [104, 27.6, 104.4, 27.8] },
  { code: '990000001', name: '东乡', level: 'township', box: [104, 27.6, 104.2, 27.8], household_count: 1000 },
  { code: '990000002', name: '西乡', level: 'township', box: [104.2, 27.6, 104.4, 27.8], household_count: 400 },
] as const

describe.each(engines)('drawing areas on $name', ({ open }) => {
  let it: TestApp
  const cookies: Record<string, string> = {}
  beforeAll(async () => {
    it = await openTestApp({ open })
    for (const role of ['office', 'planner', 'township']) cookies[role] = await it.cookieOf(role)
    const send = async (kind: string, name: string, content: string): Promise<void> => {
      const { payload, headers } = form(name, content)
      await it.app.inject({ method: 'POST', url: `/api/imports/${kind}`, payload, headers: { ...headers, cookie: cookies.office, prefer: 'wait=120' } })
    }
    await send('units', 'units.geojson', geojson(boxes.map((box) => ({ ...box, box: [...box.box] }))))
    await send('petitions', 'p.csv', petitionCsv(Array.from({ length: 20 }, (_, n) => ({ no: `D${n}`, on: '2024-01-01', lon: 104.01 + n * 0.019, lat: 27.7 }))))
  }, 240_000)
  afterAll(() => it.close())

  const post = (url: string, payload: Record<string, unknown>, role = 'planner') => it.app.inject({
    method: 'POST', url, payload, headers: { cookie: cookies[role], 'idempotency-key': crypto.randomUUID() },
  })
  const check = async (payload: Record<string, unknown>): Promise<AreaCheck> => (await post('/api/area-checks', payload)).json<AreaCheck>()
  const save = (payload: Record<string, unknown>) => post('/api/actions/save-key-area', { kind: 'other', name: String(payload['code']), ...payload })
  const inArea = (code: string): Promise<number> =>
    one(it.db, 'select count(*)::int as value from petition p join key_area k on k.id = p.area_id where k.code = $1 and k.valid_to is null', [code])
  const shape = async (payload: Record<string, unknown>): Promise<{ parts: { type: string, coordinates: Ring[][] }[] }> =>
    (await post('/api/area-shapes', payload)).json()

  test('is told before saving which petitions move, and saving moves exactly those', async () => {
    const geometry = square(104.05, 27.65, 104.25, 27.75)
    const before = await check({ geometry, code: 'A' })
    expect(before).toMatchObject({ valid: true, covered: 1, losses: { petitions: 0 } })
    expect(before.gains.petitions).toBeGreaterThan(5)
    expect(before.units).toMatchObject([{ name: '东乡', share: 0.75 }, { name: '西乡', share: 0.25 }])
    expect(before.units[0]?.households).toBe(375)
    expect((await save({ geometry, code: 'A', valid_from: '2025-01-01' })).json()).toMatchObject({ created: true })
    expect(await inArea('A')).toBe(before.gains.petitions)
    const half = square(104.05, 27.65, 104.15, 27.75)
    const smaller = await check({ geometry: half, code: 'A' })
    expect(await inArea('A') - smaller.losses.petitions).toBeGreaterThan(0)
    const left = await inArea('A') - smaller.losses.petitions
    await save({ geometry: half, code: 'A', valid_from: '2026-01-01' })
    expect(await inArea('A')).toBe(left)
  })

  test('keeps the earlier borders by date, and the area its number', async () => {
    const { rows } = (await it.app.inject({ url: '/api/feeds/area-versions?of=A', headers: { cookie: cookies.township } })).json<{ rows: unknown[] }>()
    expect(rows).toMatchObject([{ valid_from: '2026-01-01', valid_to: null }, { valid_from: '2025-01-01', valid_to: '2025-12-31' }])
    expect(await one(it.db, "select count(*)::int as value from key_area where code = 'A'")).toBe(1)
    expect((await save({ geometry: square(104.05, 27.65, 104.15, 27.75), code: 'A', valid_from: '2025-06-01' })).statusCode).toBe(422)
    expect((await save({ geometry: square(104.05, 27.65, 104.15, 27.75), code: 'A', valid_from: '2099-01-01' })).statusCode).toBe(422)
  })

  test('names a border that crosses itself and where, overlaps with other areas, and what lies outside the county', async () => {
    const bow = { type: 'Polygon', coordinates: [[[104.1, 27.65], [104.2, 27.75], [104.2, 27.65], [104.1, 27.75], [104.1, 27.65]]] }
    expect(await check({ geometry: bow })).toMatchObject({ valid: false, problem: expect.stringContaining('Self-intersection'), problem_at: { type: 'Point' }, units: [] })
    const over = await check({ geometry: square(104.1, 27.65, 104.2, 27.75), code: 'B' })
    expect(over.overlaps).toMatchObject([{ code: 'A', share: 0.5 }])
    // the lower code keeps what both cover
    expect(over.from_areas).toEqual([])
    expect((await check({ geometry: square(104.3, 27.65, 104.5, 27.75) })).covered).toBeCloseTo(0.5, 3)
  })

  test('what was cut off along a slanting border overlaps no more, though corners are kept to the centimetre only', async () => {
    const slanting = { type: 'Polygon', coordinates: [[[104.3012345, 27.6512345], [104.3598765, 27.6534567], [104.3476543, 27.6987654], [104.3123456, 27.6876543], [104.3012345, 27.6512345]]] }
    expect((await save({ geometry: slanting, code: 'S', valid_from: '2025-01-01' })).statusCode).toBe(200)
    const geometry = { type: 'Polygon', coordinates: [[[104.3234567, 27.64], [104.38, 27.6412345], [104.3712345, 27.71], [104.3198765, 27.7012345], [104.3234567, 27.64]]] }
    expect((await check({ geometry, code: 'T' })).overlaps).toMatchObject([{ code: 'S' }])
    const { parts } = await shape({ op: 'subtract', geometry, with: slanting })
    expect(parts.length).toBeGreaterThan(0)
    for (const part of parts) expect((await check({ geometry: part, code: 'T' })).overlaps).toEqual([])
  })

  test('splits, unites, subtracts, buffers and snaps without losing surface', async () => {
    const geometry = square(104.05, 27.65, 104.15, 27.75)
    const line = { type: 'LineString', coordinates: [[104.1, 27.6], [104.1, 27.8]] }
    const { parts } = await shape({ op: 'split', geometry, with: line })
    expect(parts).toHaveLength(2)
    const whole = await shape({ op: 'union', geometry: parts[0], with: parts[1] })
    const [again, first] = [await check({ geometry: whole.parts[0] }), await check({ geometry })]
    expect(Number(again.square_metres) / Number(first.square_metres)).toBeCloseTo(1, 6)
    expect((await check({ geometry: (await shape({ op: 'subtract', geometry, with: parts[0] })).parts[0] })).valid).toBe(true)
    const round = await check({ geometry: (await shape({ op: 'buffer', geometry: { type: 'LineString', coordinates: [[104.1, 27.7], [104.11, 27.7]] }, metres: 100 })).parts[0] })
    expect(round.square_metres).toBeGreaterThan(200 * 900)
    const near = square(104.1, 27.65, 104.1998, 27.75)
    const snapped = (await shape({ op: 'snap', geometry: near, metres: 50 })).parts[0]
    expect(Math.max(...(snapped?.coordinates.flat(2) as unknown as number[][] ?? []).map((position) => position[0] ?? 0))).toBeCloseTo(104.2, 6)
    const bow = { type: 'Polygon', coordinates: [[[104.1, 27.65], [104.2, 27.75], [104.2, 27.65], [104.1, 27.75], [104.1, 27.65]]] }
    const mended = await check({ geometry: (await shape({ op: 'repair', geometry: bow })).parts[0] })
    // the two wings of the bow tie, which cross in the middle
    expect(mended).toMatchObject({ valid: true })
    expect(Number(mended.square_metres) / Number((await check({ geometry: square(104.1, 27.65, 104.2, 27.75) })).square_metres)).toBeCloseTo(0.5, 2)
    expect((await post('/api/area-shapes', { op: 'snap', geometry: bow, metres: 10 })).statusCode).toBe(422)
    expect((await post('/api/area-shapes', { op: 'split', geometry })).statusCode).toBe(422)
    expect((await post('/api/area-shapes', { op: 'snap', geometry, metres: 10 }, 'township')).statusCode).toBe(403)
  })
})
