import { polygonOf } from '../lib/drawn.ts'
import { palettes } from '../map/palette.ts'
import type { MapLayer } from '../map/types.ts'

/** The polygon of the filter. */
export const layer: MapLayer = {
  id: 'selection',
  slot: 'area',
  switchable: () => false,
  sources: ({ within }) => ({
    selection: { type: 'geojson', data: within ? polygonOf(within) : { type: 'FeatureCollection', features: [] } },
  }),
  layers: ({ within, theme }) => within ? [{
    id: 'selection-fill', type: 'fill', source: 'selection', paint: { 'fill-color': palettes[theme].accent, 'fill-opacity': 0.08 },
  }, {
    id: 'selection-line', type: 'line', source: 'selection', layout: { 'line-join': 'round' },
    paint: { 'line-color': palettes[theme].accent, 'line-width': 2.5, 'line-dasharray': [2, 1.2] },
  }] : [],
}
