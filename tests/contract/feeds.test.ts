import { readdir } from 'node:fs/promises'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MeasureAnswer, measures } from '../../api/contract/measures.ts'
import { indicatorNames, responseIndicators, Summary, type Summary as SummaryAnswer } from '../../api/contract/summary.ts'
import { feedContracts } from '../../api/routes/feeds.ts'
import { sqlFolder } from '../../api/sql.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

/** Words that name a person's data; no feed, measure or summary may have such a member. */
const personal = /person|name_of|phone|mobile_no|id_number|identity|matter_key|address|sealed|petitioner/

const firstFault = (schema: TSchema, value: unknown): unknown => [...Compile(schema).Errors(value)][0] ?? null

describe('files in pairs', () => {
  it('every feed has a statement and a contract', async () => {
    expect([...(await sqlFolder('feeds')).keys()]).toEqual([...(await feedContracts()).keys()])
  })

  it('every measure has a statement and a title in both languages', async () => {
    expect([...(await sqlFolder('measures')).keys()]).toEqual(Object.keys(measures).sort())
    for (const { zh, en } of Object.values(measures)) expect(zh.length * en.length).toBeGreaterThan(0)
  })

  it('no statement that answers somebody builds its condition on units by hand: policies decide', async () => {
    for (const folder of ['feeds', 'measures']) {
      for (const [name, sql] of await sqlFolder(folder)) expect([name, /scope_units|current_setting/.test(sql)]).toEqual([name, false])
    }
  })

  it('rules are numbered once', async () => {
    const numbers = (await readdir(new URL('../../sql/rules/', import.meta.url))).map((name) => name.split('_')[0])
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})

describe.each(engines)('answers on $name', ({ openDemo }) => {
  let demo: DemoApp
  beforeAll(async () => { demo = await openDemoApp(openDemo) })
  afterAll(() => demo.close())

  it('feeds say what their contracts say, and nothing of a person', async () => {
    for (const [name, feed] of await feedContracts()) {
      for (const query of ['', '?period=year&as_of=2026-11-22', '?from=2030-01-01&to=2030-01-02']) {
        if ((name === 'reference' || feed.ownRows) && query !== '') continue
        const answer = await demo.ask(feed.roles.includes('office') ? 'office' : String(feed.roles[0]), `/api/feeds/${name}${query}`)
        expect([name, query, firstFault(feed.answer, answer)]).toEqual([name, query, null])
        expect(Object.keys(feed.own).concat(JSON.stringify(answer).match(/"[a-z_]+"(?= ?:)/g) ?? []).filter((key) => personal.test(key))).toEqual([])
      }
    }
  })

  it('the summary and every measure keep to their contracts, on an empty period too', async () => {
    for (const period of ['', 'period=quarter&as_of=2026-11-22', 'from=2030-01-01&to=2030-01-02']) {
      expect(firstFault(Summary, await demo.ask('leader', `/api/summary?${period}`))).toBeNull()
      for (const name of Object.keys(measures)) {
        for (const by of ['by=area', 'by=unit&level=village']) {
          expect([name, firstFault(MeasureAnswer, await demo.ask('leader', `/api/measures/${name}?${by}&${period}`))]).toEqual([name, null])
        }
      }
    }
  })

  it('the summary has every indicator that has a name, each a share of something', async () => {
    const { indicators } = await demo.ask<SummaryAnswer>('leader', '/api/summary?period=year&as_of=2026-11-22')
    expect(Object.keys(indicators)).toEqual(expect.arrayContaining([...indicatorNames, ...Object.keys(responseIndicators)]))
    expect(indicators.household_coverage?.denominator).toBeGreaterThan(0)
    expect(indicators.evaluated_share?.numerator).toBeLessThanOrEqual(indicators.evaluated_share?.denominator ?? 0)
    expect(indicators.satisfied_share?.denominator).toBe(indicators.evaluated_share?.numerator)
    expect((await demo.ask<SummaryAnswer>('leader', '/api/summary?as_of=2026-11-22')).indicators.backlog_settled).toMatchObject({ numerator: 28, denominator: 67 })
  })

  it('the demo county keeps its headline figures', async () => {
    const { rows: [row] } = await demo.db.query(`select count(*) filter (where closed_on is not null)::int as closed,
      count(*) filter (where settled_first)::int as first_stage, count(hardship_yuan)::int as hardship, sum(hardship_yuan)::int as yuan from matter`)
    expect(row).toEqual({ closed: 2260, first_stage: 1785, hardship: 64, yuan: 2_210_000 })
  })

  it('an unchanged answer is not sent again, a write makes it new', async () => {
    const url = '/api/summary?as_of=2026-11-22'
    const { etag } = (await demo.get('leader', url)).headers
    expect((await demo.get('leader', url, { 'if-none-match': String(etag) })).statusCode).toBe(304)
    await demo.db.query(`select touch_data(installation_county())`)
    await demo.db.notify('outbox', '')
    await expect.poll(async () => (await demo.get('leader', url, { 'if-none-match': String(etag) })).statusCode, { timeout: 10_000 }).toBe(200)
  })

  it('reports of misconduct are in no answer but the office’s own count', async () => {
    for (const url of ['/api/feeds/reference', '/api/summary', '/api/feeds/matters?limit=1000']) {
      expect((await demo.get('office', url)).body).not.toMatch(/misconduct|检举|控告/)
    }
  })
})
