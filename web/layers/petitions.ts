import type { SourceSpecification } from 'maplibre-gl'
import { mapFontBold } from '../map/fonts.ts'
import { palettes } from '../map/palette.ts'
import type { Expression, MapLayer } from '../map/types.ts'

/** a cell of fewer than five says no number */
const n: Expression = ['coalesce', ['get', 'n'], 2]
const isCell: Expression = ['any', ['has', 'n'], ['has', 'under']]

/** Petitions as they lie: counted cells for all, single matters only where the server sends them (role and zoom). */
export const layer: MapLayer = {
  id: 'petitions',
  slot: 'mark',
  switchable: ({ marks }) => marks === 'spread',
  sources: ({ marks, petitionTiles }): Record<string, SourceSpecification> => marks === 'spread'
    ? { petitions: { type: 'vector', tiles: [petitionTiles], minzoom: 5, maxzoom: 16 } }
    : {},
  layers: ({ theme, marks, scale }) => {
    const colours = palettes[theme]
    if (marks !== 'spread') return []
    return [{
      id: 'petition-cells', type: 'circle', source: 'petitions', 'source-layer': 'petitions', filter: isCell,
      layout: { 'circle-sort-key': n },
      paint: {
        'circle-color': colours.cell, 'circle-opacity': 0.62, 'circle-stroke-color': colours.cellLine, 'circle-stroke-width': 1,
        'circle-stroke-opacity': 0.8,
        'circle-radius': ['interpolate', ['linear'], ['sqrt', n], 1, 2.2 * scale, 5, 7 * scale, 10, 12 * scale, 40, 26 * scale],
      },
    }, {
      id: 'petition-cells-n', type: 'symbol', source: 'petitions', 'source-layer': 'petitions', filter: ['>=', n, 25],
      layout: { 'text-field': ['number-format', ['get', 'n'], { locale: 'en' }], 'text-font': mapFontBold, 'text-size': 11 * scale, 'symbol-sort-key': ['-', 0, n], 'text-padding': 4 },
      paint: { 'text-color': theme === 'dark' ? '#06121f' : '#ffffff' },
    }, {
      id: 'petition-points', type: 'circle', source: 'petitions', 'source-layer': 'petitions', filter: ['!', isCell],
      paint: { 'circle-color': colours.cell, 'circle-radius': 5, 'circle-stroke-color': colours.cellLine, 'circle-stroke-width': 1.5 },
    }]
  },
}
