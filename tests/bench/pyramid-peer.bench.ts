/**
 * The same tiles of the pyramid made by ST_AsMVT, in the same run and through the same door: same caller, same
 * row-level security. The peer gets the best table for its way: its own copy of the pyramid with column and row of each
 * cell ready, ordered like its key, points laid by arithmetic instead of ST_AsMVTGeom, and a function that keeps its plan.
 */
import type { Caller } from '../../api/db/db.ts'
import type { TileAddress } from '../../api/tiles/grid.ts'
import { encodeTile } from '../../api/tiles/mvt.ts'
import { petitionTiles } from '../../api/tiles/petition-tile.ts'
import type { Bench, World } from './figures.ts'
import { median } from './figures.ts'
import { tilesByPopulation } from './sample-tiles.ts'

const peerTile = 'select bench_peer_tile($1::smallint, $2, $3) as tile'

const peerTable = [
  'drop table if exists bench_peer_cell',
  `create table bench_peer_cell as
    select c.z, d.col >> 6 as tx, d.line >> 6 as ty, (d.col & 63)::smallint as x, (d.line & 63)::smallint as y, c.township_id,
      c.county_code, c.cell as id, c.n, c.matters, c.open
    from tile_cell c, lateral (
      select sum(((c.cell >> (2 * bit)) & 1) << bit)::int as col, sum(((c.cell >> (2 * bit + 1)) & 1) << bit)::int as line
      from generate_series(0, 18) bit) d
    order by c.z, c.cell`,
  `alter table bench_peer_cell add primary key (z, tx, ty, x, y, township_id, county_code) include (id, n, matters, open)`,
  'alter table bench_peer_cell enable row level security',
  `create policy in_scope on bench_peer_cell for select using (
    county_code = any ((select scope_counties())::text[]) or township_id = any ((select scope_units())::int[]))`,
  'grant select on bench_peer_cell to rg_office',
  `create or replace function bench_peer_tile(at_z smallint, at_x int, at_y int) returns bytea
    language plpgsql stable parallel safe as $$
    begin
      return (select st_asmvt(t, 'petitions', 4096, 'geom', 'id') from (
        select id, n, matters, open, st_point(x * 64 + 32, y * 64 + 32) as geom from (
          select min(id) as id, x, y, sum(n)::int as n, sum(matters)::int as matters, sum(open)::int as open
          from bench_peer_cell where z = at_z and tx = at_x and ty = at_y group by x, y
        ) c
      ) t);
    end $$`,
]

/** Requests per second with four at a time, for `ms`. */
async function rate(make: (tile: TileAddress) => Promise<number>, tiles: readonly TileAddress[], ms: number): Promise<number> {
  const end = performance.now() + ms
  const began = performance.now()
  let next = 0
  let made = 0
  await Promise.all(Array.from({ length: 4 }, async () => {
    while (performance.now() < end) {
      const tile = tiles[next++ % tiles.length]
      if (tile !== undefined && await make(tile) > 0) made++
    }
  }))
  return (made * 1_000) / (performance.now() - began)
}

async function compare(world: World): Promise<{ ours: number[], theirs: number[] }> {
  const { db } = world
  const { rows: [county] } = await db.query<{ id: number }>(
    "select id from admin_unit where level = 'county' and valid_to is null and county_code = $1", [world.county])
  const caller: Caller = { accountId: null, role: 'office', scopeUnits: [county?.id ?? 0] }
  const make = await petitionTiles(db)
  const ours = async (tile: TileAddress): Promise<number> =>
    encodeTile(await make(tile, { caller, resolved: '{}', pyramid: { townships: null } })).length
  const theirs = async ({ z, x, y }: TileAddress): Promise<number> => {
    const { rows: [row] } = await db.read<{ tile: Uint8Array }>(caller, peerTile, [z, x, y], { parallel: false })
    return row?.tile.length ?? 0
  }
  const tiles = await tilesByPopulation(world, [5, 6, 7, 8, 9, 10, 11, 12, 13], 400)
  const rates = { ours: [] as number[], theirs: [] as number[] }
  await rate(ours, tiles, 1_000)
  await rate(theirs, tiles, 1_000)
  for (let round = 0; round < 5; round++) {
    rates.ours.push(await rate(ours, tiles, 2_500))
    rates.theirs.push(await rate(theirs, tiles, 2_500))
  }
  return rates
}

export const bench: Bench = {
  name: 'pyramid-peer',
  async run(world) {
    if (world.engine === 'embedded') return [] // its PostGIS has no ST_AsMVT
    for (const sql of peerTable) await world.db.query(sql, [], { budgetMs: 60_000 })
    await world.db.query('vacuum analyze bench_peer_cell', [], { budgetMs: 60_000 })
    const { ours, theirs } = await compare(world)
    await world.db.query('drop function bench_peer_tile')
    await world.db.query('drop table bench_peer_cell')
    const ratios = ours.map((rps, round) => rps / (theirs[round] ?? Number.NaN))
    return [
      { name: 'pyramid tiles, made', value: median(ours), unit: 'per s', note: 'four at a time, from database to bytes, not packed' },
      { name: 'the same tiles by ST_AsMVT', value: median(theirs), unit: 'per s' },
      { name: 'ratio, median of five rounds', value: median(ratios), unit: 'x', limit: { atLeast: 1.5 },
        note: `rounds ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}` },
    ]
  },
}
