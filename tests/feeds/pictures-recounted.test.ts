/** What the map and the pages draw, counted again from the raw rows: places with their figures, bars, parts, earlier years, indicators. */
import { describe, expect, it, test } from 'vitest'
import type { Breakdown } from '../../api/contract/feeds/breakdown.ts'
import type { PlaceIndicators } from '../../api/contract/feeds/place-indicators.ts'
import type { SamePeriod } from '../../api/contract/feeds/same-period.ts'
import type { Timeline } from '../../api/contract/feeds/timeline.ts'
import type { Filter } from '../../api/contract/filter.ts'
import { engines } from '../setup/engines.ts'
import { textOf } from './random-filter.ts'
import { onRawDemo, type Contact } from './raw-rows.ts'
import { daysAfter, isLate, mattersOf, meantBy } from './told-filter.ts'

const asOf = '2026-11-22'
const asked: Filter[] = [{ as_of: asOf, period: 'year' }, { as_of: asOf, from: '2026-03-10', to: '2026-09-20', channel: ['visit', 'online'] }, { as_of: asOf, kind: 'repeat', from: '2025-01-01' }]
interface Places { features: { id: string, properties: Record<string, unknown> & { by_state: object, previous?: { petitions: number } | null } }[] }

const figuresOf = (ones: readonly Contact[]): Record<string, unknown> => {
  const [open, overdue] = [ones.filter((one) => one.open).length, ones.filter((one) => isLate(one, asOf)).length]
  return {
    petitions: ones.length, matters: mattersOf(ones), people: ones.reduce((sum, { people }) => sum + people, 0),
    repeat: ones.filter(({ first }) => !first).length, collective: ones.filter(({ collective }) => collective).length, open, overdue,
    by_state: { open: open - overdue, overdue, closed: ones.length - open },
  }
}
const told = (properties: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(figuresOf([])).map((name) => [name, properties[name]]))
const shifted = (day: string, years: number): string => `${Number(day.slice(0, 4)) - years}${day.slice(4)}`

