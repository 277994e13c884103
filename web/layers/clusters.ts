import { fewer } from '../../api/contract/small-number.ts'
import { ringHole } from '../map/donut.ts'
import { mapFont, mapFontBold } from '../map/fonts.ts'
import { measureText } from '../lib/measures.ts'
import { isRate } from '../lib/url-state.ts'
import { marksOf, smallBelow } from '../map/marks.ts'
import type { MarkStyle } from '../map/marks.ts'
import { namePlaces } from '../map/name-place.ts'
import { palettes } from '../map/palette.ts'
import { isSmall } from '../map/tint-colour.ts'
import type { Expression, MapLayer, MapState } from '../map/types.ts'

const bySize = (value: (size: number) => Expression): Expression =>
  ['match', ['get', 'size'], 1, value(1), 2, value(2), 3, value(3), 4, value(4), value(0)]

const nameSize = 12.5
const isPoint: Expression = ['==', ['geometry-type'], 'Point']

/** Numbers as large as the ring lets them be: five figures and a comma are wider than three. */
const insideRing = (scale: number): Expression => ['max', 9 * scale, bySize((size) =>
  ['min', ([10.5, 11.5, 13, 14.5, 16][size] ?? 11) * scale, ['/', ringHole(size) * 1.7 * scale, ['length', ['get', 'text']]]])]

const showsMarks = (marks: MapState['marks']): boolean => marks === 'areas' || marks === 'units'

/** The rate of each place in words; of what is too small to tell, its sign. */
function rateTexts({ show, tint }: MapState): Map<string, string> | undefined {
  if (!isRate(show)) return undefined
  return new Map((tint?.rows ?? []).map((row) => [row.code, isSmall(row) ? fewer : measureText(row.value, show)]))
}
export function markStyle(state: MapState): Omit<MarkStyle, 'chosen'> {
  const { theme, show, zoom, scale, greatest, marks, responses, hidden } = state
  const rates = rateTexts(state)
  // badges hang under the donuts of areas: those keep a little more apart
  const room = marks === 'areas' && responses?.length && !hidden.includes('area-responses') && zoom >= smallBelow ? 10 : 0
  return { theme, show, zoom, scale, greatest, room, ...(rates ? { rates } : {}) }
}

/** Bubbles of a count (donuts by state for petitions) or figures of a rate, one per key area or per unit, never both: a petition must not be seen twice. */
export const layer: MapLayer = {
  id: 'clusters',
  slot: 'mark',
  switchable: ({ marks }) => showsMarks(marks),
  sources: (state) => ({
    clusters: {
      type: 'geojson',
      promoteId: 'code',
      data: state.marks === 'areas' ? marksOf('area', state.areas, { ...markStyle(state), chosen: state.selectedAreas })
        : marksOf('unit', state.marks === 'units' ? state.units : null, { ...markStyle(state), chosen: state.selectedUnit ? [state.selectedUnit] : [] }),
    },
  }),
  layers: ({ theme, marks, scale, show, responses, hidden }) => {
    // the place below the donut is the badge's
    const badged = marks === 'areas' && Boolean(responses?.length) && !hidden.includes('area-responses')
    const colours = palettes[theme]
    const rate = isRate(show)
    return !showsMarks(marks) ? [] : [{
      id: 'clusters-line', type: 'line', source: 'clusters', filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': colours.text, 'line-width': 1.2, 'line-opacity': 0.7 },
    }, {
      // under the donuts in the stack = placed after them: a name looks for a side where no donut is
      id: 'clusters-name', type: 'symbol', source: 'clusters', filter: isPoint,
      layout: {
        'text-field': ['get', 'name'], 'text-font': mapFont, 'text-size': nameSize * scale, 'text-max-width': 9, 'text-justify': 'auto',
        'text-variable-anchor-offset': namePlaces(badged, nameSize, scale > 1) as never, 'symbol-sort-key': ['get', 'rank'], 'text-padding': 1,
      },
      paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.6 },
    }, {
      id: 'clusters', type: 'symbol', source: 'clusters', filter: isPoint,
      layout: {
        ...(rate ? {} : { 'icon-image': ['get', 'image'] as Expression }), 'icon-size': scale, 'icon-padding': 0, 'icon-allow-overlap': true, 'icon-ignore-placement': false, 'symbol-sort-key': ['get', 'rank'],
        'text-field': ['get', 'text'], 'text-font': mapFontBold, 'text-size': rate ? 13 * scale : insideRing(scale),
        'text-allow-overlap': true, 'text-ignore-placement': false,
      },
      paint: rate ? { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 2 } : { 'text-color': colours.discInk },
    }]
  },
}
