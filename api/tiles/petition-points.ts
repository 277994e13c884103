/** Matters as points, for the roles that may see where a matter is. */
import type { TileAddress } from './grid.ts'
import { toTileUnits } from './grid.ts'
import { extent, TileLayer } from './mvt.ts'

const record = '\u001e'

const names = ['petitions', 'state', 'kind', 'overdue', 'matter_no']

/**
 * Points of layer `petitions` in one tile, one feature per matter: `petitions` are its own under the filter, `state`,
 * `kind`, `overdue` where it is so, `matter_no` unless confidential.
 *
 * @param points records `id,x,y,n,state,kind,overdue,matter_no` in web-mercator metres, parted by U+001E
 */
export function pointLayer(points: string, tile: TileAddress): TileLayer {
  const layer = new TileLayer('petitions', names)
  const place = toTileUnits(tile, extent)
  for (const line of points === '' ? [] : points.split(record)) {
    const [id, mx, my, n, state, kind, overdue, ...rest] = line.split(',')
    const [x, y] = place(Number(mx), Number(my))
    const matterNo = rest.join(',')
    layer.addPoint(Number(id), x, y, [
      Number(n), state, kind, overdue === '1' ? true : undefined, matterNo === '' ? undefined : matterNo,
    ])
  }
  return layer
}