describe.each(engines)('a picture counted again on $name', ({ openDemo }) => {
  const at = onRawDemo(openDemo)
  const ask = <T>(feed: string, filter: Filter, more = ''): Promise<T> => at.demo.ask<T>('office', `/api/feeds/${feed}?${textOf(filter)}${more}`)

  test.each(['county', 'township', 'village', 'group'])('of every %s has the figures of what lies in it', async (level) => {
    for (const filter of asked) {
      const byUnit = Map.groupBy(meantBy(filter, at.raw), ({ unit }) => level === 'county' ? '990128' : at.raw.above(unit, level)?.code ?? '')
      const { features } = await ask<Places>('units', filter, `&level=${level}`)
      expect(features.length).toBe([...at.raw.units.values()].filter((unit) => unit.current && unit.level === level).length)
      if (level === 'county') continue
      for (const { id, properties } of features) expect([id, told(properties)]).toEqual([id, figuresOf(byUnit.get(id) ?? [])])
    }
  })

  it('of every key area has its figures, those of the period before beside them, and what is late first', async () => {
    for (const filter of asked.slice(0, 2)) {
      const byArea = Map.groupBy(meantBy(filter, at.raw), ({ area }) => area)
      const { features } = await ask<Places>('key-areas', filter)
      const [from, to] = filter.period === 'year' ? ['2025-01-01', shifted(asOf, 1)] : [daysAfter('2026-03-10', -195), '2026-03-09']
      const earlier = Map.groupBy(meantBy({ ...filter, period: undefined, from, to }, at.raw), ({ area }) => area)
      for (const { id, properties } of features) {
        const area = [...at.raw.areas.values()].find(({ code, current }) => current && code === id)?.id ?? -1
        expect([id, told(properties), properties.previous]).toEqual([id, figuresOf(byArea.get(area) ?? []), { petitions: earlier.get(area)?.length ?? 0 }])
      }
      const late = features.map(({ properties }) => [Number(properties.overdue), Number(properties.open)] as const)
      expect(late).toEqual([...late].sort(([a, m], [b, n]) => b - a || n - m))
    }
  })

  test.each(['week', 'month'] as const)('of time has a bar for each %s in which somebody came, cut to the period', async (bucket) => {
    for (const filter of asked) {
      const begins = (day: string): string => bucket === 'month' ? `${day.slice(0, 8)}01` : daysAfter(day, -((new Date(day).getUTCDay() + 6) % 7))
      const byBucket = Map.groupBy(meantBy(filter, at.raw), ({ on }) => begins(on))
      const { rows } = await ask<Timeline>('timeline', filter, `&bucket=${bucket}`)
      const bars = rows.filter(({ petitions }) => petitions > 0)
      expect(bars.map(({ from, petitions, repeat, collective, open }) => [begins(from), petitions, repeat, collective, open]))
        .toEqual([...byBucket].sort(([a], [b]) => (a < b ? -1 : 1)).map(([from, ones]) => {
          const figures = figuresOf(ones)
          return [from, figures.petitions, figures.repeat, figures.collective, figures.open]
        }))
      for (const { from, to } of rows) expect(from <= to && from >= (filter.from ?? '2026-01-01') && to <= (filter.to ?? asOf) && begins(to) === begins(from)).toBe(true)
    }
  })

  test.each(['channel', 'purpose', 'state', 'kind'] as const)('by %s has a part for each word, and one for those without', async (by) => {
    const wordOf = (one: Contact): string | null => by === 'kind' ? one.first ? 'first' : 'repeat' : one[by]
    for (const filter of asked) {
      const groups = Map.groupBy(meantBy(filter, at.raw), wordOf)
      const { rows } = await ask<Breakdown>('breakdown', filter, `&by=${by}`)
      const inOrder = (list: (string | number | null)[][]): string[] => list.map((row) => JSON.stringify(row)).sort()
      expect(inOrder(rows.filter(({ petitions }) => petitions).map(({ code, petitions, people, overdue }) => [code, petitions, people, overdue])))
        .toEqual(inOrder([...groups].map(([code, ones]) => {
          const { petitions, people, overdue } = figuresOf(ones) as Record<string, number>
          return [code, petitions ?? 0, people ?? 0, overdue ?? 0]
        })))
    }
  })

  test.each([1, 2, 3])('by category of level %i groups by so many digits', async (level) => {
    const filter = asked[0] ?? {}
    const codeOf = ({ category }: Contact): string | null => category === null ? null : String(category).padStart(6, '0').slice(0, 2 * level).padEnd(6, '0')
    const groups = Map.groupBy(meantBy(filter, at.raw), codeOf)
    const { rows } = await ask<Breakdown>('breakdown', filter, `&by=category&level=${level}`)
    expect(new Map(rows.filter(({ petitions }) => petitions).map(({ code, petitions, matters }) => [code, [petitions, matters]])))
      .toEqual(new Map([...groups].map(([code, ones]) => [code, [ones.length, mattersOf(ones)]])))
  })

  it('of earlier years has the same days of each, and the mean of those that the record reaches', async () => {
    const filter: Filter = { as_of: asOf, from: '2026-03-10', to: '2026-09-20' }
    const { rows, average, averaged_years: n, data_from: since } = await ask<SamePeriod>('same-period', filter, '&years=5')
    const first = at.raw.contacts.map(({ on }) => on).sort()[0]
    expect([since, rows.length]).toEqual([first, 6])
    for (const { years_back: back, from, to, covered, ...row } of rows) {
      const { petitions, matters, repeat, collective } = figuresOf(meantBy({ as_of: asOf, from: shifted('2026-03-10', back), to: shifted('2026-09-20', back) }, at.raw))
      expect([back, from, to, row]).toEqual([back, shifted('2026-03-10', back), shifted('2026-09-20', back), { petitions, matters, repeat, collective }])
      if (from >= String(first)) expect([back, covered]).toEqual([back, true])
      if (to < String(first)) expect([back, covered, row.petitions]).toEqual([back, false, 0])
    }
    const counted = rows.filter(({ years_back: back, covered }) => back > 0 && covered).map(({ petitions }) => petitions)
    expect([n, average]).toEqual([counted.length, counted.length === 0 ? null : Math.round(counted.reduce((a, b) => a + b, 0) / counted.length * 10) / 10])
  })

  test.each(['area', 'township', 'village'])('of indicators by %s has shares of what came there, none of fewer than five, and medians of what has one', async (by) => {
    const filter = asked[0] ?? {}
    const groups = Map.groupBy(meantBy(filter, at.raw), ({ unit, area }) => by === 'area' ? at.raw.areas.get(area ?? -1)?.code : at.raw.above(unit, by)?.code)
    const { rows, median } = await ask<PlaceIndicators>('place-indicators', filter, `&by=${by}`)
    const share = (part: number, whole: number): number | null => whole < 5 ? null : Math.round(part / whole * 1e4) / 1e4
    let compared = 0
    for (const { code, indicators } of rows) {
      const ones = groups.get(code) ?? []
      const { repeat, overdue, open } = figuresOf(ones) as Record<'repeat' | 'overdue' | 'open', number>
      for (const [name, part, whole] of [['repeat_share', repeat, ones.length], ['overdue_share', overdue, open]] as const) {
        if (indicators[name] === undefined) expect([code, name, whole]).toEqual([code, name, 0])
        else expect([code, name, indicators[name]]).toEqual([code, name, { value: share(part, whole), numerator: part, denominator: whole }])
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(10)
    for (const name of ['repeat_share', 'overdue_share']) {
      const values = rows.flatMap(({ indicators }) => indicators[name]?.value ?? []).sort((a, b) => a - b)
      const middle = values.length / 2
      expect(median[name]?.n).toBe(values.length)
      expect(median[name]?.value).toBeCloseTo(((values[Math.ceil(middle) - 1] ?? NaN) + (values[Math.floor(middle)] ?? NaN)) / 2, 3)
    }
  })
})
