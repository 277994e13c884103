import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { MeasureAnswer } from '../../api/contract/measures.ts'
import type { Density } from '../../api/contract/feeds/density.ts'
import type { Timeline } from '../../api/contract/feeds/timeline.ts'
import type { Summary } from '../../api/contract/summary.ts'
import type { PetitionRow } from '../../api/contract/feeds/petitions.ts'
import { engines, runsOn } from '../setup/engines.ts'
import { onDemo } from './demo-codes.ts'
import { filters, textOf } from './random-filter.ts'

interface Page { rows: PetitionRow[]; total: number; next: string | null }
interface Features { features: { id: string; properties: { petitions: number; matters: number; by_state: Record<string, number> } }[] }

const sum = (numbers: (number | null)[]): number => numbers.reduce<number>((all, one) => all + (one ?? 0), 0)
/** The tile of zoom 5 that holds the whole county. */
const countyTile = '/tiles/petitions/5/25/13.mvt'

describe.each(engines)('one filter, one truth on $name', ({ name, openDemo }) => {
  const at = onDemo(openDemo)

  async function rest(by: string, query: string, measure = 'petitions'): Promise<MeasureAnswer> {
    return await at.demo.ask<MeasureAnswer>('office', `/api/measures/${measure}?${by}&${query}`)
  }
  const added = (m: MeasureAnswer): number =>
    sum(m.rows.map(({ numerator }) => numerator)) + sum([m.unlocated, m.outside, m.coarser])

  async function mapSum(query: string): Promise<number> {
    const answer = await at.demo.get('office', `${countyTile}?${query}`)
    if (answer.statusCode === 204 || answer.rawPayload.length === 0) return 0
    expect(answer.statusCode).toBe(200)
    const bytes = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(answer.rawPayload) : answer.rawPayload
    const layer = new VectorTile(new PbfReader(bytes)).layers.petitions
    let total = 0
    for (let at = 0; layer && at < layer.length; at += 1) total += Number(layer.feature(at).properties.n ?? 1)
    return total
  }

  async function holds(query: string, alsoExport: boolean): Promise<void> {
    const summary = await at.demo.ask<Summary>('office', `/api/summary?${query}`)
    const total = summary.petitions
    expect(summary.first + summary.repeat).toBe(total)
    expect(summary.open + summary.closed).toBe(total)
    expect(summary.located + summary.unlocated + summary.outside).toBe(total)
    expect((await at.demo.ask<Page>('office', `/api/feeds/petitions?limit=1&${query}`)).total).toBe(total)
    for (const level of ['township', 'village'] as const) {
      const units = await rest(`by=unit&level=${level}`, query)
      expect(added(units)).toBe(total)
      expect(units.total).toBe(total)
    }
    expect(added(await rest('by=area', query))).toBe(total)
    const matters = await at.demo.ask<{ total: number }>('office', `/api/feeds/matters?limit=1&${query}`)
    expect(matters.total).toBe(summary.matters)
    expect((await rest('by=area', query, 'matters')).total).toBe(summary.matters)
    for (const bucket of ['month', 'week']) {
      const { rows } = await at.demo.ask<Timeline>('office', `/api/feeds/timeline?bucket=${bucket}&${query}`)
      expect([sum(rows.map(({ petitions }) => petitions)), sum(rows.map(({ repeat }) => repeat)), sum(rows.map(({ open }) => open))])
        .toEqual([total, summary.repeat, summary.open])
    }
    const { cells } = await at.demo.ask<Density>('office', `/api/feeds/density?size=1000&${query}`)
    expect(sum(cells.map(([, , n]) => n))).toBe(summary.located)
    const areas = await at.demo.ask<Features>('office', `/api/feeds/key-areas?${query}`)
    for (const { properties } of areas.features) expect(sum(Object.values(properties.by_state))).toBe(properties.petitions)
    expect(await mapSum(query)).toBe(summary.located)
    if (alsoExport) {
      const csv = (await at.demo.get('office', `/api/exports/ledger?format=csv&${query}`)).body
      expect(csv.trimEnd().split('\r\n').length - 2).toBe(total)
    }
  }

  const numRuns = runsOn(name, 1_000, 60)
  it(`list, summary, units, areas, map and export agree for ${numRuns} random filters`, async () => {
    let run = 0
    await fc.assert(fc.asyncProperty(filters(at.codes), async (filter) => {
      run += 1
      await holds(textOf(filter), run % 10 === 0)
    }), { numRuns, seed: 20261122 })
  }, 900_000)

  it('pages of a list never repeat a petition and end at the total', async () => {
    const seen = new Set<string>()
    let cursor = ''
    let total = 0
    do {
      const page: Page = await at.demo.ask('office', `/api/feeds/petitions?limit=400&sort=due&period=year&as_of=2026-11-22${cursor}`)
      for (const { petition_no } of page.rows) seen.add(petition_no ?? '')
      total = page.total
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    expect(seen.size).toBe(total)
  })
})
