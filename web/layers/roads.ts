import { baseSource, hasBase, only } from '../map/basemap-source.ts'
import { palettes } from '../map/palette.ts'
import type { Expression, MapLayer } from '../map/types.ts'

const widthAt = (zoom9: number[], zoom14: number[]): Expression => {
  const byClass = (widths: number[]): Expression =>
    ['match', ['get', 'class'], 'expressway', widths[0] ?? 0, 'national', widths[1] ?? 0, 'county', widths[2] ?? 0, 'township', widths[3] ?? 0, widths[4] ?? 0]
  return ['interpolate', ['exponential', 1.4], ['zoom'], 8, byClass(zoom9), 14, byClass(zoom14)]
}
const visible: Expression = ['any',
  ['in', ['get', 'class'], ['literal', ['expressway', 'national', 'county']]],
  ['all', ['==', ['get', 'class'], 'township'], ['>=', ['zoom'], 9.8]],
  ['>=', ['zoom'], 11.3]]

/** Round corners are a third of a line's triangles: only where it is wide enough to show them. */
const corners: { 'line-join': Expression, 'line-cap': Expression } = { 'line-join': ['step', ['zoom'], 'miter', 12, 'round'], 'line-cap': ['step', ['zoom'], 'butt', 12, 'round'] }

/** Roads with a casing; the lesser ones appear with the zoom. */
export const layer: MapLayer = {
  id: 'roads',
  slot: 'water',
  switchable: (state) => hasBase(state, 'roads'),
  sources: baseSource,
  layers: (state) => hasBase(state, 'roads') ? [{
    id: 'roads-case', type: 'line', source: 'base', filter: only('roads', visible), layout: corners,
    paint: { 'line-color': palettes[state.theme].roadCase, 'line-opacity': 0.75, 'line-width': widthAt([2.6, 2.1, 1.5, 1, 0.7], [9, 7.5, 6, 4.6, 3]) },
  }, {
    id: 'roads', type: 'line', source: 'base', filter: only('roads', visible), layout: corners,
    paint: { 'line-color': palettes[state.theme].road, 'line-width': widthAt([1.4, 1, 0.7, 0.4, 0.2], [6.5, 5.2, 4, 2.8, 1.6]) },
  }] : [],
}
