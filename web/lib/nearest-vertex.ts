import type { Geometry, Position } from 'geojson'

/** The corner nearest to a point within `reach` degrees of latitude; undefined when none is that near. */
export function nearestVertex([lon = 0, lat = 0]: Position, corners: readonly Position[], reach: number): Position | undefined {
  const squeeze = Math.cos(lat * Math.PI / 180)
  let best: Position | undefined
  let least = reach
  for (const corner of corners) {
    const distance = Math.hypot(((corner[0] ?? 0) - lon) * squeeze, (corner[1] ?? 0) - lat)
    if (distance < least) [least, best] = [distance, corner]
  }
  return best
}

/** All corners of polygons, for snapping to. */
export function cornersOf(shapes: readonly (Geometry | null)[]): Position[] {
  return shapes.flatMap((shape) => shape?.type === 'Polygon' ? shape.coordinates.flat() : shape?.type === 'MultiPolygon' ? shape.coordinates.flat(2) : [])
}
