import { baseSource, hasBase, only } from '../map/basemap-source.ts'
import { palettes } from '../map/palette.ts'
import type { MapLayer } from '../map/types.ts'

/** Contour lines: index contours early, the others when there is room. */
export const layer: MapLayer = {
  id: 'contours',
  slot: 'terrain',
  switchable: (state) => hasBase(state, 'contours'),
  sources: baseSource,
  layers: (state) => hasBase(state, 'contours') ? [{
    id: 'contours-index', type: 'line', source: 'base', minzoom: 9.5, filter: only('contours', ['==', ['get', 'index'], true]),
    paint: { 'line-color': palettes[state.theme].contour, 'line-opacity': 0.34, 'line-width': 0.8 },
  }, {
    id: 'contours', type: 'line', source: 'base', minzoom: 11.5, filter: only('contours', ['!=', ['get', 'index'], true]),
    paint: { 'line-color': palettes[state.theme].contour, 'line-opacity': 0.2, 'line-width': 0.6 },
  }] : [],
}
