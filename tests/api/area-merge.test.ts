import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'
import { geojson, one, petitionCsv } from '../imports/county.ts'
import { form } from '../imports/form.ts'

type Ring = number[][]
const strip = (w: number, e: number): { type: 'Polygon', coordinates: Ring[] } =>
  ({ type: 'Polygon', coordinates: [[[w, 27.65], [e, 27.65], [e, 27.75], [w, 27.75], [w, 27.65]]] })
const boxes = [
  { code: '990000', name: '试验县', level: 'county', box: [104, 27.6, 104.4, 27.8] },
  { code: '990000001', name: '东乡', level: 'township', box: [104, 27.6, 104.2, 27.8] },
  { code: '990000002', name: '西乡', level: 'township', box: [104.2, 27.6, 104.4, 27.8] },
] as const

describe.each(engines)('merging key areas on $name', ({ open }) => {
  let it: TestApp
  const cookies: Record<string, string> = {}
  beforeAll(async () => {
    it = await openTestApp({ open })
    for (const role of ['office', 'planner', 'township', 'leader']) cookies[role] = await it.cookieOf(role)
    const send = async (kind: string, name: string, content: string): Promise<void> => {
      const { payload, headers } = form(name, content)
      await it.app.inject({ method: 'POST', url: `/api/imports/${kind}`, payload, headers: { ...headers, cookie: cookies.office, prefer: 'wait=120' } })
    }
    await send('units', 'units.geojson', geojson(boxes.map((box) => ({ ...box, box: [...box.box] }))))
    await send('petitions', 'p.csv', petitionCsv(Array.from({ length: 40 }, (_, n) => ({ no: `M${n}`, on: `2026-0${1 + n % 9}-05`, lon: 104.005 + n * 0.0097, lat: 27.7 }))))
    for (const [code, w, e] of [['A', 104.02, 104.1], ['B', 104.08, 104.18], ['C', 104.18, 104.3], ['D', 104.31, 104.39]] as const) {
      const answer = await save({ code, geometry: strip(w, e), valid_from: '2025-01-01', household_count: 100 })
      if (answer.statusCode !== 200) throw new Error(answer.body)
    }
    // known by its file's word alone
    await it.db.query(`update matter m set geom = null, place_method = 'text', place_grade = 'D' from key_area k where k.id = m.area_id and k.code in ('B', 'C')
      and m.id = (select min(x.id) from matter x where x.area_id = k.id)`)
  }, 240_000)
  afterAll(() => it.close())

  const post = (url: string, payload: Record<string, unknown>, role = 'planner') => it.app.inject({
    method: 'POST', url, payload, headers: { cookie: cookies[role], 'idempotency-key': crypto.randomUUID() },
  })
  const save = (payload: Record<string, unknown>) => post('/api/actions/save-key-area', { kind: 'other', name: String(payload['code']), ...payload })
  const merge = (payload: Record<string, unknown>, role = 'planner') => post('/api/actions/merge-key-areas', payload, role)
  const ask = async <T>(url: string, role = 'office'): Promise<T> => {
    const answer = await it.app.inject({ url, headers: { cookie: cookies[role] } })
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
    return answer.json<T>()
  }
  interface Figures { petitions: number, matters: number, people: number, open: number, overdue: number, indicators: Record<string, unknown> }
  /** What a report of an area says: figures and the numbers on its list. */
  async function report(code: string, asOf: string, more = ''): Promise<unknown> {
    const query = `area=${code}&as_of=${asOf}&to=${asOf}${more}`
    const { petitions, matters, people, open: still, overdue, indicators } = await ask<Figures>(`/api/summary?${query}`)
    const { total, rows } = await ask<{ total: number, rows: { petition_no: string }[] }>(`/api/feeds/petitions?limit=500&${query}`)
    expect(total).toBe(petitions)
    const { total: measured } = await ask<{ total: number }>(`/api/measures/petitions?by=unit&level=township&${query}`)
    expect(measured).toBe(petitions)
    return { petitions, matters, people, still, overdue, indicators, rows: rows.map((row) => row.petition_no).sort() }
  }
  const days = ['2025-06-30', '2026-02-28', '2026-05-31', '2026-08-31'] as const
  const reports = async (codes: readonly string[]): Promise<unknown[]> =>
    await Promise.all(codes.flatMap((code) => days.map(async (day) => [code, day, await report(code, day, day === '2026-08-31' ? '&from=2026-01-01' : '')])))
  const inArea = (code: string): Promise<number> =>
    one(it.db, 'select count(*)::int as value from petition p join key_area k on k.id = p.area_id where k.code = $1 and k.valid_to is null', [code])

  test.each([
    ['an area into itself', { into: 'A', codes: ['A'] }, 422], ['what does not exist', { into: 'A', codes: ['Z'] }, 404],
    ['into what does not exist', { into: 'Z', codes: ['A'] }, 404], ['a day after today', { into: 'A', codes: ['B'], valid_from: '2099-01-01' }, 422],
    ['a day on which one of them did not hold yet', { into: 'A', codes: ['B'], valid_from: '2025-01-01' }, 422], ['nothing', { into: 'A', codes: [] }, 400],
  ])('refuses %s and changes nothing', async (_what, payload, status) => {
    const before = await it.db.query('select code, valid_from, valid_to from key_area order by id')
    expect((await merge(payload)).statusCode).toBe(status)
    expect((await it.db.query('select code, valid_from, valid_to from key_area order by id')).rows).toEqual(before.rows)
  })

  test('is the office\'s and the planner\'s work', async () => {
    for (const role of ['township', 'leader']) expect((await merge({ into: 'A', codes: ['B'] }, role)).statusCode).toBe(403)
  })

  test('joins the petitions of both, ends the other, and leaves every report of the past as it was', async () => {
    const before = await reports(['A', 'B', 'C', 'D'])
    const sum = await inArea('A') + await inArea('C')
    expect(await inArea('C')).toBeGreaterThan(5)
    const answer = await merge({ into: 'A', codes: ['C'], valid_from: '2026-09-01', name: '合并片区' })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(await inArea('A')).toBe(sum)
    expect(await one(it.db, `select household_count as value from key_area where code = 'A'`)).toBe(200)
    expect((await ask<{ petitions: number }>('/api/summary?area=A')).petitions).toBe(sum)
    expect((await it.app.inject({ url: '/api/summary?area=C', headers: { cookie: cookies.office } })).statusCode).toBe(404)
    expect(await reports(['A', 'B', 'C', 'D'])).toEqual(before)
    // figures of all areas beside one another have today's borders on a day before, and say so
    const today = await one(it.db, `select to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as value`)
    for (const [day, borders] of [['2026-08-31', today], ['2026-09-01', '2026-09-01']]) {
      const { borders_on: measured } = await ask<{ borders_on: string }>(`/api/measures/petitions?by=area&as_of=${day}`)
      const { borders_on: mapped } = await ask<{ borders_on: string }>(`/api/feeds/key-areas?as_of=${day}`)
      expect([day, measured, mapped]).toEqual([day, borders, borders])
    }
    expect(await ask('/api/measures/petitions?by=unit&level=township&as_of=2026-08-31')).toMatchObject({ borders_on: null })
    // and on the day of the merger it is one
    expect(await report('A', '2026-09-30')).toMatchObject({ petitions: sum })
  })

  test('writes down who went on where, and moves each matter once', async () => {
    const { rows } = await it.db.query(`select p.code as was, s.code as heir, to_char(x.on_date, 'YYYY-MM-DD') as on_date, x.reason
      from area_succession x join key_area p on p.id = x.predecessor_id join key_area s on s.id = x.successor_id`)
    expect(rows).toEqual([{ was: 'C', heir: 'A', on_date: '2026-09-01', reason: 'merged' }])
    const { rows: versions } = await ask<{ rows: { valid_from: string, valid_to: string | null }[] }>('/api/feeds/area-versions?of=A')
    expect(versions).toMatchObject([{ valid_from: '2026-09-01', valid_to: null }, { valid_from: '2025-01-01', valid_to: '2026-08-31' }])
    // once when C was drawn, once when it went
    const moves = await one(it.db, `select max(n)::int as value from (select count(*) as n from place_history h join matter m on m.id = h.matter_id
      join key_area k on k.id = m.area_id where k.code = 'A' and h.reason = 'boundary' and st_x(m.geom) > 104.2 group by h.matter_id) x`)
    expect(moves).toBe(2)
  })

  test('takes the documents along, in the history too', async () => {
    await it.db.query(`insert into area_document (county_code, area_id, kind, title, file_name, format, byte_count, sha256, issued_on)
      select '990000', k.id, 'plan', 'D', 'd.pdf', 'pdf', 1, sha256('x'), date '2026-01-01' from key_area k where k.code in ('A', 'D') and k.valid_to is null
      union all select '990000', k.id, 'notice', 'E', 'e.pdf', 'pdf', 1, sha256('y'), date '2026-01-01' from key_area k where k.code = 'D'`)
    const before = await reports(['A', 'B', 'C', 'D'])
    expect((await merge({ into: 'A', codes: ['D'], valid_from: '2026-10-01' })).statusCode).toBe(200)
    const { rows } = await ask<{ rows: { title: string }[] }>('/api/feeds/area-documents?area=A')
    // D had one with the same content: it is there already
    expect(rows.map(({ title }) => title).sort()).toEqual(['D', 'E'])
    expect(await reports(['A', 'B', 'C', 'D'])).toEqual(before)
  })

  test('and splitting one off leaves the past alone as well, whatever day is asked', async () => {
    const day = fc.date({ min: new Date('2025-02-01'), max: new Date('2026-08-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
    const asked = fc.sample(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), day), { numRuns: 12, seed: 7 })
    const all = async () => await Promise.all(asked.map(([code, on]) => report(code, on)))
    const before = await all()
    expect((await save({ code: 'B', geometry: strip(104.08, 104.13), valid_from: '2026-11-01' })).statusCode).toBe(200)
    const split = await save({ code: 'E', geometry: strip(104.13, 104.18), valid_from: '2026-11-01', split_from: 'B' })
    expect(split.statusCode, split.body).toBe(200)
    expect(await all()).toEqual(before)
    expect(await one(it.db, `select count(*)::int as value from area_succession where reason = 'split'`)).toBe(1)
    expect((await save({ code: 'F', geometry: strip(104.39, 104.395), split_from: 'Z' })).statusCode).toBe(422)
    const named = `select count(*)::int as value from matter m join key_area k on k.id = m.area_id where k.code = 'B' and m.geom is null`
    expect(await one(it.db, named)).toBe(1)
    expect((await post('/api/actions/retire-key-area', { code: 'B' })).statusCode).toBe(200)
    expect(await one(it.db, named)).toBe(0)
    expect(await all()).toEqual(before)
  })

  test('figures that name the same borders are the same, whichever page tells them and whatever day is asked', async () => {
    type Rows = { rows: { code: string, numerator: number }[], borders_on: string }
    type Indicators = { rows: { code: string, indicators: Record<string, { denominator: number }> }[], borders_on: string }
    type Areas = { features: { properties: { code: string, petitions: number } }[], borders_on: string }
    type Run = { run: { borders_on: string | null }, rows: { code: string, petitions: number }[] }
    const day = fc.date({ min: new Date('2025-02-01'), max: new Date('2026-11-15'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
    const asked = fc.sample(fc.tuple(day, fc.subarray(['A', 'E'])), { numRuns: 8, seed: 11 })
    const seen = new Set<boolean>()
    for (const [on, codes] of [...asked, ['2026-08-31', ['A']], ['2026-11-10', ['A', 'E']]] as [string, string[]][]) {
      const days = `as_of=${on}&to=${on}`
      const query = `${days}${codes.map((code) => `&area=${code}`).join('')}`
      const measure = await ask<Rows>(`/api/measures/petitions?by=area&${query}`)
      const map = await ask<Areas>(`/api/feeds/key-areas?${query}`)
      const indicators = await ask<Indicators>(`/api/feeds/place-indicators?by=area&${query}`)
      const hot = await ask<Run>(`/api/hotspots?by=area&${query}`)
      expect([on, map.borders_on, indicators.borders_on, hot.run.borders_on]).toEqual([on, ...Array<string>(3).fill(measure.borders_on)])
      const all = await ask<Rows>(`/api/measures/petitions?by=area&${days}`)
      const number = (rows: { code: string, numerator: number }[], code: string): number => rows.find((row) => row.code === code)?.numerator ?? 0
      for (const code of codes.length > 0 ? codes : ['A', 'E']) {
        const petitions = number(measure.rows, code)
        const told = [map.features.find((area) => area.properties.code === code)?.properties.petitions,
          indicators.rows.find((row) => row.code === code)?.indicators['repeat_share']?.denominator ?? 0,
          hot.rows.find((row) => row.code === code)?.petitions ?? 0, number(all.rows, code)]
        expect([on, code, ...told]).toEqual([on, code, petitions, petitions, petitions, petitions])
        const alone = await ask<{ petitions: number, borders_on: string }>(`/api/summary?${days}&area=${code}`)
        if (alone.borders_on === measure.borders_on) expect([on, code, alone.petitions]).toEqual([on, code, petitions])
        seen.add(alone.borders_on === measure.borders_on)
      }
      expect(await ask(`/api/summary?${days}`)).toMatchObject({ borders_on: null })
      expect(await ask(`/api/hotspots?by=unit&level=township&${days}`)).toMatchObject({ run: { borders_on: null } })
    }
    // both were met: borders of the day, and today's instead
    expect([...seen].sort()).toEqual([false, true])
  })

  test('an area that is retired in favour of another leaves it what has no place but its name, not its ground, and the past alone', async () => {
    expect((await save({ code: 'G', geometry: strip(104.39, 104.399), valid_from: '2025-01-01' })).statusCode).toBe(200)
    await it.db.query(`update matter m set geom = null, place_method = 'text', place_grade = 'D', area_id = k.id from key_area k
      where k.code = 'G' and m.id = (select min(x.id) from matter x where x.area_id is null and x.geom is not null)`)
    await it.db.query(`insert into area_document (county_code, area_id, kind, title, file_name, format, byte_count, sha256, issued_on)
      select '990000', k.id, 'plan', 'G', 'g.pdf', 'pdf', 1, sha256('g'), date '2026-01-01' from key_area k where k.code = 'G'`)
    const retire = (payload: Record<string, unknown>) => post('/api/actions/retire-key-area', payload)
    const documents = async () => (await ask<{ rows: { title: string }[] }>('/api/feeds/area-documents?area=A')).rows.map(({ title }) => title).sort()
    const standing = () => one(it.db, `select string_agg(code, ' ' order by code) as value from key_area where valid_to is null`)
    const before = { standing: await standing(), ground: await one(it.db, `select st_astext(geom) as value from key_area where code = 'A'`), reports: await reports(['A', 'G']), named: await inArea('A'), documents: await documents() }
    for (const [successor, status] of [['G', 422], ['Z', 404], ['B', 404]] as const) expect([successor, (await retire({ code: 'G', successor })).statusCode]).toEqual([successor, status])
    expect(await standing()).toBe(before.standing)

    const answer = await retire({ code: 'G', successor: 'A' })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(await inArea('A')).toBe(before.named + 1)
    expect(await one(it.db, `select st_astext(geom) as value from key_area where code = 'A'`)).toBe(before.ground)
    expect(await one(it.db, `select k.code as value from key_area k where k.id = heir_area_of((select id from key_area where code = 'G'))`)).toBe('A')
    expect(await documents()).toEqual([...before.documents, 'G'])
    expect(await reports(['A', 'G'])).toEqual(before.reports)
  })
})
