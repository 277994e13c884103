import { palettes } from '../map/palette.ts'
import type { Expression, MapLayer } from '../map/types.ts'

/** Outlines of the key areas; the chosen ones stand out, the others step back while something is chosen. */
export const layer: MapLayer = {
  id: 'key-areas',
  slot: 'area',
  switchable: () => true,
  sources: ({ areas }) => ({
    'key-areas': { type: 'geojson', data: areas ?? { type: 'FeatureCollection', features: [] }, promoteId: 'code' },
  }),
  layers: ({ theme, selectedAreas }) => {
    const colours = palettes[theme]
    const chosen: Expression = ['in', ['get', 'code'], ['literal', [...selectedAreas]]]
    const hover: Expression = ['boolean', ['feature-state', 'hover'], false]
    return [{
      id: 'key-areas-fill', type: 'fill', source: 'key-areas',
      paint: { 'fill-color': colours.areaFill, 'fill-opacity': ['case', chosen, 0.2, hover, 0.3, selectedAreas.length ? 0.1 : 0.2] },
    }, {
      id: 'key-areas-line', type: 'line', source: 'key-areas', layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.areaLine, 'line-width': ['case', chosen, 3.2, hover, 2.6, 1.8],
        'line-opacity': ['case', chosen, 1, selectedAreas.length ? 0.6 : 0.95],
      },
    }]
  },
}
