import { baseSource, hasBase, only } from '../map/basemap-source.ts'
import { mapFont } from '../map/fonts.ts'
import { palettes } from '../map/palette.ts'
import type { Expression, MapLayer } from '../map/types.ts'

/** Rivers grow with their class (1 main river to 4 gully) and with the zoom; gullies wait until there is room. */
const width: Expression = ['interpolate', ['exponential', 1.5], ['zoom'],
  8, ['match', ['get', 'class'], 1, 1.4, 2, 0.8, 3, 0.4, 0.2],
  14, ['match', ['get', 'class'], 1, 7, 2, 4.5, 3, 2.4, 1.2]]

export const layer: MapLayer = {
  id: 'water',
  slot: 'water',
  switchable: (state) => hasBase(state, 'rivers') || hasBase(state, 'lakes'),
  sources: baseSource,
  layers: (state) => {
    const colours = palettes[state.theme]
    const text = {
      'text-color': colours.waterText, 'text-halo-color': colours.halo, 'text-halo-width': 1.2,
    }
    return [
      ...(hasBase(state, 'rivers') ? [{
        id: 'rivers', type: 'line' as const, source: 'base',
        filter: only('rivers', ['any', ['<', ['get', 'class'], 4], ['>=', ['zoom'], 11.5]]),
        layout: { 'line-join': ['step', ['zoom'], 'miter', 12, 'round'] as Expression },
        paint: { 'line-color': colours.waterLine, 'line-width': width },
      }, {
        id: 'rivers-name', type: 'symbol' as const, source: 'base', minzoom: 9,
        filter: only('rivers', ['all', ['has', 'name'], ['<', ['get', 'class'], 3]]),
        layout: {
          'symbol-placement': 'line' as const, 'symbol-spacing': 420, 'text-field': ['get', 'name'] as Expression, 'text-font': mapFont,
          'text-size': 12 * state.scale, 'text-letter-spacing': 0.25, 'text-max-angle': 35,
        },
        paint: text,
      }] : []),
      ...(hasBase(state, 'lakes') ? [{
        id: 'lakes', type: 'fill' as const, source: 'base', filter: only('lakes'), paint: { 'fill-color': colours.water },
      }, {
        id: 'lakes-name', type: 'symbol' as const, source: 'base', filter: only('lakes'), minzoom: 9.5,
        layout: { 'text-field': ['get', 'name'] as Expression, 'text-font': mapFont, 'text-size': 11 * state.scale },
        paint: text,
      }] : []),
    ]
  },
}
