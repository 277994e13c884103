import type { Db } from '../../api/db/db.ts'
import type { TestUnits } from '../setup/app.ts'

/** West, south, east, north of the places below, degrees. */
export const box = [104, 27.6, 104.08, 27.66] as const

/**
 * Matters with one to three petitions each, scattered over the box from a seed: states, kinds, channels and dates of
 * every sort, some without place, outside or on a placeholder point; two thirds in the first township, half of those
 * in its village.
 */
export async function scatterMatters(db: Db, units: TestUnits, count: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('select setseed(0.42)')
    await tx.query(`
      insert into matter (county_code, matter_no, state, category, received_on, confidential, place_status, township_id,
        village_id, geom, file_due_on)
      select '990000', 'M' || i, 1 + (random() * 11)::int, (select min(code) from category), date '2026-01-01' + (random() * 300)::int,
        i % 20 = 0, case when i % 17 = 0 then 0 when i % 19 = 0 then 2 when i % 23 = 0 then 3 else 1 end,
        case when i % 3 = 0 then $5::int else $6::int end, case when i % 3 <> 0 and i % 2 = 0 then $7::int end,
        case when i % 17 <> 0 then st_setsrid(st_point(
          $1::float8 + ($3::float8 - $1::float8) * round((random() * random())::numeric, 2)::float8,
          $2::float8 + ($4::float8 - $2::float8) * round((random() * random())::numeric, 2)::float8), 4326) end,
        date '2026-06-01'
      from generate_series(1, $8::int) i`, [...box, units.sibling, units.township, units.village, count])
    await tx.query(`
      insert into petition (county_code, matter_id, petition_no, received_on, prev_on, category, x, y, township_id, village_id,
        channel, state, place_status, is_first, is_collective, is_open, due_on)
      select m.county_code, m.id, m.matter_no || '-' || k, m.received_on + k, case when k > 1 then m.received_on + k - 1 end,
        m.category, mercator_x(st_x(m.geom)), mercator_y(st_y(m.geom)), m.township_id, m.village_id, 1 + k, m.state,
        m.place_status, k = 1, (m.id + k) % 9 = 0, s.open, m.file_due_on
      from matter m join state s on s.id = m.state, generate_series(1, 3) k
      where k <= 1 + m.id % 3`)
    await tx.query("select touch_data('990000')")
  // row by row through every trigger, as single writes go
  }, { budgetMs: 60_000 })
  await db.notify('outbox', '')
}

export const tileAt = (z: number, lon: number, lat: number): { x: number, y: number } => ({
  x: Math.floor(((lon + 180) / 360) * 2 ** z),
  y: Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z),
})

/** The tiles of a zoom that the box touches. */
export function tilesOver(z: number): { x: number, y: number }[] {
  const [from, to] = [tileAt(z, box[0], box[3]), tileAt(z, box[2], box[1])]
  const tiles: { x: number, y: number }[] = []
  for (let x = from.x; x <= to.x; x++) {
    for (let y = from.y; y <= to.y; y++) tiles.push({ x, y })
  }
  return tiles
}
