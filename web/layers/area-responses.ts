import type { Feature, Point } from 'geojson'
import { badgeName, badgeSize } from '../map/badge.ts'
import { donutMargin, donutRadius } from '../map/donut.ts'
import { marksOf } from '../map/marks.ts'
import type { Expression, MapLayer, MapState } from '../map/types.ts'
import { markStyle } from './clusters.ts'

/** A badge hangs under the area's donut, wherever that was moved to; without donuts it marks the area itself. */
function badges(state: MapState): Feature<Point>[] {
  const { areas, marks, responses = [], theme, zoom } = state
  const under = marks === 'areas'
    ? new Map(marksOf('area', areas, { ...markStyle(state), chosen: state.selectedAreas }).features.flatMap(({ geometry, properties }) =>
      geometry.type === 'Point' ? [[properties.code, { at: geometry.coordinates, size: properties.size }] as const] : [])) : null
  return responses.flatMap((response): Feature<Point>[] => {
    const area = areas?.features.find(({ properties }) => properties.code === response.code)?.properties
    const at = under?.get(response.code)?.at ?? area?.point
    const image = badgeName(response, theme, badgeSize(zoom))
    return at && image ? [{
      type: 'Feature', geometry: { type: 'Point', coordinates: at },
      properties: { of: 'area', code: response.code, image, size: under?.get(response.code)?.size ?? -1, rank: -response.gaps },
    }] : []
  })
}

/** Below the ring and the margin of its image, so that a badge does not meet its own donut. */
const below = (size: number): Expression => ['literal', [0, donutRadius(size) + donutMargin + 2]]

/** Is there anything to badge? Under columns and heat badges would shine through. */
export const badged = ({ responses, marks }: MapState): boolean => Boolean(responses?.length) && marks !== 'columns' && marks !== 'heat'

/** The four levels' work in each key area: stage, state of each level, gaps. Under the donuts, whose numbers come first. */
export const layer: MapLayer = {
  id: 'area-responses',
  slot: 'mark',
  switchable: (state) => badged(state),
  sources: (state) => ({ 'area-responses': { type: 'geojson', promoteId: 'code', data: { type: 'FeatureCollection', features: badges(state) } } }),
  layers: (state) => !badged(state) ? [] : [{
    id: 'area-responses', type: 'symbol', source: 'area-responses',
    layout: {
      'icon-image': ['get', 'image'], 'icon-size': state.scale, 'icon-anchor': 'top', 'icon-padding': 1,
      'icon-offset': ['match', ['get', 'size'], 0, below(0), 1, below(1), 2, below(2), 3, below(3), 4, below(4), ['literal', [0, 0]]],
      // rings and names come first: a badge that would cover one is left to the list and the hatching
      'icon-allow-overlap': false, 'icon-ignore-placement': false, 'symbol-sort-key': ['get', 'rank'],
    },
  }],
}
