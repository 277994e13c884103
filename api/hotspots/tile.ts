import type { HotspotAnswer } from '../contract/hotspots.ts'
import { boundsOf, type TileAddress } from '../tiles/grid.ts'
import { encodeTile, TileLayer } from '../tiles/mvt.ts'
import { tileRings } from '../tiles/shapes.ts'
import { hexagonOf } from './geojson.ts'
import { cornersOf } from './grid.ts'

const fields = ['code', 'level', 'matters', 'petitions', 'share', 'spot', 'emerging', 'under']
const margin = 1 / 16

/** The hexagons of a run in one tile, whole: neighbours share their corners. */
export function hotspotTile({ rows }: HotspotAnswer, tile: TileAddress): Buffer {
  const layer = new TileLayer('hotspots', fields)
  const [west, south, east, north] = boundsOf(tile, margin) as [number, number, number, number]
  for (const row of rows) {
    const hexagon = hexagonOf(row.code)
    if (hexagon === undefined) continue
    const ring = cornersOf(hexagon.size, hexagon.id)
    if (ring.every(([lon]) => lon < west) || ring.every(([lon]) => lon > east)
      || ring.every(([, lat]) => lat < south) || ring.every(([, lat]) => lat > north)) continue
    layer.addPolygon(hexagon.id, tileRings({ type: 'Polygon', coordinates: [ring] }, tile), [
      row.code, row.level ?? undefined, row.matters ?? undefined, row.petitions ?? undefined, row.share ?? undefined,
      row.spot ?? undefined, row.emerging === null ? undefined : `${row.emerging.pattern}_${row.emerging.kind}`, row.under ?? undefined,
    ])
  }
  return encodeTile([layer])
}
