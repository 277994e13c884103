import { baseSource, hasBase, only } from '../map/basemap-source.ts'
import { backdropNames } from '../map/backdrop.ts'
import { mapFont, mapFontBold } from '../map/fonts.ts'
import { palettes } from '../map/palette.ts'
import type { Expression, MapLayer } from '../map/types.ts'

/** Names of seats and peaks, or those of a base map of others. The rank (1 county seat to 4 group) decides size, zoom and who gives way. */
export const layer: MapLayer = {
  id: 'labels',
  slot: 'label',
  switchable: (state) => hasBase(state, 'places') || Boolean(state.backdrop),
  sources: baseSource,
  layers: (state) => {
    if (state.backdrop) return backdropNames(state.backdrop, state.theme)
    const colours = palettes[state.theme]
    const halo = { 'text-halo-color': colours.halo, 'text-halo-width': 1.4 }
    const seats = (rank: number, minzoom: number, size: number, font: string[]): ReturnType<MapLayer['layers']>[number] => ({
      id: `places-${rank}`, type: 'symbol', source: 'base', minzoom, filter: only('places', ['==', ['get', 'rank'], rank]),
      layout: {
        'text-field': ['get', 'name'], 'text-font': font, 'text-size': size * state.scale, 'text-padding': 6,
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'], 'text-radial-offset': 0.2,
      },
      paint: { 'text-color': rank < 3 ? colours.text : colours.textMuted, ...halo },
    })
    return [
      ...(hasBase(state, 'peaks') ? [{
        id: 'peaks', type: 'symbol' as const, source: 'base', filter: only('peaks'), minzoom: 10,
        layout: {
          'text-field': ['concat', '▲ ', ['get', 'name'], ' ', ['to-string', ['get', 'height']]] as Expression, 'text-font': mapFont,
          'text-size': 10.5 * state.scale, 'text-padding': 12,
        },
        paint: { 'text-color': colours.textMuted, 'text-opacity': 0.85, ...halo },
      }] : []),
      // columns and heat lie on the map and would hide them: there the counted places are named over them
      ...(hasBase(state, 'places') && state.marks !== 'columns' && state.marks !== 'heat'
        ? [seats(4, 13, 11, mapFont), seats(3, 11, 12, mapFont), seats(2, 7, 13.5, mapFont), seats(1, 6, 15, mapFontBold)]
        : []),
    ]
  },
}
