import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db, Tx } from '../../api/db/db.ts'
import { engines, rolledBack, runsOn } from '../setup/engines.ts'

const cells = (channel: string, prev: string, repeat: string): string => `
  select ${channel} as channel, month_of(p.received_on) as month, coalesce(p.township_id, 0) as township_id, coalesce(p.area_id, 0) as area_id,
    coalesce(p.purpose, 0) as purpose, p.state, p.place_status, p.is_first, p.is_collective, p.is_open, month_of(${prev}) as prev_month,
    month_of(${repeat}) as repeat_prev_month, case when p.is_open then month_of(p.due_on) else '1900-01-01' end as due_month,
    count(*)::int as petitions, sum(p.people_count)::bigint as people
  from petition p where ${channel} is not null group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13`
const counted = `${cells('0', 'p.prev_on', 'p.repeat_prev_on')} union all ${cells('p.channel', 'p.channel_prev_on', 'null')}`
const kept = `select channel, month, township_id, area_id, purpose, state, place_status, is_first, is_collective, is_open,
  prev_month, repeat_prev_month, due_month, petitions, people from petition_tally where petitions <> 0`
const clocksOf = (channel: string): string => `
  select ${channel} as channel, e.clock, e.day, coalesce(m.purpose, 0) as purpose, m.state, m.kinds & 1 = 1 as has_first,
  count(*)::int as n, (count(*) filter (where e.met))::int as met from matter m, clock_events(m) e where ${channel} is not null group by 1, 2, 3, 4, 5, 6`
const clocks = `${clocksOf('0')} union all ${clocksOf('m.first_channel')}`
const keptClocks = 'select channel, clock, day, purpose, state, has_first, n, met from clock_tally where n <> 0'
/** What petitions know of each other, and matters of them, told without rules/084_petition_order.sql. */
const order = `
  select 'petition' as what, p.id, p.prev_on, p.channel_prev_on, p.repeat_prev_on, null::int as kinds from petition p union all
  select 'matter', m.id, null, null, null, m.kinds from matter m where exists (select from petition p where p.matter_id = m.id)`
const orderTold = `
  select 'petition' as what, p.id, max(e.received_on), max(e.received_on) filter (where e.channel = p.channel),
    max(e.received_on) filter (where not e.is_first), null::int
  from petition p left join petition e on e.matter_id = p.matter_id
    and (e.received_on, not e.is_first, coalesce(e.petition_no, '~') collate "C", e.id) < (p.received_on, not p.is_first, coalesce(p.petition_no, '~') collate "C", p.id)
  group by p.id
  union all
  select 'matter', p.matter_id, null, null, null, max(case when p.is_first then 1 else 0 end) + max(case when p.is_first then 0 else 2 end)
    + max(case when p.is_collective then 4 else 0 end) from petition p group by p.matter_id`

/** Cells that stand on one side only. */
async function differences(tx: Tx): Promise<number> {
  const apart = (one: string, other: string): string =>
    `(select count(*) from ((${one}) except (${other})) a) + (select count(*) from ((${other}) except (${one})) b)`
  const { rows: [row] } = await tx.query<{ n: number }>(
    `select ${apart(counted, kept)} + ${apart(clocks, keptClocks)} + ${apart(order, orderTold)} as n`)
  return row?.n ?? -1
}

/** Writes that happen to a matter and its petitions, by its rank. */
const writes: ((tx: Tx, nth: number) => Promise<unknown>)[] = [
  (tx, nth) => tx.query(`update matter set state = (select id from state where code = 'handling'), closed_on = null, version = version
    where id = (select id from matter order by id offset $1 limit 1)`, [nth]),
  (tx, nth) => tx.query(`update matter set registered_on = received_on + 20, opinion_on = received_on + 80, settled_first = not settled_first
    where id = (select id from matter order by id offset $1 limit 1)`, [nth]),
  // what nobody says any more, and another way in
  (tx, nth) => tx.query(`update matter set settled_first = null, first_channel = nullif((first_channel + $1) % 9, 0)
    where id = (select id from matter order by id offset $1 limit 1)`, [nth]),
  (tx, nth) => tx.query(`update matter set township_id = null, village_id = null, group_id = null, area_id = null, place_status = 0, geom = null
    where id = (select id from matter order by id offset $1 limit 1)`, [nth]),
  (tx, nth) => tx.query('delete from petition where id = (select id from petition order by id offset $1 limit 1)', [nth]),
  (tx, nth) => tx.query(`insert into petition (county_code, matter_id, received_on, prev_on, channel, people_count, state, place_status,
      is_first, is_collective, is_open, township_id, area_id, purpose, due_on)
    select county_code, id, received_on + 9, received_on, 2, 7, state, place_status, false, true, true, township_id, area_id, purpose, '2026-12-01'
    from matter order by id offset $1 limit 1`, [nth]),
  // one that became known late, between two others
  (tx, nth) => tx.query(`insert into petition (county_code, matter_id, received_on, channel, people_count, state, place_status,
      is_first, is_collective, is_open, township_id, area_id, purpose)
    select county_code, matter_id, prev_on + (received_on - prev_on) / 2, channel, 1, state, place_status, false, false, is_open, township_id,
      area_id, purpose from petition where prev_on is not null order by id offset $1 % 500 limit 1`, [nth]),
  (tx, nth) => tx.query(`update petition set channel = 9 - channel, is_collective = not is_collective
    where id = (select id from petition order by id offset $1 limit 1)`, [nth]),
  (tx, nth) => tx.query('delete from matter where id = (select id from matter order by id offset $1 limit 1)', [nth]),
]

