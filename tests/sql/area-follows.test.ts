import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { action } from '../../api/contract/actions/save-key-area.ts'
import type { Db, Tx } from '../../api/db/db.ts'
import { engines, rolledBack } from '../setup/engines.ts'

/** What an area's new border must leave behind, as counts of rows that are not so. */
const wrong = `select json_build_object(
  'matters', (select count(*) from matter m where m.place_status in (1, 2) and m.area_id is distinct from area_at(m.geom) and m.geom is not null),
  'petitions', (select count(*) from petition p join matter m on m.id = p.matter_id where p.area_id is distinct from m.area_id),
  'cells', (select count(*) from (
    select area_id, is_first, sum(petitions), sum(people) from petition_tally where channel = 0 group by 1, 2 having sum(petitions) <> 0
    except select coalesce(area_id, 0), is_first, count(*), sum(people_count) from petition group by 1, 2) c),
  'channels', (select count(*) from (
    select area_id, channel, sum(petitions), sum(people) from petition_tally where channel > 0 group by 1, 2 having sum(petitions) <> 0
    except select coalesce(area_id, 0), channel, count(*), sum(people_count) from petition group by 1, 2) c)) as odd`
const nothing = { matters: 0, petitions: 0, cells: 0, channels: 0 }

/** As long as the action that draws an area may take. */
const drawn = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => rolledBack(db, work, undefined, { budgetMs: action.budgetMs })
const oddities = async (tx: Tx): Promise<unknown> => (await tx.query<{ odd: unknown }>(wrong)).rows[0]?.odd
const one = async <T>(tx: Tx, sql: string): Promise<T | undefined> => (await tx.query<{ value: T }>(sql)).rows[0]?.value

describe.each(engines)('matters follow the borders of key areas on $name', ({ openDemo }) => {
  let db: Db
  beforeAll(async () => { db = await openDemo() })
  afterAll(() => db.close())

  it('wherever the borders are moved, and the roll-ups with them', async () => {
    const shift = fc.double({ min: -0.03, max: 0.03, noNaN: true })
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(9), shift, shift), { minLength: 1, maxLength: 3 }), async (moves) => {
      expect(await drawn(db, async (tx) => {
        for (const [nth, east, north] of moves) {
          await tx.query('update key_area set geom = st_translate(geom, $2, $3) where id = (select id from key_area where valid_to is null order by id offset $1 limit 1)',
            [nth, east, north])
        }
        return await oddities(tx)
      })).toEqual(nothing)
    }), { numRuns: 8, seed: 3 })
  }, 240_000)

  it('all of them at once when one area covers the whole county, in the time of one statement', async () => {
    const found = await drawn(db, async (tx) => {
      const moving = await one<number>(tx, 'select count(*)::int as value from matter where geom is not null and place_status in (1, 2) and area_id is null')
      const history = await one<number>(tx, 'select count(*)::int as value from place_history')
      const versions = await one<number>(tx, 'select sum(version)::int as value from matter')
      const began = performance.now()
      await tx.query(`insert into key_area (county_code, code, name, kind, geom) select county_code, '990128-Z', '全县', 'other', st_multi(geom)
        from admin_unit where level = 'county' and valid_to is null`)
      const ms = performance.now() - began
      return {
        moving, ms, odd: await oddities(tx),
        kept: (await one<number>(tx, 'select count(*)::int as value from place_history') ?? 0) - (history ?? 0),
        counted: (await one<number>(tx, 'select sum(version)::int as value from matter') ?? 0) - (versions ?? 0),
        bulk: await one<string>(tx, "select coalesce(current_setting('app.bulk', true), '') as value"),
      }
    })
    expect(found.moving).toBeGreaterThan(500)
    expect(found).toMatchObject({ odd: nothing, bulk: '' })
    // those that stand outside the county stay in no area
    expect(found.kept).toBeGreaterThanOrEqual((found.moving ?? 0) * 0.9)
    expect(found.counted).toBe(found.kept)
    console.info(`${db.engine}: ${found.kept} matters followed one border in ${found.ms.toFixed(0)} ms`)
  }, 120_000)

  it('back to no area when it is retired, keeping where they stood', async () => {
    const found = await drawn(db, async (tx) => {
      const inside = await one<number>(tx, "select count(*)::int as value from matter m join key_area k on k.id = m.area_id where k.code = '990128-K01'")
      await tx.query("update key_area set valid_to = current_date where code = '990128-K01'")
      return {
        inside, odd: await oddities(tx),
        left: await one<number>(tx, "select count(*)::int as value from matter m join key_area k on k.id = m.area_id where k.code = '990128-K01' and m.geom is not null"),
        kept: await one<number>(tx, "select count(*)::int as value from place_history h join key_area k on k.id = h.area_id where k.code = '990128-K01' and h.reason = 'boundary'"),
      }
    })
    expect(found).toMatchObject({ left: 0, odd: nothing })
    expect(found.kept).toBeGreaterThan((found.inside ?? 0) * 0.9)
  })
})
