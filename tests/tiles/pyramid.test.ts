import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db, Tx } from '../../api/db/db.ts'
import { engines, rolledBack } from '../setup/engines.ts'
import { pyramidOf } from './recount.ts'

const county = '990128'

/** One of the things that happen to petitions, as SQL on the matters that exist. */
type Write =
  | { does: 'register', matter: number, metresEast: number, metresNorth: number, township: number | null, placed: number }
  | { does: 'move', matter: number, metresEast: number, metresNorth: number }
  | { does: 'close' | 'lose place of' | 'forget' | 'withdraw petition of', matter: number }
  | { does: 'hand over', matter: number, township: number }

const matter = fc.integer({ min: 1, max: 6 })
const metres = fc.integer({ min: -40_000, max: 40_000 })
const write: fc.Arbitrary<Write> = fc.oneof(
  { weight: 4, arbitrary: fc.record({
    does: fc.constant('register' as const), matter, metresEast: metres, metresNorth: metres,
    township: fc.constantFrom(null, 1, 2), placed: fc.constantFrom(1, 1, 1, 0, 2, 3),
  }) },
  fc.record({ does: fc.constant('move' as const), matter, metresEast: metres, metresNorth: metres }),
  fc.record({ does: fc.constantFrom('close' as const, 'lose place of', 'forget', 'withdraw petition of'), matter }),
  fc.record({ does: fc.constant('hand over' as const), matter, township: fc.integer({ min: 1, max: 3 }) }),
)

const point = (east: string, north: string) =>
  `st_setsrid(st_point(104 + ${east}::int / 111319.5, 27.6 + ${north}::int / 98600.0), 4326)`

async function apply(tx: Tx, act: Write): Promise<void> {
  const no = `T${act.matter}`
  const ofMatter = 'where county_code = $1 and matter_no = $2'
  const key = [county, no]
  switch (act.does) {
    case 'register':
      await tx.query(`
        insert into matter (county_code, matter_no, state, received_on, place_status, township_id, geom)
        values ($1, $2, 1, '2026-03-01', $5::int, $6::int, case when $5::int <> 0 then ${point('$3', '$4')} end)
        on conflict (county_code, matter_no) do nothing`,
      [...key, act.metresEast, act.metresNorth, act.placed, act.township])
      return void await tx.query(`
        insert into petition (county_code, matter_id, received_on, prev_on, state, is_open, place_status, township_id, x, y,
          is_first, is_collective)
        select county_code, id, '2026-03-01', (select max(p.received_on) from petition p where p.matter_id = m.id), state,
          state < 8, place_status, township_id, mercator_x(st_x(geom)), mercator_y(st_y(geom)), true, false
        from matter m ${ofMatter}`, key)
    case 'move':
      return void await tx.query(
        `update matter set geom = ${point('$3', '$4')}, place_status = 1 ${ofMatter}`,
        [...key, act.metresEast, act.metresNorth])
    case 'close': return void await tx.query(`update matter set state = 9, closed_on = '2026-04-01' ${ofMatter}`, key)
    case 'lose place of': return void await tx.query(`update matter set geom = null, place_status = 0 ${ofMatter}`, key)
    case 'forget': return void await tx.query(`delete from matter ${ofMatter}`, key)
    case 'withdraw petition of':
      return void await tx.query(`
        delete from petition where county_code = $1 and id = (
          select max(p.id) from petition p join matter m on m.id = p.matter_id where m.matter_no = $2)`, key)
    case 'hand over':
      return void await tx.query(`update matter set township_id = $3::int ${ofMatter}`, [...key, act.township])
  }
}

async function cells(tx: Tx): Promise<string[]> {
  const { rows } = await tx.query<{ line: string }>(`
    select concat_ws(' ', z, cell, township_id, n, matters, open) as line from tile_cell where county_code = $1`, [county])
  return rows.map(({ line }) => line).sort()
}

describe.each(engines)('the pyramid on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() })
  afterAll(() => db.close())

  it('equals a recount of all petitions after any sequence of writes', async () => {
    await fc.assert(fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 25 }), (writes) =>
      rolledBack(db, async (tx) => {
        for (const act of writes) await apply(tx, act)
        expect(await cells(tx)).toEqual(await pyramidOf(tx))
      })), { numRuns: 40 })
  })

  it('can be made anew from the petitions alone', async () => {
    await rolledBack(db, async (tx) => {
      await apply(tx, { does: 'register', matter: 1, metresEast: 10, metresNorth: 10, township: 1, placed: 1 })
      await apply(tx, { does: 'register', matter: 1, metresEast: 10, metresNorth: 10, township: 1, placed: 1 })
      const kept = await cells(tx)
      await tx.query('update tile_cell set n = n + 5')
      await tx.query('select rebuild_pyramid($1)', [county])
      expect(await cells(tx)).toEqual(kept)
      expect(kept).toHaveLength(9)
    })
  })

  it('counts neither a placeholder point nor a point outside the county', async () => {
    await rolledBack(db, async (tx) => {
      for (const placed of [0, 2, 3]) {
        await apply(tx, { does: 'register', matter: placed, metresEast: 0, metresNorth: 0, township: 1, placed })
      }
      expect(await cells(tx)).toEqual([])
    })
  })
})
