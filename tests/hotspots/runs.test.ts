import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AlarmAnswer, type AlarmProgress } from '../../api/contract/alarms.ts'
import { HotspotAnswer } from '../../api/contract/hotspots.ts'
import { tellOwnWrite } from '../../api/data-version.ts'
import { decodeTile } from '../tiles/decode.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

const year = 'from=2025-11-23&to=2026-11-22&as_of=2026-11-22'

describe.each(engines)('hot-spot runs of the demo county on $name', ({ openDemo }) => {
  let site: DemoApp
  beforeAll(async () => { site = await openDemoApp(openDemo) })
  afterAll(() => site.close())
  const ask = (who: string, query: string) => site.ask<HotspotAnswer>(who, `/api/hotspots?${query}`)
  const sum = (values: (number | null)[]): number => values.reduce<number>((all, value) => all + (value ?? 0), 0)

  it('hold to their contract, by every kind of place and measure', async () => {
    const check = Compile(HotspotAnswer)
    for (const query of ['', 'measure=repeat', 'by=unit', 'by=unit&level=group&measure=rate', 'by=area&measure=repeat', 'by=area']) {
      const answer = await ask('office', `${query}&${year}`)
      expect([...check.Errors(answer)].slice(0, 2), query).toEqual([])
    }
  })

  it('name who is responsible at each place, by every kind of place, and tell a kiosk nobody', async () => {
    for (const by of ['hexagon', 'unit', 'area']) {
      const { spots } = await ask('office', `by=${by}&${year}`)
      expect(spots.every(({ village_name: village, township_name: township }) => village !== null && township !== null), by).toBe(true)
      const busy = spots.find(({ open }) => Number(open) > 3)
      expect(busy?.departments.length, by).toBeGreaterThan(0)
      // at most three units, and not more matters than are open
      expect(busy?.departments.length).toBeLessThanOrEqual(3)
      expect(sum(busy?.departments.map(({ matters }) => matters) ?? [])).toBeLessThanOrEqual(Number(busy?.open))
    }
    expect((await ask('wall', 'period=365d')).spots.flatMap(({ departments }) => departments)).toEqual([])
  })

  it('count what summary, tiles and feed count', async () => {
    const answer = await ask('office', year)
    const summary = await site.ask<{ matters: number, petitions: number }>('office', `/api/summary?${year}&place=placed`)
    expect([answer.run.total.matters, answer.run.total.petitions]).toEqual([summary.matters, summary.petitions])
    expect(sum(answer.rows.map(({ matters }) => matters))).toBe(summary.matters)
    const feed = await site.ask<{ run: { id: string }, features: { id: string, properties: { matters: number } }[] }>('office', `/api/feeds/hotspots?${year}`)
    expect(feed.run.id).toBe(answer.run.id)
    expect(feed.features.map(({ id, properties }) => [id, properties.matters])).toEqual(answer.rows.map(({ code, matters }) => [code, matters]))
    const tile = await site.get('office', `/tiles/hotspots/5/25/13.mvt?${year}`)
    expect(decodeTile(tile.rawPayload)['hotspots']?.map(({ properties }) => [properties['code'], properties['matters']]).sort()).toEqual(answer.rows.map(({ code, matters }) => [code, matters]).sort())
  })

  it.each([
    ['a leap day', 'from=2024-02-29&to=2024-03-09', ['2024-02-19', '2024-02-28', '2023-02-28', '2023-03-09']],
    ['a whole month', 'from=2026-04-01&to=2026-04-30', ['2026-03-01', '2026-03-31', '2025-04-01', '2025-04-30']],
    ['a running quarter', 'period=quarter&as_of=2026-11-22', ['2026-07-01', '2026-08-22', '2025-10-01', '2025-11-22']],
    ['any days', 'from=2026-09-03&to=2026-09-20', ['2026-08-16', '2026-09-02', '2025-09-03', '2025-09-20']],
  ])('compare %s with the days of the summary', async (_what, days, expected) => {
    interface Days { from: string | null, to: string | null }
    const { previous, last_year: lastYear } = await site.ask<{ previous: Days, last_year: Days }>('office', `/api/summary?${days}`)
    expect([previous.from, previous.to, lastYear.from, lastYear.to]).toEqual(expected)
    for (const by of ['unit&level=township', 'area']) {
      const { run } = await ask('office', `by=${by}&${days}`)
      expect([run.previous?.from, run.previous?.to, run.last_year?.from, run.last_year?.to]).toEqual(expected)
    }
  })

  it('are kept: the same question later gets the same run, other data another', async () => {
    const [first, second] = [await ask('office', `by=unit&${year}`), await ask('office', `by=unit&from=2026-10-24&to=2026-11-22&as_of=2026-11-22`)]
    expect(second.run.id).not.toBe(first.run.id)
    const { rows } = await site.db.query<{ answer: string }>('select answer from hotspot_run where key = $1', [first.run.id])
    expect(JSON.parse(rows[0]?.answer ?? '')).toEqual(first)
    await site.db.query('select touch_data(installation_county())')
    tellOwnWrite()
    expect((await ask('office', `by=unit&${year}`)).run.id).not.toBe(first.run.id)
  })

  it('every number of a hot spot is the total of its list, whatever the places are', async () => {
    const listed = async (of: 'matters' | 'petitions', query: string): Promise<number> => (await site.ask<{ total: number }>('office', `/api/feeds/${of}?limit=1&as_of=2026-11-22&${query}`)).total
    const names = ['1', '2-5', '6-10', '11-30', '31-50', '51%2B']
    for (const by of ['hexagon', 'area']) {
      const { spots, run } = await ask('office', `by=${by}&${year}`)
      for (const spot of spots.slice(0, 3)) {
        const place = by === 'hexagon' ? spot.codes.map((code) => `hexagon=${code}`).join('&') : `area=${spot.codes[0]}&place=placed`
        const here = `${place}&from=${run.from}&to=${run.to}`
        expect([by, await listed('matters', here), await listed('petitions', here), await listed('petitions', `${here}&kind=repeat`)]).toEqual([by, spot.matters, spot.petitions, spot.repeats])
        expect([await listed('matters', `${here}&state=open`), await listed('matters', `${here}&overdue=1`)]).toEqual([spot.open, spot.overdue])
        for (const one of spot.categories) expect([one.code, await listed('matters', `${here}&category=${one.code}`)]).toEqual([one.code, one.matters])
        for (const [i, n] of (spot.bands ?? []).entries()) expect([names[i], await listed('matters', `${here}&band=${names[i]}`)]).toEqual([names[i], n])
        for (const [days, n] of [[run.previous, spot.previous], [run.last_year, spot.last_year]] as const) {
          expect(await listed('matters', `${place}&from=${days?.from}&to=${days?.to}`)).toBe(n)
        }
      }
    }
  })

  it('tell what fell silent as good news, on the grid as in villages, and only where it is true', async () => {
    const quarter = 'from=2026-09-01&to=2026-10-31&as_of=2026-11-22'
    for (const by of ['hexagon', 'unit', 'area']) {
      const { rows, run } = await ask('office', `by=${by}&${quarter}`)
      expect(run.previous).toEqual({ from: '2026-07-02', to: '2026-08-31' })
      for (const row of rows.filter(({ quiet }) => quiet)) {
        expect([Number(row.before) >= 5, Number(row.matters) * 5 <= Number(row.before)]).toEqual([true, true])
        const place = by === 'hexagon' ? `hexagon=${row.code}` : `${by}=${row.code}&place=placed`
        const then = await site.ask<{ total: number }>('office', `/api/feeds/matters?limit=1&${place}&from=2026-07-02&to=2026-08-31`)
        const open = await site.ask<{ total: number }>('office', `/api/feeds/matters?limit=1&${place}&state=open&to=2026-11-22`)
        expect([row.code, then.total, open.total]).toEqual([row.code, row.before, 0])
      }
      expect(rows.filter(({ quiet }) => !quiet).every(({ before }) => before === null)).toBe(true)
    }
  })

  it('a hexagon that was busy, is settled and has nothing now is told though nothing is in it', async () => {
    const { rows: [at] } = await site.db.query<{ hex: string, day: string }>(`select p.hex1::text as hex, max(p.received_on)::text as day from petition p
      where p.hex1 is not null group by 1 having count(distinct p.matter_id) >= 5 order by max(p.received_on), count(*) desc limit 1`)
    await site.db.query(`update petition set is_open = false where hex1 = $1`, [at?.hex])
    await site.db.query('select touch_data(installation_county())')
    tellOwnWrite()
    const next = (days: number): string => new Date(Date.parse(`${at?.day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
    const { rows } = await ask('office', `by=hexagon&scale=1x1&from=${next(1)}&to=${next(1_000)}&as_of=2026-11-22`)
    const [column, row] = [Number(at?.hex) % 2 ** 21 - 2 ** 20, Math.floor(Number(at?.hex) / 2 ** 21) - 2 ** 20]
    expect(rows.find(({ code }) => code === `h1_${column}_${row}`)).toMatchObject({ quiet: true, matters: 0 })
    expect((await ask('wall', 'period=365d')).rows.every(({ before }) => before === null || before % 5 === 0)).toBe(true)
  })

  it('stand on the grid of another run when asked, so that two periods are on one scale', async () => {
    const [all, month] = [await ask('office', year), 'from=2026-09-01&to=2026-09-30&as_of=2026-11-22']
    const scale = `${all.run.scale?.size}x${all.run.scale?.rings}`
    const pinned = await ask('office', `${month}&scale=${scale}`)
    expect(pinned.run.scale).toMatchObject({ size: all.run.scale?.size, rings: all.run.scale?.rings, cells: all.run.scale?.cells })
    expect(new Set(pinned.rows.map(({ code }) => code.slice(0, 2)))).toEqual(new Set([`h${all.run.scale?.size}`]))
    expect((await ask('office', `${year}&scale=${scale}`)).rows).toEqual(all.rows)
  })

  it('find the great land-requisition area with its reasons and its class', async () => {
    const { spots, rows, run } = await ask('leader', `by=area&measure=rate&${year}`)
    const spot = spots.find(({ codes }) => codes.includes('990128-K01'))
    expect(spot).toMatchObject({ kind: 'spread', is_hot: true, level: 3, emerging: { pattern: 'intensifying', kind: 'hot', zh: '连续加强' } })
    expect(spot?.categories).toHaveLength(3)
    const row = rows.find(({ code }) => code === '990128-K01')
    expect(spot?.matters).toBe(row?.matters)
    expect(row?.rate).toBeCloseTo(1_000 * Number(row?.matters) / Number(row?.households), 2)
    expect(sum(spot?.bands ?? [])).toBe(spot?.matters)
    expect(run).toMatchObject({ test: 'binomial', denominator: 'households', tested: 10 })
  })

  it('leave the placeholder points out, and name them to those who work on data', async () => {
    const office = await ask('office', year)
    expect(office.placeholders?.length).toBeGreaterThan(0)
    expect(office.run.left_out.placeholder).toBeGreaterThan(0)
    expect((await ask('leader', year)).placeholders).toBeNull()
  })

  it('tell placeholder points a few metres apart as one finding', async () => {
    const { placeholders: before } = await ask('office', year)
    const [first] = before ?? []
    await site.db.query(`
      insert into placeholder_point (county_code, geom, address_count, matter_count, state)
      select '990128', st_setsrid(st_point($1::float8 + east, $2::float8), 4326), 40, 1, state
      from (values (0.0002, $3), (0.0012, $3), (0.0001, 'cleared')) v (east, state)`, [first?.lon, first?.lat, first?.state])
    await site.db.query('select touch_data(installation_county())')
    tellOwnWrite()
    // twenty metres away it is the same, a hundred metres away another, and a point that is a real place is none
    const { placeholders: after } = await ask('office', year)
    expect(after?.length).toBe((before?.length ?? 0) + 1)
    expect(after).toContainEqual({ ...first, points: 2, matters: (first?.matters ?? 0) + 1, addresses: (first?.addresses ?? 0) + 40 })
  })

  it('a township sees its own ground only, and tests only that', async () => {
    const [own, all] = [await ask('township', year), await ask('office', year)]
    expect(own.run.total.matters).toBeLessThan(all.run.total.matters)
    const { rows } = await ask('township', `by=unit&level=township&${year}`)
    expect(rows).toHaveLength(1)
  })

  it('tell a wall nothing below five and no figure from which it follows', async () => {
    const wall = await ask('wall', 'period=365d')
    for (const row of wall.rows) {
      if (row.under === null) expect([Number(row.matters) % 5, Number(row.petitions) % 5]).toEqual([0, 0])
      else expect([row.matters, row.petitions]).toEqual([null, null])
      expect([row.sum, row.p, row.q, row.z, row.share, row.rate]).toEqual([null, null, null, null, null, null])
    }
    expect((await ask('planner', year)).rows.some(({ under }) => under === 5)).toBe(true)
  })

  it('refuse what makes no sense, by the name of the parameter', async () => {
    for (const [query, parameter] of [['measure=rate', 'measure'], ['level=village', 'level'], ['by=moon', 'by'], ['by=unit&scale=1x1', 'scale'], ['scale=4x1', 'scale']]) {
      const answer = await site.get('office', `/api/hotspots?${query}`)
      expect([answer.statusCode, answer.json<{ parameter: string }>().parameter]).toEqual([400, parameter])
    }
  })

  it('the alarm runs when it is asked for, once per week and data, and tells circles', async () => {
    const first = await site.ask<AlarmAnswer>('office', '/api/feeds/alarms')
    expect([...Compile(AlarmAnswer).Errors(first)].slice(0, 2)).toEqual([])
    expect(first.run).toMatchObject({ weeks: 52, signal_days: 365, watch_days: 100 })
    expect(first.features.length).toBeGreaterThan(0)
    expect((await site.ask<AlarmAnswer>('leader', '/api/feeds/alarms')).run?.id).toBe(first.run?.id)
    expect((await site.get('township', '/api/feeds/alarms')).statusCode).toBe(403)
    // an alarm's number is a list, too
    for (const { properties: one } of first.features) {
      const here = `${one.hexagons.map((code) => `hexagon=${code}`).join('&')}&from=${one.from}&to=${one.to}&kind=first`
      expect((await site.ask<{ total: number }>('office', `/api/feeds/matters?limit=1&${here}`)).total).toBe(one.observed)
      expect(one.members).toHaveLength(one.hexagons.length)
    }
  })

  it('the office looks again between two Sundays and sees how far it is; a planner may only read', async () => {
    const post = async (who: string) => await site.app.inject({
      method: 'POST', url: '/api/alarm-runs', payload: {}, headers: { cookie: await site.cookieOf(who), 'x-requested-with': 'fetch', 'idempotency-key': crypto.randomUUID() },
    })
    expect((await post('planner')).statusCode).toBe(403)
    const started = await post('office')
    expect([started.statusCode, started.json<AlarmProgress>().of]).toEqual([202, 999])
    const seen: AlarmProgress[] = [started.json<AlarmProgress>()]
    while (seen.at(-1)?.state === 'running') {
      await new Promise((resolve) => { setTimeout(resolve, 20) })
      seen.push(await site.ask<AlarmProgress>('planner', '/api/alarm-runs'))
    }
    expect(['done', 'unchanged']).toContain(seen.at(-1)?.state)
    const steps = seen.map(({ done }) => done)
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
    expect(steps.at(-1)).toBe(999)
    const { run } = await site.ask<AlarmAnswer>('office', '/api/feeds/alarms')
    expect(run?.week_ends_on).toBe(seen.at(-1)?.week_ends_on)
  })
})
