/**
 * The same tiles made by ST_AsMVT in the same run, from the same pyramid and through the same door: same caller, same
 * row-level security. The peer is written as well as we can: a function that keeps its plan, points laid by arithmetic
 * instead of ST_AsMVTGeom.
 */
import type { Caller } from '../../api/db/db.ts'
import type { TileAddress } from '../../api/tiles/grid.ts'
import { cellBits, rangeOf } from '../../api/tiles/grid.ts'
import { encodeTile } from '../../api/tiles/mvt.ts'
import { petitionTiles } from '../../api/tiles/petition-tile.ts'
import type { Bench, World } from './figures.ts'
import { median } from './figures.ts'
import { tilesByPopulation } from './sample-tiles.ts'

const peerTile = 'select bench_peer_tile($1::smallint, $2::bigint, $3::bigint) as tile'

/** Column (or row, from `first` 1) of a cell in its tile: every second bit of its number. */
const everySecondBit = (first: 0 | 1): string =>
  Array.from({ length: 6 }, (_, bit) => `((cell >> ${bit + first}) & ${2 ** bit})`).join(' | ')

const peerFunction = `
  create or replace function bench_peer_tile(at_z smallint, first bigint, last bigint) returns bytea
  language plpgsql stable parallel safe as $$
  begin
    return (select st_asmvt(t, 'petitions', 4096, 'geom', 'id') from (
      select bench_peer_tile.first + cell as id, n, matters, open,
        st_point((${everySecondBit(0)}) * 64 + 32, (${everySecondBit(1)}) * 64 + 32) as geom
      from (
        select (c.cell - bench_peer_tile.first)::int as cell, sum(c.n)::int as n, sum(c.matters)::int as matters, sum(c.open)::int as open
        from tile_cell c where c.z = at_z and c.cell between bench_peer_tile.first and bench_peer_tile.last group by c.cell
      ) s
    ) t);
  end $$`

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
    encodeTile(await make(tile, { state: '', question: '', caller, resolved: '{}', pyramid: { townships: null } })).length
  const theirs = async (tile: TileAddress): Promise<number> => {
    const { rows: [row] } = await db.read<{ tile: Uint8Array }>(
      caller, peerTile, [tile.z, ...rangeOf(tile, tile.z + cellBits)])
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
    await world.db.query(peerFunction)
    const { ours, theirs } = await compare(world)
    await world.db.query('drop function bench_peer_tile')
    const ratios = ours.map((rps, round) => rps / (theirs[round] ?? Number.NaN))
    return [
      { name: 'pyramid tiles, made', value: median(ours), unit: 'per s', note: 'four at a time, from database to bytes, not packed' },
      { name: 'the same tiles by ST_AsMVT', value: median(theirs), unit: 'per s' },
      { name: 'ratio, median of five rounds', value: median(ratios), unit: 'x', limit: { atLeast: 1.5 },
        note: `rounds ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}` },
    ]
  },
}
