import type { Caller } from '../db/db.ts'
import type { TileJson, TileSetName } from '../contract/tiles.ts'
import { pointSet, tileSets } from '../contract/tiles.ts'
import { maySeePoints } from './petition-tile.ts'

/**
 * TileJSON 3.0.0 of one feed as the caller may see it: single matters only where the role may.
 *
 * @param base address of the feed's tiles without `/{z}/{x}/{y}.mvt`
 * @param bounds JSON array west, south, east, north of what the caller sees; null when there is nothing
 */
export function tileJson(feed: TileSetName, caller: Caller, base: string, filter: URLSearchParams, bounds: string | null): TileJson {
  const { title, ...all } = tileSets[feed]
  const { zooms, fields } = feed === 'petitions' && maySeePoints(caller) ? pointSet : all
  const query = filter.size === 0 ? '' : `?${filter.toString()}`
  const span = { minzoom: zooms.from, maxzoom: zooms.to }
  return {
    tilejson: '3.0.0',
    name: feed,
    description: `${title.zh} / ${title.en}`,
    scheme: 'xyz',
    tiles: [`${base}/{z}/{x}/{y}.mvt${query}`],
    ...span,
    ...(bounds === null ? {} : { bounds: JSON.parse(bounds) as number[] }),
    vector_layers: [{ id: feed, description: `${title.zh} / ${title.en}`, ...span, fields }],
  }
}
