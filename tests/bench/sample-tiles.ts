import type { TileAddress } from '../../api/tiles/grid.ts'
import type { World } from './figures.ts'

const half = 20_037_508.342_789_244

/** Tiles in which random petitions lie: a town's tiles come up as often as people live there. */
export async function tilesByPopulation({ db }: World, zooms: readonly number[], count: number, seed = 0.5): Promise<TileAddress[]> {
  await db.query('select setseed($1)', [seed])
  const { rows } = await db.query<{ x: number, y: number }>(
    `select x, y from petition where place_status = 1 order by md5(id::text || $2::text) limit $1`, [count, String(seed)], { budgetMs: 60_000 })
  return rows.map(({ x, y }, at) => {
    const z = zooms[at % zooms.length] ?? 0
    const side = (2 * half) / 2 ** z
    return { z, x: Math.floor((x + half) / side), y: Math.floor((half - y) / side) }
  })
}
