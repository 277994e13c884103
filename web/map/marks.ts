/** Points with a donut each, made from the figures of areas or units, and the lines to their true places. */
import type { Feature, FeatureCollection, LineString, Point } from 'geojson'
import { count } from '../lib/format.ts'
import type { AreaCollection, UnitCollection } from '../lib/api-types.ts'
import { donutName, donutRadius, donutSize } from './donut.ts'
import { spreadOut } from './spread-out.ts'
import type { ThemeName } from './types.ts'

export interface Mark {
  of: 'area' | 'unit'
  code: string
  name: string
  /** what stands in the ring: the number, or `<5` */
  text: string
  /** image name */
  donut: string
  size: number
  /** labels of what needs more help are placed first (domain 2.5) */
  rank: number
}

/** where a whole county is a hand's breadth wide, on phones, donuts are one size smaller */
const small = 8.7
const unknown = { open: 0, overdue: 0, closed: 0 }

/** `zoom` decides how far marks must be moved apart; places without a point or without petitions get none. */
export function marksOf(
  of: Mark['of'], places: AreaCollection | UnitCollection | null, theme: ThemeName, chosen: readonly string[], zoom: number,
  scale = 1,
): FeatureCollection<Point | LineString, Partial<Mark>> {
  const rows = (places?.features ?? []).map(({ properties }) => properties)
  const greatest = Math.max(0, ...rows.map(({ petitions }) => petitions ?? 0))
  const less = zoom < small && scale === 1 ? 1 : 0
  const marked = rows.flatMap((row) => row.point && row.petitions !== 0
    ? [{ row, at: row.point as [number, number], size: Math.max(0, donutSize(row.petitions ?? 0, greatest) - less) }] : [])
  const spread = spreadOut(marked.map(({ at, size }) => ({ at, radius: donutRadius(size) * scale })), zoom)
  return {
    type: 'FeatureCollection',
    features: marked.flatMap(({ row, at, size }, i): Feature<Point | LineString, Partial<Mark>>[] => {
      const place = spread[i] ?? at
      const state = row.by_state ?? unknown
      const mark: Feature<Point, Mark> = {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: place },
        properties: {
          of, code: row.code, name: row.name, text: count(row.petitions), size,
          donut: donutName({ theme, size, ...state, chosen: chosen.includes(row.code) }),
          rank: -1000 * (row.overdue ?? 0) - (row.open ?? 0),
        },
      }
      const moved = place[0] !== at[0] || place[1] !== at[1]
      return moved ? [{ type: 'Feature', geometry: { type: 'LineString', coordinates: [at, place] }, properties: {} }, mark] : [mark]
    }),
  }
}
