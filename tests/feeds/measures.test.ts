import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { measures, type MeasureAnswer } from '../../api/contract/measures.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

const asOf = 'as_of=2026-11-22'
const counts = Object.keys(measures).filter((name) => measures[name]?.unit === 'count')
const shares = Object.keys(measures).filter((name) => measures[name]?.unit === 'share')
/** counted by hand from the tables, over the whole county and for ever */
const recounts: Record<string, string> = {
  problems: 'select count(*)::int as n, null::int as d from problem',
  problems_open: `select count(*) filter (where state in (select code from work_state where machine = 'problem' and open))::int as n, null::int as d from problem`,
  commitments_kept_share: `select count(*) filter (where kept_on <= '2026-11-22')::int as n, count(*)::int as d from commitment
    where due_on <= '2026-11-22' or kept_on <= '2026-11-22'`,
  revisit_satisfied_share: `select count(*) filter (where result <> 'not')::int as n, count(*)::int as d from revisit where on_date <= '2026-11-22'`,
}

describe.each(engines)('a measure on $name', ({ openDemo }) => {
  let demo: DemoApp
  beforeAll(async () => { demo = await openDemoApp(openDemo) })
  afterAll(() => demo.close())
  const ask = (name: string, by: string, query = asOf, who = 'office'): Promise<MeasureAnswer> => demo.ask(who, `/api/measures/${name}?by=${by}&${query}`)
  const sum = (answer: MeasureAnswer): number => answer.rows.reduce((all, { numerator }) => all + (numerator ?? 0), 0)

  test.each(counts)('%s adds up to the same total by township, village, group and area', async (name) => {
    const totals = new Set<number | null>()
    for (const by of ['unit&level=township', 'unit&level=village', 'unit&level=group', 'area']) {
      const answer = await ask(name, by)
      expect([by, sum(answer) + (answer.unlocated ?? 0) + (answer.outside ?? 0) + (answer.coarser ?? 0)]).toEqual([by, answer.total])
      totals.add(answer.total)
    }
    expect(totals.size).toBe(1)
    expect([...totals][0]).toBeGreaterThan(0)
  })

  test.each(shares)('%s is its numerator over its denominator, and nothing where that is below five', async (name) => {
    const { rows } = await ask(name, 'area')
    expect(rows.some(({ value }) => value !== null)).toBe(true)
    for (const { code, value, numerator, denominator } of rows) {
      expect([code, (numerator ?? 0) <= (denominator ?? 0)]).toEqual([code, true])
      expect([code, value]).toEqual([code, (denominator ?? 0) < 5 ? null : Math.round((numerator ?? 0) / (denominator ?? 1) * 1e4) / 1e4])
    }
  })

  it('has as its median the middle of the values that it tells', async () => {
    const { rows, median } = await ask('problems_closed_share', 'area')
    const values = rows.flatMap(({ value }) => value ?? []).sort((a, b) => a - b)
    const middle = values.length / 2
    expect(median).toBeCloseTo(values.length % 2 ? values[Math.floor(middle)] ?? NaN : ((values[middle - 1] ?? NaN) + (values[middle] ?? NaN)) / 2, 3)
  })

  test.each(Object.entries(recounts))('%s is what one counts by hand in the tables', async (name, sql) => {
    const { rows: [byHand] } = await demo.db.query<{ n: number, d: number | null }>(sql)
    const { rows, unlocated, outside, coarser, total } = await ask(name, 'unit&level=township')
    expect(total).toBe(byHand?.n)
    const rest = (unlocated ?? 0) + (outside ?? 0) + (coarser ?? 0)
    if (byHand?.d !== null && rest === 0) expect(rows.reduce((all, { denominator }) => all + (denominator ?? 0), 0)).toBe(byHand?.d)
  })

  it('tells the kiosk no number below five, and no rate that gives one away', async () => {
    for (const name of Object.keys(measures)) {
      for (const { value, numerator, under } of (await ask(name, 'unit&level=village', 'period=365d', 'wall')).rows) {
        expect(numerator === null || numerator === 0 || numerator >= 5).toBe(true)
        if (under === 5) expect([name, value, numerator]).toEqual([name, null, null])
      }
    }
  })
})
