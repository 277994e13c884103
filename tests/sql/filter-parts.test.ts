/** Small functions behind every count: how a period falls into months and days, what a drawn shape is, what must hold together. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines } from '../setup/engines.ts'

const iso = (n: number): string => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)
const end = fc.option(fc.integer({ min: 0, max: 500 }), { nil: null })
/** periods with both, one or no end; one day, whole months and days in between among them */
const periods = [
  ...fc.sample(fc.tuple(end, end), { numRuns: 150, seed: 20261128 }).map(([a, b]) => a !== null && b !== null && a > b ? [b, a] : [a, b])
    .map(([from = null, to = null]) => ({ from: from === null ? null : iso(from), to: to === null ? null : iso(to) })),
  { from: '2024-02-29', to: '2024-02-29' }, { from: '2024-02-01', to: '2024-02-29' }, { from: '2024-01-31', to: '2024-03-01' }, { from: '2024-01-31', to: '2024-02-01' },
  { from: '2024-12-01', to: '2025-01-31' }, { from: '2024-03-02', to: '2024-03-30' }, { from: null, to: null },
]

describe.each(engines)('behind a count on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() })
  afterAll(() => db.close())
  const one = async <T>(expression: string, ...params: unknown[]): Promise<T> =>
    (await db.query<{ value: T }>(`select to_jsonb(${expression}) as value`, params)).rows[0]?.value as T

  it('each day of a period stands in one of its parts and no other: in a whole month, or in the days before or after these', async () => {
    const { rows } = await db.query<{ wrong: string }>(`
      with asked as (select jsonb_strip_nulls(value) as f from jsonb_array_elements($1::jsonb)),
      parts as (
        select f, days_before_months(f) as b, days_after_months(f) as a, tally_start(f) as since, tally_end(f) as until from asked)
      select format('%s on %s', p.f, d.day) as wrong from parts p, lateral (select ('2023-11-15'::date + n) as day from generate_series(0, 700) n) d
      where (d.day >= coalesce((f ->> 'from')::date, '-infinity') and d.day <= coalesce((f ->> 'to')::date, 'infinity'))::int
        <> (d.day >= p.since and d.day < p.until)::int
         + (f ? 'from' and d.day >= (b ->> 'from')::date and d.day <= (b ->> 'to')::date)::int
         + (f ? 'to' and d.day >= (a ->> 'from')::date and d.day <= (a ->> 'to')::date)::int limit 5`, [JSON.stringify(periods)])
    expect(rows.map(({ wrong }) => wrong)).toEqual([])
  })

  it('the days around whole months remember where the period itself began, since a matter is new in it once', async () => {
    const begun = async (part: string, filter: object): Promise<string | null> => await one(`period_begins(${part}($1::jsonb))`, JSON.stringify(filter))
    for (const part of ['days_before_months', 'days_after_months']) {
      expect([part, await begun(part, { from: '2024-01-15', to: '2024-04-10' })]).toEqual([part, '2024-01-15'])
      expect([part, await begun(part, { to: '2024-04-10' })]).toEqual([part, '-infinity'])
    }
    expect(await one('period_begins($1::jsonb)', '{"from": "2024-01-15"}')).toBe('2024-01-15')
  })

  it('what falls due is asked from the period’s beginning to its end or the day of the report, whichever comes first', async () => {
    const due = async (filter: object): Promise<unknown> => await one('jsonb_build_array(first_due($1::jsonb), last_due($1::jsonb))', JSON.stringify(filter))
    expect(await due({ from: '2024-01-01', to: '2024-03-31', as_of: '2024-02-10' })).toEqual(['2024-01-01', '2024-02-10'])
    expect(await due({ from: '2024-01-01', to: '2024-01-31', as_of: '2024-02-10' })).toEqual(['2024-01-01', '2024-01-31'])
    expect(await due({ as_of: '2024-02-10' })).toEqual(['-infinity', '2024-02-10'])
  })

  describe('a drawn shape', () => {
    const refused = async (within: string) => await one('ring_text($1)', within).then(() => null, (error: { code: string, detail: string }) => [error.code, error.detail])

    it('is a closed ring in whole metres, in the order in which it was drawn', async () => {
      const [lon, lat] = [[104, 104.01, 104.01], [27, 27, 27.01]]
      const corner = (n: number): string => `${Math.round((lon[n] ?? 0) * 111_319.49079327358)} ${Math.round(Math.log(Math.tan((90 + (lat[n] ?? 0)) * Math.PI / 360)) * 6_378_137)}`
      expect(await one('ring_text($1)', '104,27;104.01,27;104.01,27.01')).toBe(`POLYGON((${[0, 1, 2, 0].map(corner).join(',')}))`)
    })

    test.each([
      ['that crosses itself', '104,27;104.01,27.01;104.01,27;104,27.01'], ['of one line', '104,27;104.01,27;104.02,27'],
      ['with a corner beyond the map', '104,27;181,27;104.01,27.01'], ['with a corner beyond the poles', '104,27;104.01,86;104.01,27.01'], ['of one point', '104,27;104,27;104,27'],
    ])('%s is refused by its parameter', async (_what, within) => {
      expect(await refused(within)).toEqual(['RG400', 'within'])
    })

    it('looks for a matter at its point, or for whom that is hidden at the middle of its cell, which lies within forty metres', async () => {
      const metres = fc.tuple(fc.integer({ min: 11_500_000, max: 11_700_000 }), fc.integer({ min: 3_100_000, max: 3_300_000 }))
      const points = fc.sample(metres, { numRuns: 60, seed: 7 })
      const { rows } = await db.query<{ at: [number, number], cell: [number, number] }>(`
        select jsonb_build_array(st_x(p), st_y(p)) as at, jsonb_build_array(st_x(c), st_y(c)) as cell
        from jsonb_array_elements($1::jsonb) with ordinality as e (v, n),
          lateral (select place_to_ring((v ->> 0)::int, (v ->> 1)::int, false) as p, place_to_ring((v ->> 0)::int, (v ->> 1)::int, true) as c) s order by n`, [JSON.stringify(points)])
      expect(rows.map(({ at }) => at)).toEqual(points)
      for (const { at, cell } of rows) for (const axis of [0, 1] as const) expect(Math.abs(at[axis] - cell[axis])).toBeLessThanOrEqual(39.5)
    })
  })

  describe('what must hold together', () => {
    /** the filter with traits, states by their codes */
    const held = async (resolved: object, also: string[]): Promise<Record<string, unknown>> => await one(`
      (select r - 'states' || case when r ? 'states' then jsonb_build_object('states',
        (select coalesce(jsonb_agg(s.code order by s.code), '[]') from state s where s.id = any (int_array(r -> 'states')))) else '{}' end
      from with_traits($1::jsonb, $2::jsonb) r)`, JSON.stringify(resolved), JSON.stringify(also))
    const statesThat = async (open: boolean): Promise<string[]> => await one(`(select jsonb_agg(code order by code) from state where open = $1)`, open)

    it('open and closed are the states that are, and both at once are none', async () => {
      expect(await held({}, ['open'])).toEqual({ states: await statesThat(true) })
      expect(await held({}, ['closed'])).toEqual({ states: await statesThat(false) })
      expect(await held({}, ['open', 'closed'])).toEqual({ states: [] })
    })

    it('of states that were asked for those remain that are open', async () => {
      const ids = async (...codes: string[]): Promise<number[]> => await one('(select jsonb_agg(id) from state where code = any ($1))', codes)
      expect(await held({ states: await ids('handling', 'settled') }, ['open'])).toEqual({ states: ['handling'] })
      expect(await held({ states: await ids('settled') }, ['open'])).toEqual({ states: [] })
    })

    test.each<[string, object, string[], object]>([
      ['a first petition that is a repeat is none', {}, ['first', 'repeat'], { kind: 'first', states: [] }], ['the kind itself counts as one', { kind: 'repeat' }, ['first'], { states: [] }],
      ['a collective repeat is both', { kind: 'collective' }, ['repeat'], { kind: 'repeat', collective: true }], ['collective alone is a kind', {}, ['collective'], { kind: 'collective' }],
      ['a matter has one place', {}, ['placed', 'outside'], { states: [] }], ['what is asked twice is asked once', { kind: 'first' }, ['first', 'first'], { kind: 'first' }],
      ['a place is kept', { place: 'unlocated' }, ['repeat'], { place: 'unlocated', kind: 'repeat' }],
    ])('%s', async (_what, resolved, also, expected) => {
      expect(await held(resolved, also)).toMatchObject(expected)
    })

    it('the kinds of a petition are told apart by bits: first or repeat, and collective', async () => {
      const { rows } = await db.query<{ kinds: number }>(`select petition_kinds(f, c)::int as kinds from (values (true, false), (false, false), (true, true), (false, true)) v (f, c)`)
      expect(rows.map(({ kinds }) => kinds)).toEqual([1, 2, 5, 6])
    })
  })
})
