import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AreaProfile } from '../../api/contract/feeds/area-profiles.ts'
import type { PlaceIndicators } from '../../api/contract/feeds/place-indicators.ts'
import type { SamePeriod } from '../../api/contract/feeds/same-period.ts'
import type { UnitProfile } from '../../api/contract/feeds/unit-profiles.ts'
import { indicatorNames, type Summary } from '../../api/contract/summary.ts'
import { engines, runsOn } from '../setup/engines.ts'
import { onDemo } from './demo-codes.ts'
import { filters, textOf } from './random-filter.ts'

describe.each(engines)('what the page of an area or a unit asks on $name', ({ name, openDemo }) => {
  const at = onDemo(openDemo)
  const summaryOf = (query: string, who = 'office'): Promise<Summary> => at.demo.ask(who, `/api/summary?${query}`)
  const numRuns = runsOn(name, 40, 15)

  it('indicators of each place are those of the summary of that place, for random filters', async () => {
    await fc.assert(fc.asyncProperty(filters(at.codes), fc.constantFrom('area', 'township', 'village'), async ({ area: _area, unit: _unit, ...filter }, by) => {
      const query = textOf(filter)
      const { rows, median } = await at.demo.ask<PlaceIndicators>('office', `/api/feeds/place-indicators?by=${by}&${query}`)
      expect(rows.length).toBeGreaterThan(5)
      for (const row of rows.slice(0, 6)) {
        const { indicators, ...figures } = await summaryOf(`${query}&${by === 'area' ? 'area' : 'unit'}=${row.code}`)
        for (const one of indicatorNames) {
          // nothing counted is said by leaving the indicator out, or by zeros
          const none = { value: null, numerator: 0, denominator: 0 }
          expect([row.code, one, row.indicators[one] ?? none]).toEqual([row.code, one, indicators[one] ?? none])
        }
        expect(row.indicators['overdue_share']?.numerator ?? 0).toBe(figures.overdue)
        expect(row.indicators['household_rate']?.numerator ?? 0).toBe(figures.matters)
      }
      for (const [one, { value, n }] of Object.entries(median)) {
        const values = rows.flatMap(({ indicators }) => indicators[one]?.value ?? []).sort((a, b) => a - b)
        expect([one, values.length]).toEqual([one, n])
        const middle = ((values[Math.floor((n - 1) / 2)] ?? 0) + (values[Math.ceil((n - 1) / 2)] ?? 0)) / 2
        expect(Math.abs(value - middle)).toBeLessThan(0.0001)
      }
    }), { numRuns, seed: 151 })
  }, 300_000)

  it('one place alone stands beside the medians of all', async () => {
    const all = await at.demo.ask<PlaceIndicators>('leader', '/api/feeds/place-indicators?period=365d')
    const [code = ''] = at.codes.areas
    const one = await at.demo.ask<PlaceIndicators>('leader', `/api/feeds/place-indicators?period=365d&code=${code}`)
    expect(one.median).toEqual(all.median)
    expect(one.rows).toEqual(all.rows.filter((row) => row.code === code))
    expect(one.rows).toHaveLength(1)
  })

  it('the same period of earlier years is the summary of those days, and years without data are not averaged', async () => {
    const [area = ''] = at.codes.areas
    const told = await at.demo.ask<SamePeriod>('office', `/api/feeds/same-period?years=5&area=${area}&from=2026-03-01&to=2026-05-31&as_of=2026-11-22`)
    expect(told.rows.map(({ from }) => from)).toEqual(['2026-03-01', '2025-03-01', '2024-03-01', '2023-03-01', '2022-03-01', '2021-03-01'])
    for (const { from, to, petitions, matters, repeat } of told.rows) {
      expect(await summaryOf(`area=${area}&from=${from}&to=${to}&as_of=2026-11-22`)).toMatchObject({ petitions, matters, repeat })
    }
    expect(told.rows.map(({ covered }) => covered)).toEqual([true, true, true, false, false, false])
    expect(told.averaged_years).toBe(2)
    expect(told.average).toBe(Math.round(((told.rows[1]?.petitions ?? 0) + (told.rows[2]?.petitions ?? 0)) / 2 * 10) / 10)
    // eight days without data do not spoil a year
    const year = await at.demo.ask<SamePeriod>('office', '/api/feeds/same-period?period=365d&as_of=2026-11-22')
    expect(year.rows.map(({ covered }) => covered)).toEqual([true, true, true, false])
    expect(told.data_from?.slice(0, 7)).toBe('2023-12')
    const { rows: [latest] } = await at.demo.ask<{ rows: { received_on: string }[] }>('office', '/api/feeds/petitions?limit=1')
    expect(told.data_to).toBe(latest?.received_on)
  })

  it('has no earlier years to show for a period without beginning', async () => {
    expect(await at.demo.ask<SamePeriod>('office', '/api/feeds/same-period')).toMatchObject({ rows: [], average: null, averaged_years: 0 })
  })

  it('an area’s profile divides it among the townships it crosses and names its nearest neighbours', async () => {
    const { rows } = await at.demo.ask<{ rows: AreaProfile[] }>('leader', '/api/feeds/area-profiles')
    expect(rows).toHaveLength(10)
    for (const { code, units, neighbours, kind, surface_ha } of rows) {
      const share = (level: string): number => units.filter((unit) => unit.level === level).reduce((all, unit) => all + unit.share, 0)
      for (const level of ['township', 'village']) expect([code, level, Math.abs(share(level) - 1) < 0.02]).toEqual([code, level, true])
      expect(surface_ha).toBeGreaterThan(0)
      const metres = neighbours.map(({ distance_m }) => distance_m)
      expect(metres).toEqual([...metres].sort((a, b) => a - b))
      expect(neighbours.map((one) => one.code)).not.toContain(code)
      expect(neighbours.length).toBeGreaterThanOrEqual(4)
      const others = rows.filter((one) => one.kind === kind).length - 1
      expect(neighbours.filter((one) => one.kind === kind).length).toBeGreaterThanOrEqual(Math.min(others, 2))
    }
  })

  it('profiles say nothing of what lies outside the caller’s own units', async () => {
    const { rows } = await at.demo.ask<{ rows: AreaProfile[] }>('village', '/api/feeds/area-profiles')
    for (const { units, neighbours } of rows) {
      expect(units.filter(({ level }) => level === 'township')).toEqual([])
      expect(neighbours.every(({ code }) => rows.some((row) => row.code === code))).toBe(true)
    }
    const { rows: [own] } = await at.demo.ask<{ rows: UnitProfile[] }>('village', '/api/feeds/unit-profiles')
    expect(own).toMatchObject({ level: 'village', path: [], neighbours: [] })
    expect(own?.below).toBeGreaterThan(0)
  })

  it('a unit’s profile is the same from above and from below: path, areas inside, neighbours that touch', async () => {
    const one = async (code: string): Promise<UnitProfile | undefined> =>
      (await at.demo.ask<{ rows: UnitProfile[] }>('leader', `/api/feeds/unit-profiles?unit=${code}`)).rows[0]
    const { rows: [area] } = await at.demo.ask<{ rows: AreaProfile[] }>('leader', '/api/feeds/area-profiles')
    for (const crossed of area?.units.slice(0, 8) ?? []) {
      const unit = await one(crossed.code)
      expect(unit).toMatchObject({ code: crossed.code, level: crossed.level })
      expect(unit?.areas.find(({ code }) => code === area?.code)?.share).toBe(crossed.share)
      expect(unit?.path.at(-1)?.code).toBe(crossed.parent_code)
      const [beside] = unit?.neighbours ?? []
      if (beside?.distance_m === 0) expect((await one(beside.code))?.level).toBe(unit?.level)
    }
    expect((await one('990128'))?.path).toEqual([])
    expect((await at.demo.get('leader', '/api/feeds/unit-profiles?unit=990128999')).statusCode).toBe(404)
    expect((await at.demo.get('leader', '/api/feeds/area-profiles?area=nowhere')).statusCode).toBe(404)
  })
})
