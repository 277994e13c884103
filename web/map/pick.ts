/** What lies under the pointer: a donut before an area, an area before a unit. */
import type { Map as MapLibre, MapGeoJSONFeature, PointLike } from 'maplibre-gl'

export interface Picked { kind: 'area' | 'unit', code: string }

const pickable = ['clusters', 'area-responses', 'key-areas-fill', 'units-fill']

export function pickedAt(map: MapLibre, point: PointLike): { picked: Picked, feature: MapGeoJSONFeature } | null {
  const layers = pickable.filter((id) => map.getLayer(id))
  if (!layers.length) return null
  const [feature] = map.queryRenderedFeatures(point, { layers })
  const code: unknown = feature?.properties['code']
  if (!feature || typeof code !== 'string') return null
  const isArea = feature.layer.id === 'key-areas-fill' || feature.properties['of'] === 'area'
  return { picked: { kind: isArea ? 'area' : 'unit', code }, feature }
}
