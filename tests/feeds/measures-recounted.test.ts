/** Every measure of the contract against the same question asked of the raw rows in TypeScript: place by place, and what has none. */
import { describe, expect, it, test } from 'vitest'
import type { Filter } from '../../api/contract/filter.ts'
import { measures, type MeasureAnswer } from '../../api/contract/measures.ts'
import { engines } from '../setup/engines.ts'
import { textOf } from './random-filter.ts'
import { onRawDemo, rowsOf, type Contact, type Raw, type Standing } from './raw-rows.ts'
import { isLate, mattersOf, meantBy } from './told-filter.ts'

/** A share or a rate: part of a whole; a count has no whole. */
interface Tally { n: number, of: number }
type Tallies = Map<string, Tally>

const asOf = '2026-11-22'
const filters: Filter[] = [
  {}, { from: '2026-02-11', to: '2026-08-03' }, { period: '30d', channel: ['visit'] }, { period: 'year', overdue: '1' },
].map((filter) => ({ as_of: asOf, ...filter } as Filter))
const levels = ['area', 'township', 'village', 'group']
const address = (name: string, by: string, filter: Filter = { as_of: asOf }): string =>
  `/api/measures/${name}?${textOf(filter)}&${by === 'area' ? 'by=area' : `by=unit&level=${by}`}`

const overdue = (one: Contact): boolean => isLate(one, asOf)
const count = (of: (one: Contact) => boolean) => (ones: readonly Contact[]): Tally => ({ n: ones.filter(of).length, of: 0 })

/** What a measure of petitions says of the petitions of one place. */
const ofContacts: Record<string, (ones: readonly Contact[]) => Tally> = {
  petitions: count(() => true), repeats: count(({ first }) => !first), collective: count(({ collective }) => collective),
  open: count(({ open }) => open), overdue: count(overdue),
  matters: (ones) => ({ n: mattersOf(ones), of: 0 }), household_rate: (ones) => ({ n: mattersOf(ones), of: 0 }),
  people: (ones) => ({ n: ones.reduce((sum, { people }) => sum + people, 0), of: 0 }),
  repeat_share: (ones) => ({ n: ones.filter(({ first }) => !first).length, of: ones.length }),
  overdue_share: (ones) => ({ n: ones.filter(overdue).length, of: ones.filter(({ open }) => open).length }),
}

/** Rows of the joint response behind a measure: the day that a period asks for, and what one row adds. */
const ofWork: Record<string, string> = {
  problems: `select area_id as area, coalesce(group_id, village_id, township_id) as unit, collected_on::text as day, 1 as n, 0 as of from problem`,
  problems_open: `select area_id as area, coalesce(group_id, village_id, township_id) as unit, collected_on::text as day, s.open::int as n, 0 as of
    from problem p join work_state s on s.machine = 'problem' and s.code = p.state`,
  problems_closed_share: `select area_id as area, coalesce(group_id, village_id, township_id) as unit, collected_on::text as day, (not s.open)::int as n, 1 as of
    from problem p join work_state s on s.machine = 'problem' and s.code = p.state`,
  problems_reopened_share: `select area_id as area, coalesce(group_id, village_id, township_id) as unit, collected_on::text as day, (reopened_count > 0)::int as n, 1 as of from problem`,
  household_coverage: `select area_id as area, coalesce(group_id, village_id, township_id) as unit, starts_on::text as day, done_count as n, planned_count as of
    from household_visit_round`,
  commitments_kept_share: `select area_id as area, coalesce(group_id, village_id, township_id) as unit, due_on::text as day, (coalesce(kept_on, '9999-12-31') <= '${asOf}')::int as n,
    1 as of from commitment where least(due_on, kept_on) <= '${asOf}'`,
  revisit_satisfied_share: `select area_id as area, coalesce(group_id, village_id, township_id) as unit, on_date::text as day, (result in ('satisfied', 'basically'))::int as n, 1 as of
    from revisit where on_date <= '${asOf}'`,
}

/** Code of the place that something belongs to, else why it has none. */
function placeOf(raw: Raw, by: string, { unit, area, status }: Standing): string {
  if (by === 'area' && area !== null) return raw.areas.get(area)?.code ?? 'no such area'
  const found = by === 'area' ? undefined : raw.above(unit, by)
  return found?.code ?? (status === 1 ? 'coarser' : status === 2 ? 'outside' : 'unlocated')
}

function tallied<Row extends Standing>(raw: Raw, by: string, rows: readonly Row[], tally: (rows: Row[]) => Tally): Tallies {
  return new Map([...Map.groupBy(rows, (row) => placeOf(raw, by, row))].map(([place, ones]) => [place, tally(ones)]))
}

/** An answer's places and rests that have something, in the form of a recount. */
function told({ rows, unlocated, outside, coarser }: MeasureAnswer, isCount: boolean): Tallies {
  const rests = Object.entries({ unlocated, outside, coarser }).map(([code, numerator]) => ({ code, numerator, denominator: null }))
  return new Map([...rows, ...rests].filter(({ numerator, denominator }) => numerator || (!isCount && denominator))
    .map(({ code, numerator, denominator }) => [code, { n: numerator ?? 0, of: isCount ? 0 : denominator ?? 0 }]))
}

