import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db, Tx } from '../../api/db/db.ts'
import { engines, rolledBack } from '../setup/engines.ts'

const cells = `
  select month_of(p.received_on) as month, coalesce(p.township_id, 0) as township_id, coalesce(p.area_id, 0) as area_id,
    coalesce(p.purpose, 0) as purpose, p.state, p.place_status, p.is_first, p.is_collective, p.is_open,
    month_of(p.prev_on) as prev_month, case when p.is_open then month_of(p.due_on) else '1900-01-01' end as due_month,
    count(*)::int as petitions, sum(p.people_count)::bigint as people
  from petition p group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`
const kept = `select month, township_id, area_id, purpose, state, place_status, is_first, is_collective, is_open,
  prev_month, due_month, petitions, people from petition_tally where petitions <> 0`
const clocks = `select e.clock, month_of(e.day) as month, coalesce(m.township_id, 0) as township_id, coalesce(m.area_id, 0) as area_id,
  coalesce(m.purpose, 0) as purpose, m.state, count(*)::int as n, (count(*) filter (where e.met))::int as met
  from matter m, clock_events(m) e group by 1, 2, 3, 4, 5, 6`
const keptClocks = 'select clock, month, township_id, area_id, purpose, state, n, met from clock_tally where n <> 0'

/** Cells that stand on one side only. */
async function differences(tx: Tx): Promise<number> {
  const { rows: [row] } = await tx.query<{ n: number }>(`
    select (select count(*) from ((${cells}) except (${kept})) a) + (select count(*) from ((${kept}) except (${cells})) b)
      + (select count(*) from ((${clocks}) except (${keptClocks})) c) + (select count(*) from ((${keptClocks}) except (${clocks})) d) as n`)
  return row?.n ?? -1
}

/** Writes that happen to a matter and its petitions, by its rank. */
const writes: ((tx: Tx, nth: number) => Promise<unknown>)[] = [
  (tx, nth) => tx.query(`update matter set state = (select id from state where code = 'handling'), closed_on = null, version = version
    where id = (select id from matter order by id offset $1 limit 1)`, [nth]),
  (tx, nth) => tx.query(`update matter set registered_on = received_on + 20, opinion_on = received_on + 80, settled_first = not settled_first
    where id = (select id from matter order by id offset $1 limit 1)`, [nth]),
  (tx, nth) => tx.query(`update matter set township_id = null, village_id = null, group_id = null, area_id = null, place_status = 0, geom = null
    where id = (select id from matter order by id offset $1 limit 1)`, [nth]),
  (tx, nth) => tx.query('delete from petition where id = (select id from petition order by id offset $1 limit 1)', [nth]),
  (tx, nth) => tx.query(`insert into petition (county_code, matter_id, received_on, prev_on, channel, people_count, state, place_status,
      is_first, is_collective, is_open, township_id, area_id, purpose, due_on)
    select county_code, id, received_on + 9, received_on, 2, 7, state, place_status, false, true, true, township_id, area_id, purpose, '2026-12-01'
    from matter order by id offset $1 limit 1`, [nth]),
  (tx, nth) => tx.query('delete from matter where id = (select id from matter order by id offset $1 limit 1)', [nth]),
]

describe.each(engines)('roll-ups on $name', ({ openDemo }) => {
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
    }), { numRuns: 12, seed: 7 })
  }, 240_000)

  it('say the same as the rows for every period, by area and by township', async () => {
    const day = fc.integer({ min: 0, max: 1_080 })
    await fc.assert(fc.asyncProperty(fc.tuple(day, day, day), async ([a, b, asOf]) => {
      const { rows: [row] } = await db.query<{ n: number }>(`
        with f as (select jsonb_build_object('from', '2023-12-01'::date + least($1::int, $2), 'to', '2023-12-01'::date + greatest($1::int, $2),
          'as_of', '2023-12-01'::date + $3::int) as f),
        pairs as (
          select 'area' as by, to_jsonb(c) as one, 1 as side from f, petition_counts(f.f, 'area') c
          union all select 'area', to_jsonb(c), 2 from f, petition_counts(f.f || '{"tallied": true}', 'area') c
          union all select 'township', to_jsonb(c), 1 from f, petition_counts(f.f, 'township') c
          union all select 'township', to_jsonb(c), 2 from f, petition_counts(f.f || '{"tallied": true}', 'township') c
          union all select 'indicators', to_jsonb(c), 1 from f, indicator_counts(f.f) c
          union all select 'indicators', to_jsonb(c), 2 from f, indicator_counts(f.f || '{"tallied": true}') c)
        select count(*)::int as n from (select by, one from pairs group by by, one having count(*) <> 2) odd`, [a, b, asOf])
      expect(row?.n).toBe(0)
    }), { numRuns: 60, seed: 11 })
  }, 240_000)
})
