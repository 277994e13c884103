/** Bounding boxes in degrees, for the camera. */
import type { Geometry, Position } from 'geojson'
import type { Bounds } from './api-types.ts'

function grow(box: Bounds, positions: Position | Position[] | Position[][] | Position[][][]): void {
  if (typeof positions[0] === 'number') {
    const [lon = 0, lat = 0] = positions as Position
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  } else {
    for (const part of positions as Position[][]) grow(box, part)
  }
}

/** The box around the first collection that has a position: a county without an outline of its own is as large as its parts. */
export const boundsOfFirst = (...collections: readonly (Geometry | null | undefined)[][]): Bounds | null =>
  collections.reduce<Bounds | null>((found, geometries) => found ?? boundsOf(geometries), null)

/** The box around all geometries; null when there is not one position. */
export function boundsOf(geometries: readonly (Geometry | null | undefined)[]): Bounds | null {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const geometry of geometries) {
    if (geometry && geometry.type !== 'GeometryCollection') grow(box, geometry.coordinates)
  }
  return box[0] <= box[2] ? box : null
}
