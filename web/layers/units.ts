import { mapFont } from '../map/fonts.ts'
import { lineTheme } from '../map/backdrop.ts'
import { palettes } from '../map/palette.ts'
import { hasBase, tolerance } from '../map/basemap-source.ts'
import { hatchName } from '../map/disc.ts'
import { shapesOf } from '../map/shapes.ts'
import { smallCodes, tintColour } from '../map/tint-colour.ts'
import type { Expression, MapLayer, MapState } from '../map/types.ts'

const chosen = (state: MapState): Expression => ['==', ['get', 'code'], state.selectedUnit ?? '']

/** Boundaries of the level that is counted now, tinted by a rate, under them the level above for orientation. */
export const layer: MapLayer = {
  id: 'units',
  slot: 'tint',
  switchable: () => true,
  sources: ({ units, context }) => ({
    units: { type: 'geojson', data: shapesOf(units), promoteId: 'code', tolerance },
    ...context ? { context: { type: 'geojson' as const, data: shapesOf(context), promoteId: 'code', tolerance } } : {},
  }),
  layers: (state) => {
    const colours = palettes[state.theme]
    const lines = palettes[lineTheme(state)]
    const tinted = state.tint?.by === 'unit'
    const small = tinted ? smallCodes(state.tint) : []
    const hover: Expression = ['boolean', ['feature-state', 'hover'], false]
    const inside: Expression = ['==', ['get', 'code'], state.inside ?? '']
    return [{
      id: 'units-fill', type: 'fill', source: 'units',
      // without a tint it is there for the pointer alone: a constant 0 is found by it and not drawn
      paint: tinted
        ? { 'fill-color': tintColour(state), 'fill-opacity': ['case', hover, 0.85, 0.68], 'fill-antialias': false }
        : { 'fill-color': colours.accent, 'fill-opacity': 0 },
    },
    ...(small.length ? [{
      id: 'units-hatch', type: 'fill' as const, source: 'units', filter: ['in', ['get', 'code'], ['literal', small]] as Expression,
      paint: { 'fill-pattern': hatchName(state.theme), 'fill-opacity': 0.8, 'fill-antialias': false },
    }] : []),
    ...(state.context ? [{
      id: 'context-fill', type: 'fill' as const, source: 'context', filter: ['!=', ['get', 'code'], state.inside ?? ''] as Expression,
      paint: { 'fill-color': colours.outside, 'fill-opacity': 0.55, 'fill-antialias': false },
    }, {
      id: 'context-line', type: 'line' as const, source: 'context',
      paint: { 'line-color': lines.borderStrong, 'line-width': ['case', inside, 2.6, 1.2] as Expression, 'line-opacity': ['case', inside, 0.95, 0.4] as Expression },
    }] : []), {
      id: 'units-line', type: 'line', source: 'units',
      paint: {
        'line-color': ['case', ['any', chosen(state), hover], lines.accent, lines.border],
        'line-width': ['case', chosen(state), 3, hover, 2.6, state.inside ? 0.9 : 1.1],
        'line-opacity': 0.85,
      },
    },
    // an installation without base map has no seats to name, so the units name themselves
    ...(hasBase(state, 'places') || state.marks === 'units' ? [] : [{
      id: 'units-name', type: 'symbol' as const, source: 'units',
      layout: { 'text-field': ['get', 'name'] as Expression, 'text-font': mapFont, 'text-size': 12 * state.scale, 'text-padding': 8 },
      paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 },
    }])]
  },
}