const sorted = (tallies: Tallies): [string, Tally][] => [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))
/** Without places that have nothing; what has no place is told by its count alone. */
const something = (tallies: Tallies): Tallies => new Map([...tallies].flatMap(([place, { n, of }]): [string, Tally][] => {
  const rest = ['unlocated', 'outside', 'coarser'].includes(place)
  return n === 0 && (rest || of === 0) ? [] : [[place, { n, of: rest ? 0 : of }]]
}))

describe.each(engines)('a measure counted again on $name', ({ openDemo }) => {
  const at = onRawDemo(openDemo)

  test('leaves none out: each of the contract is counted by one of the ways here', () => {
    expect([...Object.keys(ofContacts), ...Object.keys(ofWork), 'gaps', 'five_ones'].sort()).toEqual(Object.keys(measures).sort())
  })

  test.each(Object.keys(ofContacts))('%s of petitions is the same in every place, under every filter asked here', async (name) => {
    const tally = ofContacts[name] ?? count(() => true)
    for (const filter of filters) {
      const asked = meantBy(filter, at.raw)
      expect(asked.length).toBeGreaterThan(10)
      for (const by of levels) {
        const answer = await at.demo.ask<MeasureAnswer>('office', address(name, by, filter))
        const isShare = measures[name]?.unit === 'share'
        const again = sorted(something(tallied(at.raw, by, asked, tally)))
        expect([filter, by, sorted(told(answer, !isShare)), answer.total]).toEqual([filter, by, again, tally(asked).n])
      }
    }
  })

  it('household_rate divides by the households of the place, not by those that came', async () => {
    for (const [by, places] of [['area', at.raw.areas], ['village', at.raw.units]] as const) {
      const { rows } = await at.demo.ask<MeasureAnswer>('office', address('household_rate', by))
      const households = new Map([...places.values()].filter(({ current }) => current).map((place) => [place.code, place.households]))
      for (const { code, denominator, numerator, value } of rows) {
        expect([code, denominator]).toEqual([code, households.get(code) ?? null])
        if (denominator !== null && denominator >= 5) expect([code, value]).toEqual([code, Math.round(1e5 * (numerator ?? 0) / denominator) / 100])
      }
    }
  })

  test.each(Object.entries(ofWork))('%s of the joint response is the same in every place', async (name, sql) => {
    const all = (await rowsOf<{ area: number | null, unit: number | null, day: string } & Tally>(at.demo.db, sql)).map((row) => ({ ...row, status: 1 }))
    const sum = (ones: readonly Tally[]): Tally => ({ n: ones.reduce((n, one) => n + one.n, 0), of: ones.reduce((n, one) => n + one.of, 0) })
    for (const filter of filters.slice(0, 2)) {
      const asked = all.filter(({ day }) => day >= (filter.from ?? '') && day <= (filter.to ?? '9999'))
      expect(asked.length).toBeGreaterThan(0)
      for (const by of levels) {
        const answer = await at.demo.ask<MeasureAnswer>('office', address(name, by, filter))
        expect([filter, by, sorted(told(answer, measures[name]?.unit === 'count'))]).toEqual([filter, by, sorted(something(tallied(at.raw, by, asked, sum)))])
      }
    }
  })

  it('gaps are the rows of their list, area by area and level by level', async () => {
    const { rows, total } = await at.demo.ask<{ rows: { area_code: string | null }[], total: number }>('office', `/api/feeds/gaps?as_of=${asOf}&limit=10000`)
    const answer = await at.demo.ask<MeasureAnswer>('office', address('gaps', 'area'))
    const byArea = new Map([...Map.groupBy(rows, ({ area_code: code }) => code ?? 'coarser')].map(([code, ones]) => [code, { n: ones.length, of: 0 }]))
    expect(sorted(told(answer, true))).toEqual(sorted(byArea))
    expect([total, answer.total]).toEqual([rows.length, rows.length])
  })

  it('five_ones counts what an area has of its five', async () => {
    const having = await rowsOf<{ area: number, n: number }>(at.demo.db, `
      select r.area_id as area, num_nonnulls(r.lead_department_id, r.resolution_plan, r.service_plan)
        + (exists (select from task_force t where t.response_id = r.id))::int
        + (exists (select from area_lead l where l.response_id = r.id and l.level = 'county' and '${asOf}' between l.valid_from and coalesce(l.valid_to, '9999-12-31')))::int as n
      from joint_response r where r.area_id is not null and r.state <> 'revoked'`)
    const { rows } = await at.demo.ask<MeasureAnswer>('office', address('five_ones', 'area'))
    expect(rows.filter(({ denominator }) => denominator).map(({ code, numerator, denominator }) => [code, numerator, denominator]).sort())
      .toEqual(having.map(({ area, n }) => [at.raw.areas.get(area)?.code, n, 5]).sort())
    // units have no five ones of their own
    expect(told(await at.demo.ask<MeasureAnswer>('office', address('five_ones', 'township')), false).size).toBe(0)
  })
})
