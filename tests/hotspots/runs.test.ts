import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AlarmAnswer } from '../../api/contract/alarms.ts'
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

  it('are kept: the same question later gets the same run, other data another', async () => {
    const [first, second] = [await ask('office', `by=unit&${year}`), await ask('office', `by=unit&${year}&period=30d`)]
    expect(second.run.id).not.toBe(first.run.id)
    const { rows } = await site.db.query<{ answer: string }>('select answer from hotspot_run where key = $1', [first.run.id])
    expect(JSON.parse(rows[0]?.answer ?? '')).toEqual(first)
    await site.db.query('select touch_data(installation_county())')
    tellOwnWrite()
    expect((await ask('office', `by=unit&${year}`)).run.id).not.toBe(first.run.id)
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
    for (const [query, parameter] of [['measure=rate', 'measure'], ['level=village', 'level'], ['by=moon', 'by']]) {
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
  })
})
