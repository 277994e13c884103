/** From a question to a tile: memory first, then one statement under the caller's rights, then encoding and packing. */
import { rightsOf } from '../answers.ts'
import { today } from '../county-day.ts'
import type { Filter } from '../contract/filter.ts'
import type { TileFeed } from '../contract/tiles.ts'
import type { DataVersion } from '../data-version.ts'
import type { Caller, Db } from '../db/db.ts'
import { readFilter } from './tile-filter.ts'
import type { TileAddress } from './grid.ts'
import { encodeTile } from './mvt.ts'
import { petitionTiles } from './petition-tile.ts'
import { shapeTiles } from './shapes.ts'
import type { MadeTile } from './tile-cache.ts'
import { TileCache } from './tile-cache.ts'

const megabyte = 1_048_576
const keptBytes = 96 * megabyte

export type MakeTile = (feed: TileFeed, tile: TileAddress, caller: Caller, filter: Filter) => Promise<MadeTile>

/**
 * The maker of all tiles, over one memory.
 *
 * The returned function throws what resolveFilter throws: Problem 403, DbError RG400 and RG404.
 */
export async function tileMaker(db: Db, version: DataVersion): Promise<MakeTile> {
  const cache = new TileCache(keptBytes)
  const petitions = await petitionTiles(db)
  const shapes = await shapeTiles(db)
  const resolve = await readFilter(db)

  return async (feed, tile, caller, filter) => {
    const state = `${await version.current()} ${today()}`
    const question = `${rightsOf(caller)} ${JSON.stringify(filter)}`
    return await cache.getOrMake(state, `${feed} ${tile.z}/${tile.x}/${tile.y} ${question}`, async () => {
      const { resolved, pyramid } = await resolve(state, question, caller, filter)
      return encodeTile(feed === 'petitions'
        ? await petitions(tile, { state, question, caller, resolved, pyramid })
        : await shapes(feed, tile, caller, resolved))
    })
  }
}
