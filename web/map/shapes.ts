/** What the map needs of places: borders, codes and names. Without the figures a new filter leaves the shapes as they are, and nothing is cut into tiles anew. */
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import type { AreaCollection, UnitCollection } from '../lib/api-types.ts'

export type Shapes = FeatureCollection<MultiPolygon | Polygon, { code: string, name: string }>

const nothing: Shapes = { type: 'FeatureCollection', features: [] }
const made = new WeakMap<AreaCollection | UnitCollection, Shapes>()

export function shapesOf(places: AreaCollection | UnitCollection | null): Shapes {
  if (!places) return nothing
  const known = made.get(places)
  if (known) return known
  const shapes: Shapes = {
    type: 'FeatureCollection',
    features: places.features.map(({ id, geometry, properties: { code, name } }) => ({ type: 'Feature', ...id === undefined ? {} : { id }, geometry, properties: { code, name } })),
  }
  made.set(places, shapes)
  return shapes
}
