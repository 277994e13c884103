import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Density } from '../../api/contract/feeds/density.ts'
import type { Timeline } from '../../api/contract/feeds/timeline.ts'
import type { SavedView } from '../../api/contract/feeds/views.ts'
import type { MeasureAnswer } from '../../api/contract/measures.ts'
import type { SearchAnswer } from '../../api/contract/search.ts'
import type { Summary } from '../../api/contract/summary.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

const asOf = 'as_of=2026-11-22'

describe.each(engines)('what the map asks on $name', ({ openDemo }) => {
  let demo: DemoApp
  beforeAll(async () => { demo = await openDemoApp(openDemo) })
  afterAll(() => demo.close())

  let key = 0
  const act = async (who: string, name: string, payload: Record<string, unknown>) => await demo.app.inject({
    method: 'POST', url: `/api/actions/${name}`, payload, headers: { cookie: await demo.cookieOf(who), 'idempotency-key': `map-feeds-${key += 1}` },
  })

  test('every bar of the time slider is a list of as many petitions', async () => {
    for (const bucket of ['week', 'month']) {
      const { rows } = await demo.ask<Timeline>('office', `/api/feeds/timeline?bucket=${bucket}&kind=repeat&from=2026-02-10&to=2026-06-20&${asOf}`)
      expect(rows.length).toBeGreaterThan(3)
      expect([rows[0]?.from, rows.at(-1)?.to]).toEqual(['2026-02-10', '2026-06-20'])
      for (const { from, to, petitions } of rows.slice(0, 4)) {
        const { total } = await demo.ask<{ total: number }>('office', `/api/feeds/petitions?limit=1&kind=repeat&from=${from}&to=${to}&${asOf}`)
        expect([from, total]).toEqual([from, petitions])
      }
    }
  })

  test('weeks begin on Monday', async () => {
    const { rows } = await demo.ask<Timeline>('office', `/api/feeds/timeline?bucket=week&from=2026-03-02&to=2026-05-31&${asOf}`)
    for (const { from } of rows) expect(new Date(from).getUTCDay()).toBe(1)
  })

  test('a polygon counts what lies in it: two halves of the county add up to the whole', async () => {
    const half = async (ring: string): Promise<Summary> => await demo.ask<Summary>('office', `/api/summary?${asOf}&place=placed&within=${ring}`)
    const west = await half('104,26;104.61234,26;104.61234,28;104,28')
    const east = await half('104.61234,26;106,26;106,28;104.61234,28')
    const whole = await demo.ask<Summary>('office', `/api/summary?${asOf}&place=placed`)
    expect(west.petitions * east.petitions).toBeGreaterThan(0)
    expect(west.petitions + east.petitions).toBe(whole.petitions)
    const { total } = await demo.ask<{ total: number }>('office', `/api/feeds/petitions?limit=1&${asOf}&place=placed&within=104,26;104.61234,26;104.61234,28;104,28`)
    expect(total).toBe(west.petitions)
  })

  test.each([
    ['104,26;105,26', 'within'], ['104,26;105,27;105,26;104,27', 'within'], ['104,26;105,26;106,26', 'within'], ['204,26;105,26;105,27', 'within'],
    [Array.from({ length: 101 }, (_, i) => `104.${i},26`).join(';'), 'within'],
  ])('a polygon %s of too few, crossing, flat, foreign or too many corners is refused by name', async (ring, parameter) => {
    const answer = await demo.get('office', `/api/summary?within=${ring}`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ parameter })
  })

  test('hexagons tell who sees no points whole fives and “fewer than five”, and never more than there are', async () => {
    const exact = await demo.ask<Density>('office', `/api/feeds/density?size=2000&${asOf}`)
    const told = await demo.ask<Density>('leader', `/api/feeds/density?size=2000&${asOf}`)
    const at = new Map(exact.cells.map(([lon, lat, n]) => [`${lon} ${lat}`, n ?? 0]))
    expect(told.cells.length).toBe(exact.cells.length)
    expect(told.cells.some(([, , n]) => n === null)).toBe(true)
    for (const [lon, lat, n] of told.cells) {
      const real = at.get(`${lon} ${lat}`) ?? -1
      expect(n).toBe(real < 5 ? null : Math.floor(real / 5) * 5)
    }
    expect((await demo.get('office', '/api/feeds/density?size=3')).statusCode).toBe(400)
  })

  test('the median of a rate is the middle of the rates that are told', async () => {
    const { rows, median } = await demo.ask<MeasureAnswer>('leader', `/api/measures/household_rate?by=area&${asOf}`)
    const values = rows.flatMap(({ value }) => value === null ? [] : [value]).sort((a, b) => a - b)
    const middle = ((values[Math.floor((values.length - 1) / 2)] ?? 0) + (values[Math.ceil((values.length - 1) / 2)] ?? 0)) / 2
    expect(values.length).toBeGreaterThan(5)
    expect(median).toBeCloseTo(middle, 3)
  })

  test('a place is found by pinyin, and only within the caller’s own units', async () => {
    const { rows } = await demo.ask<SearchAnswer>('office', '/api/search?q=ccxc')
    expect(rows[0]).toMatchObject({ of: 'area', name: '澄川新城征地拆迁片区' })
    const townships = async (who: string): Promise<number> =>
      (await demo.ask<SearchAnswer>(who, `/api/search?limit=50&q=${encodeURIComponent('镇')}`)).rows.filter(({ level }) => level === 'township').length
    expect(await townships('office')).toBeGreaterThan(1)
    expect(await townships('township')).toBeLessThanOrEqual(1)
    expect((await demo.get('wall', '/api/search?q=a')).statusCode).toBe(403)
  })

  test('a view is saved, replaced and deleted by its owner, and nobody else finds it', async () => {
    const views = async (who: string): Promise<SavedView[]> => (await demo.ask<{ rows: SavedView[] }>(who, '/api/feeds/views')).rows
    for (const query of ['v=2&period=quarter', 'v=2&period=year&v.show=repeats']) {
      expect((await act('leader', 'save-view', { name: '每周例会', query })).statusCode).toBe(200)
    }
    expect(await views('leader')).toEqual([{ name: '每周例会', query: 'v=2&period=year&v.show=repeats', saved_at: expect.any(String) as string }])
    expect(await views('office')).toEqual([])
    expect((await act('office', 'delete-view', { name: '每周例会' })).statusCode).toBe(404)
    expect((await act('wall', 'save-view', { name: '大屏', query: 'v=2' })).statusCode).toBe(403)
    expect((await act('leader', 'save-view', { name: ' ', query: 'v=2' })).statusCode).toBe(400)
    expect((await act('leader', 'delete-view', { name: '每周例会' })).statusCode).toBe(200)
    expect(await views('leader')).toEqual([])
  })

  test('the fifty-first view is refused in words', async () => {
    await demo.db.query(`insert into saved_view select id, 'n' || n, 'v=2' from account, generate_series(1, 50) n where username = 'planner'`)
    const answer = await act('planner', 'save-view', { name: '第五十一个', query: 'v=2' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('50')
    expect((await act('planner', 'save-view', { name: 'n7', query: 'v=2&kind=first' })).statusCode).toBe(200)
  })
})