describe.each(engines)('roll-ups on $name', ({ name, openDemo }) => {
  let db: Db
  beforeAll(async () => { db = await openDemo() })
  afterAll(() => db.close())

  it('equal a recount after any sequence of writes', async () => {
    const step = fc.tuple(fc.integer({ min: 0, max: writes.length - 1 }), fc.integer({ min: 0, max: 2_000 }))
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      expect(await rolledBack(db, async (tx) => {
        for (const [write, nth] of steps) await writes[write]?.(tx, nth)
        return await differences(tx)
      })).toBe(0)
    }), { numRuns: runsOn(name, 12, 5), seed: 7 })
  }, 240_000)

  it('say the same as the rows for every period, by area and by township, for all, one channel and repeats', async () => {
    const day = fc.integer({ min: 0, max: 1_080 })
    const more = fc.constantFrom({}, { channels: [2], by_petition: true, earlier: 'channel' }, { channels: [5], kind: 'first', by_petition: true, earlier: 'channel' },
      { kind: 'repeat', by_petition: true, earlier: 'repeat' }, { kind: 'first' }, { states: [8] })
    await fc.assert(fc.asyncProperty(fc.tuple(day, day, day), more, async ([a, b, asOf], said) => {
      const { rows: [row] } = await db.query<{ n: number }>(`
        with f as (select $4::jsonb || jsonb_build_object('from', '2023-12-01'::date + least($1::int, $2), 'to', '2023-12-01'::date + greatest($1::int, $2),
          'as_of', '2023-12-01'::date + $3::int) as f),
        -- each matter looked at
        plain as (select f - 'earlier' as f from f),
        pairs as (
          select 'area' as by, to_jsonb(c) as one, 1 as side from plain f, petition_counts(f.f, 'area') c
          union all select 'area', to_jsonb(c), 2 from f, petition_counts(f.f, 'area') c where f.f ? 'earlier'
          union all select 'area', to_jsonb(c), 2 from f, petition_counts(f.f || '{"tallied": true}', 'area') c
          union all select 'township', to_jsonb(c), 1 from plain f, petition_counts(f.f, 'township') c
          union all select 'township', to_jsonb(c), 2 from f, petition_counts(f.f || '{"tallied": true}', 'township') c)
        select count(*)::int as n from (
          select by, one from pairs group by by, one having count(distinct side) <> 2 or count(*) <> 2 + (by = 'area' and $4::jsonb ? 'earlier')::int) odd`,
      [a, b, asOf, said])
      expect(row?.n).toBe(0)
    }), { numRuns: runsOn(name, 60, 20), seed: 11 })
  }, 240_000)

  it('give the indicators of the rows for every period', async () => {
    const day = fc.integer({ min: 0, max: 1_080 })
    const more = fc.constantFrom({}, { kind: 'first' }, { states: [8, 9] }, { purposes: [3] }, { channels: [2], by_petition: true },
      { channels: [1, 5], kind: 'first', by_petition: true })
    await fc.assert(fc.asyncProperty(fc.tuple(day, day, day), more, async ([a, b, asOf], said) => {
      const { rows } = await db.query<{ odd: number; n: number }>(`
        with f as (select $4::jsonb || jsonb_build_object('from', '2023-12-01'::date + least($1::int, $2), 'to', '2023-12-01'::date + greatest($1::int, $2),
          'as_of', '2023-12-01'::date + $3::int) as f),
        events as (
          select p.period, e.clock as name, count(*) filter (where e.met) as numerator, count(*) as denominator
          from f, compared_periods(f.f) p, filtered_matters(f.f) m, clock_events(m) e
          where e.day between (p.f ->> 'from')::date and least((p.f ->> 'to')::date, (p.f ->> 'as_of')::date) group by 1, 2)
        select (select count(*) from (
          select * from f, indicator_counts(f.f || '{"clocked": true}') i (period, name, numerator, denominator)
          except select f.f, i.* from f, indicator_counts(f.f) i) a)::int
          + (select count(*) from (select i.* from f, indicator_counts(f.f) i where i.denominator > 0 except select * from events) b)::int
          + (select count(*) from (select * from events except select i.* from f, indicator_counts(f.f) i) c)::int as odd`,
      [a, b, asOf, said])
      expect(rows[0]?.odd).toBe(0)
    }), { numRuns: runsOn(name, 18, 6), seed: 12 })
  }, 240_000)
})
