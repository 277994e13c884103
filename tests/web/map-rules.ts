/** A layer's rules read as the map's library reads them: what one thing is drawn as, and whether it is drawn at all. */
import { createExpression, featureFilter, latest } from '@maplibre/maplibre-gl-style-spec'
import type { FilterSpecification, StylePropertySpecification } from '@maplibre/maplibre-gl-style-spec'
import type { LayerSpecification } from 'maplibre-gl'
import type { MapLayer, MapState } from '../../web/map/types.ts'

const every = ['outline', 'outside', 'rivers', 'lakes', 'roads', 'contours', 'places', 'peaks']
export const state = (more: Partial<MapState> = {}): MapState => ({
  theme: 'light', basemap: { layers: every, hillshade: null }, marks: 'areas', hidden: [], areas: null, units: null, context: null, level: 'township', inside: null, selectedAreas: [],
  selectedUnit: null, within: null, density: null, show: 'petitions', tint: null, greatest: null, petitionTiles: 'http://county/tiles', origin: 'http://county', scale: 1, zoom: 9, ...more,
})
export interface Thing { properties: Record<string, unknown>, type?: 'Point' | 'LineString' | 'Polygon' }
type Where = { zoom?: number, hover?: boolean, now?: Partial<MapState> }

const drawnOf = (layer: MapLayer, id: string, now: Partial<MapState> = {}): LayerSpecification => {
  const found = layer.layers(state(now)).find((one) => one.id === id)
  if (!found) throw new Error(`${layer.id} has no layer ${id}`)
  return found
}
export const ids = (layer: MapLayer, now: Partial<MapState> = {}): string[] => layer.layers(state(now)).map(({ id }) => id)
const feature = ({ properties, type = 'Point' }: Thing) => ({ type, properties, geometry: [] })

/** A property of a layer for one thing; what is no rule is the same for all. */
export function value(layer: MapLayer, id: string, name: string, thing: Thing, { zoom = 10, hover = false, now = {} }: Where = {}): unknown {
  const drawn = drawnOf(layer, id, now) as { paint?: Record<string, unknown>, layout?: Record<string, unknown> }
  const rule = drawn.paint?.[name] ?? drawn.layout?.[name]
  if (!Array.isArray(rule)) return rule
  // places for a name are of several lengths, which only their own sort of value allows
  const made = createExpression(rule, name, name === 'text-variable-anchor-offset' ? latest.layout_symbol[name] as unknown as StylePropertySpecification : null)
  if (made.result === 'error') throw new Error(made.value.map(({ message }) => message).join())
  return made.value.evaluate({ zoom }, feature(thing), { hover }) as unknown
}
/** Is the thing drawn at this zoom? */
export function seen(layer: MapLayer, id: string, thing: Thing, zoom = 10, now: Partial<MapState> = {}): boolean {
  const drawn = drawnOf(layer, id, now) as { filter?: FilterSpecification, minzoom?: number }
  return zoom >= (drawn.minzoom ?? 0) && featureFilter(drawn.filter, id).filter({ zoom }, feature(thing))
}
