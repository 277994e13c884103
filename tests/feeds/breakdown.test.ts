import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bands, breakdowns, type Breakdown } from '../../api/contract/feeds/breakdown.ts'
import type { Summary } from '../../api/contract/summary.ts'
import { engines, runsOn } from '../setup/engines.ts'
import { onDemo } from './demo-codes.ts'
import { filters, textOf } from './random-filter.ts'

const figures = ['petitions', 'people', 'repeat', 'collective', 'open', 'overdue'] as const
const sum = (numbers: (number | null)[]): number => numbers.reduce<number>((all, one) => all + (one ?? 0), 0)

describe.each(engines)('breakdowns on $name', ({ name, openDemo }) => {
  const at = onDemo(openDemo)

  const broken = (by: string, query: string): Promise<Breakdown> => at.demo.ask('office', `/api/feeds/breakdown?by=${by}&${query}`)

  it('add up to every figure of the summary, now, before and last year, for random filters', async () => {
    await fc.assert(fc.asyncProperty(filters(at.codes), async (filter) => {
      const query = textOf(filter)
      const summary = await at.demo.ask<Summary>('office', `/api/summary?${query}`)
      for (const by of [...breakdowns, 'category&level=2', 'category&level=3']) {
        const { rows } = await broken(by, query)
        for (const figure of figures) expect([by, figure, sum(rows.map((row) => row[figure]))]).toEqual([by, figure, summary[figure]])
        if (!['channel', 'kind'].includes(by)) expect([by, sum(rows.map(({ matters }) => matters))]).toEqual([by, summary.matters])
        expect(sum(rows.map(({ previous }) => previous))).toBe(summary.previous?.petitions ?? 0)
        expect(sum(rows.map((row) => row.last_year))).toBe(summary.last_year?.petitions ?? 0)
      }
    }), { numRuns: runsOn(name, 120, 25), seed: 150 })
  }, 600_000)

  it('every band is a list of exactly its matters', async () => {
    const { rows } = await broken('band', 'period=365d&as_of=2026-11-22')
    expect(rows.length).toBeGreaterThan(3)
    for (const { code, matters } of rows) {
      expect([code, (await at.demo.ask<{ total: number }>('office', `/api/feeds/matters?limit=1&period=365d&as_of=2026-11-22&band=${code}`)).total])
        .toEqual([code, matters])
    }
  })

  it('a matter lies in the band of its petitions of the period', async () => {
    const { rows } = await at.demo.db.query<{ n: number, code: string }>(
      'select n, band_name(petition_band(n)) as code from unnest(array[1, 2, 5, 6, 10, 11, 30, 31, 50, 51, 4000]) n')
    expect(rows.map(({ code }) => code)).toEqual(['1', '2-5', '2-5', '6-10', '6-10', '11-30', '11-30', '31-50', '31-50', '51+', '51+'])
    expect([...new Set(rows.map(({ code }) => code))]).toEqual(bands)
  })

  it('every category of each level is a list of exactly its petitions', async () => {
    const query = 'period=365d&as_of=2026-11-22'
    for (const level of [1, 2, 3]) {
      const { rows } = await broken(`category&level=${level}`, query)
      for (const row of rows.filter((one) => one.level === level).slice(0, 12)) {
        const { petitions } = await at.demo.ask<Summary>('office', `/api/summary?${query}&category=${row.code?.slice(0, level * 2)}`)
        expect([row.code, petitions]).toEqual([row.code, row.petitions])
        // whole codes say the same as their digits
        expect((await at.demo.ask<Summary>('office', `/api/summary?${query}&category=${row.code}`)).petitions).toBe(petitions)
      }
    }
  })

  it('a category is drilled by its own digits: the level below adds up to it', async () => {
    const query = 'period=year&as_of=2026-11-22'
    const { rows: [top] } = await broken('category', query)
    expect(top?.level).toBe(1)
    const { rows } = await broken('category&level=2', `${query}&category=${top?.code?.slice(0, 2)}`)
    expect(rows.length).toBeGreaterThan(1)
    expect(sum(rows.map(({ petitions }) => petitions))).toBe(top?.petitions)
  })

  it('tells the kiosk fives, and "<5" where there are fewer', async () => {
    const wall = await at.demo.ask<Breakdown>('wall', '/api/feeds/breakdown?by=category&level=3&period=365d')
    const office = await at.demo.ask<Breakdown>('office', '/api/feeds/breakdown?by=category&level=3&period=365d')
    const exact = new Map(office.rows.map((row) => [row.code, row]))
    expect(wall.rows.some(({ under }) => under === 5)).toBe(true)
    for (const row of wall.rows) {
      const n = exact.get(row.code)?.petitions ?? 0
      expect([row.code, row.petitions, row.under]).toEqual([row.code, ...n > 0 && n < 5 ? [null, 5] : [Math.floor(n / 5) * 5, null]])
      for (const figure of [...figures, 'previous', 'last_year', 'matters'] as const) expect((row[figure] ?? 0) % 5).toBe(0)
    }
  })
})
