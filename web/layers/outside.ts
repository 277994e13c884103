import { baseSource, hasBase, only } from '../map/basemap-source.ts'
import { lineTheme } from '../map/backdrop.ts'
import { palettes } from '../map/palette.ts'
import type { MapLayer } from '../map/types.ts'

/** Fades everything beyond the county, so that the eye stays inside. */
export const layer: MapLayer = {
  id: 'outside',
  slot: 'line',
  switchable: () => false,
  sources: baseSource,
  layers: (state) => {
    const colours = palettes[state.theme]
    const lines = palettes[lineTheme(state)]
    return [
      ...(hasBase(state, 'outside') ? [{
        id: 'outside', type: 'fill' as const, source: 'base', filter: only('outside'),
        paint: { 'fill-color': colours.outside, 'fill-opacity': 0.72, 'fill-antialias': false },
      }] : []),
      ...(hasBase(state, 'outline') ? [{
        id: 'outline-glow', type: 'line' as const, source: 'base', filter: only('outline'),
        paint: { 'line-color': lines.borderStrong, 'line-opacity': 0.16, 'line-width': 9, 'line-blur': 5 },
      }, {
        id: 'outline', type: 'line' as const, source: 'base', filter: only('outline'),
        paint: { 'line-color': lines.borderStrong, 'line-width': 2 },
      }] : []),
    ]
  },
}
