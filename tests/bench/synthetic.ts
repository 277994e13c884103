import { createDemoAccounts } from '../../api/demo-accounts.ts'
import type { Db } from '../../api/db/db.ts'
import { DEMO_SEED, generateCounty } from '../../data/county/county.ts'
import type { Level } from '../../data/county/types.ts'

const levels: Level[] = ['county', 'township', 'village', 'group']
const long = { budgetMs: 900_000 }

export async function loadSynthetic(db: Db, petitions: number): Promise<string> {
  const county = generateCounty(DEMO_SEED)
  await db.query(`insert into setting (key, value) values ('county_code', to_jsonb($1::text)) on conflict do nothing`, [county.code])
  for (const level of levels) {
    const units = county.units.filter((unit) => unit.level === level)
    for (let at = 0; at < units.length; at += 200) {
      await db.query(`
        insert into admin_unit (county_code, code, name, level, kind, parent_id, geom, point, household_count)
        select $1, u.code, u.name, u.level, u.kind, (select id from admin_unit a where a.code = u.parent_code),
          st_setsrid(st_geomfromgeojson(u.geometry), 4326), st_setsrid(st_point((u.point->>0)::float8, (u.point->>1)::float8), 4326), u.household_count
        from jsonb_to_recordset($2::jsonb) as u (code text, name text, level text, kind text, parent_code text, geometry jsonb, point jsonb, household_count int)`,
      [county.code, JSON.stringify(units.slice(at, at + 200))], long)
    }
  }
  await db.query(`
    insert into key_area (county_code, code, name, kind, geom, valid_from)
    select $1, k.code, k.name, k.kind, st_setsrid(st_geomfromgeojson(k.geometry), 4326), '2020-01-01'
    from jsonb_to_recordset($2::jsonb) as k (code text, name text, kind text, geometry jsonb)`,
  [county.code, JSON.stringify(county.key_areas)], long)
  const scope = async (level: string): Promise<number> =>
    (await db.query<{ id: number }>('select id from admin_unit where level = $1 order by code limit 1', [level])).rows[0]?.id ?? 0
  await createDemoAccounts(db, {
    county: await scope('county'), township: await scope('township'), village: await scope('village'), group: await scope('group'),
  })
  await db.transaction(async (tx) => {
    await tx.query("select set_config('app.bulk', 'on', true)")
    await tx.query('select setseed(0.3)')
    await tx.query(`
      create temp table bench_place on commit drop as
      select id, township_id, village_id, st_x(point) as lon, st_y(point) as lat,
        sum(w) over (order by id) / sum(w) over () as upto
      from (select *, household_count * (0.3 + exp(-ln(random() + 0.001) * 0.6)) as w from admin_unit where level = 'group') g`)
    await tx.query('create index on bench_place (upto)')
    const matters = Math.round(petitions / 1.6)
    await tx.query(`
      insert into matter (county_code, matter_no, title, category, purpose, route, sector, state, place_status, geom, township_id,
        village_id, group_id, area_id, received_on, registered_on, closed_on, file_due_on, opinion_due_on)
      select $1, 'S' || i, '事项' || i, (select min(code) from category), 3, 6, case when i % 15 = 0 then 1 + i % 8 end,
        case when r.d < 900 then 9 else 1 + (i % 9) end, case when i % 25 = 0 then 0 else 1 end,
        case when i % 25 <> 0 then st_setsrid(st_point(p.lon + r.e * cos(r.a) * 0.0018, p.lat + r.e * sin(r.a) * 0.0016), 4326) end,
        case when i % 25 <> 0 then p.township_id end, case when i % 25 <> 0 then p.village_id end, case when i % 25 <> 0 then p.id end,
        case when i % 4 = 0 then 1 + i % 10 end, date '2023-11-20' + r.d, date '2023-11-20' + r.d + 3,
        case when r.d < 900 then date '2023-11-20' + r.d + 40 end, date '2023-11-20' + r.d + 75, date '2023-11-20' + r.d + 75
      from (select i, random() as u, sqrt(-2 * ln(random() + 1e-9)) as e, random() * 6.2832 as a, (random() * 1095)::int as d
            from generate_series(1, $2::int) i offset 0) r
      cross join lateral (select * from bench_place where upto >= r.u order by upto limit 1) p`, [county.code, matters])
    await tx.query(`
      insert into petition (county_code, matter_id, received_on, registered_on, prev_on, due_on, closed_on, category, people_count, x, y,
        township_id, village_id, group_id, area_id, channel, lodged_level, purpose, sector, state, place_status, is_first,
        is_collective, is_open, petition_no)
      select m.county_code, m.id, m.received_on + 9 * (k - 1), m.registered_on, case when k > 1 then m.received_on + 9 * (k - 2) end,
        m.file_due_on, m.closed_on, m.category, 1, mercator_x(st_x(m.geom)), mercator_y(st_y(m.geom)), m.township_id, m.village_id,
        m.group_id, m.area_id, 1 + (m.id + k) % 8, 4, m.purpose, m.sector, m.state, m.place_status, k = 1, m.id % 20 = 0,
        m.state < 8, m.matter_no || '-' || k
      from matter m, generate_series(1, 5) k
      where k <= case when m.id % 10 < 6 then 1 when m.id % 10 < 9 then 2 else 4 end
      order by quadkey(mercator_x(st_x(m.geom)), mercator_y(st_y(m.geom)))`)
    await tx.query('select rebuild_pyramid($1)', [county.code])
    await tx.query('select refresh_tallies($1)', [county.code])
    await tx.query('select touch_data($1)', [county.code])
  }, long)
  await db.query('analyze', [], long)
  return county.code
}
