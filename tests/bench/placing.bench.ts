import type { Bench } from './figures.ts'
import { byEngine, median, quantile } from './figures.ts'

/** Finding unit, village and key area of a point: what a write does for each new place. */
export const bench: Bench = {
  name: 'placing',
  async run({ db, engine }) {
    const { rows } = await db.query<{ lon: number, lat: number }>(`
      select st_x(geom) as lon, st_y(geom) as lat from matter where place_status = 1
      order by md5(id::text) limit 400`, [], { budgetMs: 60_000 })
    const times: number[] = []
    for (const { lon, lat } of rows) {
      const began = performance.now()
      await db.query(`
        select unit_at(p.geom) as unit, area_at(p.geom) as area
        from (select st_setsrid(st_point($1::float8, $2::float8), 4326) as geom) p`, [lon, lat])
      times.push(performance.now() - began)
    }
    const counted = times.slice(50)
    return [
      { name: 'a point placed (unit, village, area), p50', value: median(counted), unit: 'ms', limit: { atMost: byEngine(engine, 0.5, 2) } },
      { name: 'a point placed, p95', value: quantile(counted, 0.95), unit: 'ms' },
    ]
  },
}
