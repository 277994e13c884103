import { donutRadius } from '../map/donut.ts'
import { mapFont, mapFontBold } from '../map/fonts.ts'
import { marksOf } from '../map/marks.ts'
import { palettes } from '../map/palette.ts'
import type { Expression, MapLayer } from '../map/types.ts'

const bySize = (value: (size: number) => number): Expression =>
  ['match', ['get', 'size'], 1, value(1), 2, value(2), 3, value(3), 4, value(4), value(0)]

/** Donuts by state of handling, one per key area or per unit, never both: a petition must not be seen twice. */
export const layer: MapLayer = {
  id: 'clusters',
  slot: 'mark',
  switchable: ({ marks }) => marks !== 'spread',
  sources: (state) => ({
    clusters: {
      type: 'geojson',
      promoteId: 'code',
      data: state.marks === 'areas' ? marksOf('area', state.areas, state.theme, state.selectedAreas)
        : marksOf('unit', state.marks === 'units' ? state.units : null, state.theme, state.selectedUnit ? [state.selectedUnit] : []),
    },
  }),
  layers: ({ theme, marks }) => {
    const colours = palettes[theme]
    return marks === 'spread' ? [] : [{
      id: 'clusters', type: 'symbol', source: 'clusters',
      layout: {
        'icon-image': ['get', 'donut'], 'icon-allow-overlap': true, 'icon-ignore-placement': false, 'symbol-sort-key': ['get', 'rank'],
        'text-field': ['get', 'text'], 'text-font': mapFontBold, 'text-size': bySize((size) => [10.5, 11.5, 13, 14.5, 16][size] ?? 11),
        'text-allow-overlap': true, 'text-ignore-placement': false,
      },
      paint: { 'text-color': colours.discInk },
    }, {
      id: 'clusters-name', type: 'symbol', source: 'clusters',
      layout: {
        'text-field': ['get', 'name'], 'text-font': mapFont, 'text-size': 12.5, 'text-anchor': 'top', 'text-max-width': 9,
        'text-offset': ['match', ['get', 'size'],
          ...[1, 2, 3, 4].flatMap((size) => [size, ['literal', [0, (donutRadius(size) + 4) / 12.5]]]),
          ['literal', [0, (donutRadius(0) + 4) / 12.5]]] as unknown as Expression,
        'symbol-sort-key': ['get', 'rank'], 'text-optional': true,
      },
      paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.6 },
    }]
  },
}
