import type { Geometry, Position } from 'geojson'

/** The same shape with every `step`th vertex only: enough to see where it lies, not to store it. */
export function sketch(geometry: Geometry, step: number): Geometry {
  if (step <= 1) return geometry
  switch (geometry.type) {
    case 'Polygon': return { ...geometry, coordinates: geometry.coordinates.map((ring) => thinned(ring, step)) }
    case 'MultiPolygon': return { ...geometry, coordinates: geometry.coordinates.map((part) => part.map((ring) => thinned(ring, step))) }
    default: return geometry
  }
}

/** A ring stays closed and keeps at least three corners. */
function thinned(ring: Position[], step: number): Position[] {
  if (ring.length <= 8) return ring
  const stride = Math.min(step, Math.max(1, Math.floor((ring.length - 1) / 4)))
  return ring.filter((_, i) => i % stride === 0 && i < ring.length - stride || i === ring.length - 1)
}
