/** Data change while a run is going: nobody waits, nothing is mixed, the next one who asks gets the new numbers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HotspotAnswer } from '../../api/contract/hotspots.ts'
import { runAlarm } from '../../api/hotspots/alarm.ts'
import { importPetitions } from '../imports/county.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

const year = 'from=2025-11-23&to=2026-11-22&as_of=2026-11-22'

describe.each(engines)('hot spots and an import at the same time on $name', ({ openDemo }) => {
  let site: DemoApp
  beforeAll(async () => { site = await openDemoApp(openDemo) })
  afterAll(() => site.close())
  const ask = (query: string) => site.ask<HotspotAnswer>('office', `/api/hotspots?${query}`)
  const spotOf = ({ spots }: HotspotAnswer): (number | null)[] => spots.map(({ matters }) => matters)

  it('the import is written, other answers come, each run is of one moment, and the next run counts what came', async () => {
    const before = await ask(`by=unit&${year}`)
    const { rows: [at] } = await site.db.query<{ lon: number, lat: number, village: string }>(`select st_x(c.at) as lon, st_y(c.at) as lat, u.code as village
      from admin_unit u cross join lateral (select st_pointonsurface(u.geom) as at) c where u.level = 'village' and u.valid_to is null and u.geom is not null order by u.code limit 1`)
    const list = Array.from({ length: 40 }, (_, i) => ({ no: `R${i}`, on: '2026-11-17', lon: Number(at?.lon), lat: Number(at?.lat), text: `反映灌溉水渠渗漏第${i}处` }))
    const order: string[] = []
    const done = <T>(name: string, what: Promise<T>): Promise<T> => what.finally(() => { order.push(name) })
    const [run, month, imported] = await Promise.all([
      done('run', ask(year)), done('month', ask('from=2026-11-01&to=2026-11-22&as_of=2026-11-22')),
      done('import', importPetitions(site.db, list)), done('health', site.get('office', '/api/session')), done('summary', site.ask('office', `/api/summary?${year}`)),
    ])
    expect(imported).toMatchObject({ created: 40, rejected: 0 })
    // neither waits for the runs, which go one after the other in a thread
    expect(order.indexOf('health')).toBeLessThan(Math.max(order.indexOf('run'), order.indexOf('month')))
    for (const answer of [run, month]) {
      const all = answer.rows.reduce((sum, row) => sum + (row.matters ?? 0), 0)
      expect(answer.run.total.matters).toBe(all)
      const byCode = new Map(answer.rows.map((row) => [row.code, row.matters ?? 0]))
      expect(spotOf(answer)).toEqual(answer.spots.map(({ codes }) => codes.reduce((sum, code) => sum + (byCode.get(code) ?? 0), 0)))
    }
    const after = await ask(`by=unit&${year}`)
    expect(after.run.id).not.toBe(before.run.id)
    expect(after.run.total.matters).toBe(before.run.total.matters + 40)
    const village = ({ rows }: HotspotAnswer): number => rows.find(({ code }) => code === at?.village)?.matters ?? 0
    expect(village(after)).toBe(village(before) + 40)
  })

  it('what came in one place within a week is a signal of the alarm, and known when it is asked again', async () => {
    expect(await runAlarm(site.db, { lastDay: '2026-11-22' })).toBe(true)
    const { rows: [strongest] } = await site.db.query<{ level: string, observed: number, from_on: string }>(`select s.level, s.observed, s.from_on::text from alarm_signal s
      join alarm_run r on r.id = s.run_id and r.county_code = s.county_code where r.week_ends_on = '2026-11-22' order by s.run_id desc, s.rank limit 1`)
    expect([strongest?.level, strongest?.from_on, Number(strongest?.observed) >= 40]).toEqual(['signal', '2026-11-16', true])
    const told: number[] = []
    expect(await runAlarm(site.db, { lastDay: '2026-11-22', told: (done) => told.push(done) })).toBe(false)
    expect(told).toEqual([])
  })
})
