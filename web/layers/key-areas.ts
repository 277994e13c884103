import { gapHatch } from '../map/badge.ts'
import { hatchName } from '../map/disc.ts'
import { lineTheme } from '../map/backdrop.ts'
import { palettes } from '../map/palette.ts'
import { shapesOf } from '../map/shapes.ts'
import { smallCodes, tintColour } from '../map/tint-colour.ts'
import type { Expression, MapLayer } from '../map/types.ts'

/**
 * Outlines of the key areas; the chosen ones stand out, the others step back while something is chosen. Where a level of the
 * joint response owes something the ground is hatched, as long as the badges are shown.
 */
export const layer: MapLayer = {
  id: 'key-areas',
  slot: 'area',
  switchable: () => true,
  sources: ({ areas }) => ({
    'key-areas': { type: 'geojson', data: shapesOf(areas), promoteId: 'code' },
  }),
  layers: (state) => {
    const { theme, selectedAreas, tint, hidden, responses = [] } = state
    const colours = palettes[theme]
    const lines = palettes[lineTheme(state)]
    const tinted = tint?.by === 'area'
    const small = tinted ? smallCodes(tint) : []
    const gaps = hidden.includes('area-responses') ? [] : responses.filter((response) => response.gaps > 0).map(({ code }) => code)
    const chosen: Expression = ['in', ['get', 'code'], ['literal', [...selectedAreas]]]
    const hover: Expression = ['boolean', ['feature-state', 'hover'], false]
    // the border of its own makes up for the smooth edge of the filling
    const plain = { 'fill-antialias': false }
    return [{
      id: 'key-areas-fill', type: 'fill', source: 'key-areas',
      paint: tinted
        ? { 'fill-color': tintColour(state), 'fill-opacity': 0.9, ...plain }
        : { 'fill-color': colours.areaFill, 'fill-opacity': selectedAreas.length ? ['case', chosen, 0.2, 0.1] : 0.2, ...plain },
    },
    ...(small.length ? [{
      id: 'key-areas-hatch', type: 'fill' as const, source: 'key-areas', filter: ['in', ['get', 'code'], ['literal', small]] as Expression,
      paint: { 'fill-pattern': hatchName(theme), ...plain },
    }] : []),
    ...(gaps.length ? [{
      id: 'key-areas-gaps', type: 'fill' as const, source: 'key-areas', filter: ['in', ['get', 'code'], ['literal', gaps]] as Expression,
      paint: { 'fill-pattern': gapHatch(theme), 'fill-opacity': 0.75, ...plain },
    }] : []), {
      id: 'key-areas-line', type: 'line', source: 'key-areas', layout: { 'line-join': 'round' },
      paint: {
        'line-color': lines.areaLine, 'line-width': ['case', chosen, 3.2, hover, 2.6, 1.8],
        'line-opacity': selectedAreas.length ? ['case', chosen, 1, 0.6] : 0.95,
      },
    }]
  },
}
