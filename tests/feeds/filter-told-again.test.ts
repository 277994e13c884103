/** The one filter, told again in TypeScript over the raw rows: whatever is asked, the lists hold those petitions and no others. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Filter } from '../../api/contract/filter.ts'
import type { Summary } from '../../api/contract/summary.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines, runsOn } from '../setup/engines.ts'
import { demoCodes } from './demo-codes.ts'
import { filters, textOf, type Codes } from './random-filter.ts'
import { rawRows, type Raw } from './raw-rows.ts'
import { isLate, mattersOf, meantBy } from './told-filter.ts'

describe.each(engines)('the filter told again on $name', ({ name, openDemo }) => {
  let demo: DemoApp
  let codes: Codes
  let raw: Raw
  beforeAll(async () => {
    demo = await openDemoApp(openDemo)
    ;[codes, raw] = [await demoCodes(demo), await rawRows(demo.db)]
  })
  afterAll(() => demo.close())

  async function agrees(filter: Filter): Promise<number> {
    const { rows } = await demo.ask<{ rows: { petition_no: string | null, matter_no: string }[] }>('office', `/api/feeds/petitions?limit=10000&${textOf(filter)}`)
    const meant = meantBy(filter, raw)
    expect(rows.map(({ petition_no: no, matter_no: matter }) => `${no} ${matter}`).sort()).toEqual(meant.map(({ no, matterNo }) => `${no} ${matterNo}`).sort())
    const summary = await demo.ask<Summary>('office', `/api/summary?${textOf(filter)}`)
    expect([summary.petitions, summary.people, summary.matters, summary.first, summary.collective, summary.open, summary.overdue]).toEqual([
      meant.length, meant.reduce((sum, { people }) => sum + people, 0), mattersOf(meant), meant.filter(({ first }) => first).length,
      meant.filter(({ collective }) => collective).length, meant.filter(({ open }) => open).length,
      meant.filter((one) => isLate(one, filter.as_of ?? '')).length])
    return meant.length
  }

  const asOf = '2026-11-22'
  test.each<[string, Filter]>([
    ['everything', {}], ['a quarter that is still running', { period: 'quarter' }], ['one day', { from: '2026-03-05', to: '2026-03-05' }], ['from a day on', { from: '2026-10-01' }],
    ['until a day', { to: '2025-03-31' }], ['a sort of category and one below another', { category: ['03', '0705'] }], ['a category of six digits that means all below', { category: ['030000'] }],
    ['all that is open and late', { state: ['open'], overdue: '1' }], ['what is called closed, and no other end', { state: ['closed_state'] }],
    ['collective ones that came back', { kind: 'collective', also: ['repeat'] }], ['no key area', { area: ['none'] }], ['no key area or one', { area: ['none', '990128-K01'] }],
    ['two ways of coming', { channel: ['visit', 'letter'], period: '90d' }], ['a word of the demand or the place', { q: '征地' }], ['a sign that means something elsewhere', { q: '%' }],
    ['a village', { unit: '990128001001' }], ['outside of the county', { place: 'outside' }], ['without a place', { place: 'unlocated' }], ['a box', { bbox: '104.4,26.9,104.7,27.2', period: 'year' }],
    ['a kind of key area', { area_kind: ['industrial_park', 'scenic_area'] }],
  ])('%s', async (_what, filter) => {
    const found = await agrees({ as_of: asOf, ...filter })
    if (filter.q !== '%') expect(found).toBeGreaterThan(0)
  })

  it('means areas that are named and of the kind: what lies in no area is of none', async () => {
    const kind = ['land_requisition']
    const named = await agrees({ as_of: asOf, area: ['990128-K01'], area_kind: kind })
    expect(named).toBeGreaterThan(0)
    expect(await agrees({ as_of: asOf, area: ['990128-K01', 'none'], area_kind: kind })).toBe(named)
    expect(await agrees({ as_of: asOf, area: ['none'], area_kind: kind })).toBe(0)
  })

  it('means nothing where two of its words exclude each other', async () => {
    expect(await agrees({ as_of: asOf, kind: 'first', also: ['repeat'] })).toBe(0)
    expect(await agrees({ as_of: asOf, state: ['open'], also: ['closed'] })).toBe(0)
    expect(await agrees({ as_of: asOf, place: 'placed', also: ['outside'] })).toBe(0)
  })

  const numRuns = runsOn(name, 80, 30)
  it(`means the same for ${numRuns} random filters`, async () => {
    // polygons and hexagons are asked of the map's own geometry elsewhere (tests/sql, tests/tiles)
    const plain = filters(codes).map(({ hexagon: _hexagon, within: _within, ...filter }) => filter)
    await fc.assert(fc.asyncProperty(plain, async (filter) => { await agrees(filter) }), { numRuns, seed: 20261128 })
  }, 240_000)
})
