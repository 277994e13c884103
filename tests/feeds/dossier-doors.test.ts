/** The page of a place: whatever its filter says, each of its numbers is the length of the list that opens behind it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Breakdown } from '../../api/contract/feeds/breakdown.ts'
import type { PlaceIndicators } from '../../api/contract/feeds/place-indicators.ts'
import type { SamePeriod } from '../../api/contract/feeds/same-period.ts'
import type { Timeline } from '../../api/contract/feeds/timeline.ts'
import { filterQuery, type Filter } from '../../api/contract/filter.ts'
import type { Summary } from '../../api/contract/summary.ts'
import { doors, type Door } from '../../web/lib/doors.ts'
import { filledMonths, monthsBefore } from '../../web/lib/months.ts'
import { breakdownUrl, elsewhere, filterOf, indicatorsUrl, monthsUrl, samePeriodUrl, type PlaceKind } from '../../web/lib/place-address.ts'
import { rowPatch } from '../../web/lib/row-door.ts'
import { narrowing, patched } from '../../web/lib/url-state.ts'
import { engines, runsOn } from '../setup/engines.ts'
import { onDemo } from './demo-codes.ts'
import { filters } from './random-filter.ts'

interface Number { name: string, told: number, door: Door, band?: string }

describe.each(engines)('the page of a place on $name', ({ name, openDemo }) => {
  const at = onDemo(openDemo)
  const ask = <T>(url: string): Promise<T> => at.demo.ask<T>('office', url)

  /** The numbers that the page shows as doors; of long rows the first ones. */
  async function numbersOf(of: PlaceKind, code: string, filter: Filter): Promise<Number[]> {
    const here = filterOf(of, code, filter)
    const summary = await ask<Summary>(`/api/summary?${filterQuery(here).toString()}`)
    const figures = (['petitions', 'matters', 'first', 'repeat', 'collective', 'open', 'closed', 'overdue', 'located', 'unlocated', 'outside'] as const)
      .map((one): Number => ({ name: one, told: summary[one], door: doors[one] }))

    const level = of === 'area' ? 'area' : code.length === 9 ? 'township' : code.length === 12 ? 'village' : null
    const own = level === null ? undefined : (await ask<PlaceIndicators>(indicatorsUrl(filter, level, code))).rows[0]?.indicators
    const indicators = ([['repeat_share', 'repeat'], ['overdue_share', 'overdue'], ['household_rate', 'matters']] as const).flatMap(([one, door]): Number[] =>
      (own?.[one] === undefined ? [] : [{ name: one, told: own[one].numerator, door: doors[door] }]))

    const { rows: years } = await ask<SamePeriod>(samePeriodUrl(here, 3))
    const past = years.map(({ petitions, from, to }): Number => ({ name: `${from} to ${to}`, told: petitions, door: { of: 'petitions', patch: { from, to } } }))

    const since = monthsBefore(summary.as_of, 35)
    const series = await ask<Timeline>(monthsUrl(here, since, summary.as_of))
    const months = filledMonths(series.rows, since, summary.as_of, summary).filter(({ petitions }, i) => petitions > 0 || i > 33).slice(-4)
      .map(({ month, from, to, petitions }): Number => ({ name: month, told: petitions, door: { of: 'petitions', patch: { from, to } } }))

    const rows = await Promise.all((['category', 'channel', 'state', 'band'] as const).map(async (by) =>
      (await ask<Breakdown>(breakdownUrl(here, by))).rows.slice(0, 3).flatMap((row): Number[] => {
        if (row.code === null) return []
        if (by === 'band') return [{ name: `band ${row.code}`, told: row.matters ?? 0, door: { of: 'matters', patch: {} }, band: row.code }]
        const patch = rowPatch(by, row.code, here, { asked: 1, own: row.level })
        return patch === null ? [] : [{ name: `${by} ${row.code}`, told: row.petitions ?? 0, door: { of: 'petitions', patch } }]
      })))
    return [...figures, ...indicators, ...past, ...months, ...rows.flat()]
  }

  async function lengthOf(here: Filter, { door, band }: Number): Promise<number> {
    const query = filterQuery(patched(here, narrowing(here, door.patch)))
    if (band !== undefined) query.set('band', band)
    return (await ask<{ total: number }>(`/api/feeds/${door.of}?limit=1&${query.toString()}`)).total
  }

  const numRuns = runsOn(name, 20, 8)
  it(`shows no number whose list is of another length, for ${numRuns} random places and filters`, async () => {
    const units = ['990128', ...at.codes.units]
    const place = fc.oneof(fc.nat().map((n): [PlaceKind, string] => ['area', at.codes.areas[n % at.codes.areas.length] ?? '']),
      fc.nat().map((n): [PlaceKind, string] => ['unit', units[n % units.length] ?? '']))
    let told = 0
    await fc.assert(fc.asyncProperty(place, filters(at.codes), async ([of, code], drawn) => {
      const filter = elsewhere(drawn)
      const here = filterOf(of, code, filter)
      for (const number of await numbersOf(of, code, filter)) {
        told += number.told
        expect([code, number.name, await lengthOf(here, number)]).toEqual([code, number.name, number.told])
      }
    }), { numRuns, seed: 5, examples: [[['area', at.codes.areas[0] ?? ''], { as_of: '2026-11-22', period: '365d' }], [['unit', '990128'], { as_of: '2026-11-22', kind: 'repeat', period: 'year' }]] })
    // lists of nothing would agree with anything
    expect(told).toBeGreaterThan(1_000)
  }, 300_000)
})
