/** Points with a bubble each, made from the figures of areas or units, and the lines to their true places. */
import type { Feature, FeatureCollection, LineString, Point } from 'geojson'
import { count } from '../lib/format.ts'
import { countOf } from '../lib/measures.ts'
import { isRate } from '../lib/url-state.ts'
import type { CountMeasure, Measure } from '../lib/url-state.ts'
import type { AreaCollection, KeyAreaProperties, UnitCollection, UnitProperties } from '../lib/api-types.ts'
import { discName } from './disc.ts'
import { donutName, donutRadius, donutSize } from './donut.ts'
import { sidesOf } from './name-place.ts'
import type { Side } from './name-place.ts'
import { spreadOut } from './spread-out.ts'
import type { ThemeName } from './types.ts'

export interface Mark {
  of: 'area' | 'unit'
  code: string
  name: string
  /** what stands in the ring: the number, or `<5` */
  text: string
  /** name of its image; empty for a rate, which is text alone */
  image: string
  size: number
  /** labels of what needs more help are placed first (domain 2.5) */
  rank: number
  /** of all marks: where its name may stand */
  side: Side
}

/** where a whole county is a hand's breadth wide, on phones, donuts are one size smaller */
export const smallBelow = 8.7
const unknown = { open: 0, overdue: 0, closed: 0 }

export interface MarkStyle {
  theme: ThemeName
  /** what the number counts; a rate is written, not drawn */
  show: Measure
  chosen: readonly string[]
  /** marks that would touch at this zoom are moved apart */
  zoom: number
  scale?: number
  /** the count of the largest bubble, shared by two maps; null = the largest here */
  greatest?: number | null
  /** pixels that each mark keeps free around itself, more than it is large */
  room?: number
  /** texts of a rate by code */
  rates?: ReadonlyMap<string, string>
}

/** The largest count among places, for bubbles on one scale. */
export const greatestOf = (places: AreaCollection | UnitCollection | null, show: CountMeasure): number =>
  Math.max(0, ...(places?.features ?? []).map(({ properties }) => countOf(properties, show) ?? 0))

/** Places without a point, or without anything to count, get no mark. */
export function marksOf(of: Mark['of'], places: AreaCollection | UnitCollection | null, style: MarkStyle): FeatureCollection<Point | LineString, Partial<Mark>> {
  const { show, chosen, zoom, scale = 1, room = 0, rates } = style
  const rows = (places?.features ?? []).map(({ properties }) => properties)
  const numberOf = (row: typeof rows[number]): number | null => isRate(show) ? row.matters : countOf(row, show)
  const greatest = isRate(show) ? 0 : style.greatest ?? greatestOf(places, show)
  const less = zoom < smallBelow && scale === 1 ? 1 : 0
  const marked = rows.flatMap((row) => {
    const n = numberOf(row)
    return row.point && (isRate(show) ? rates?.has(row.code) : n !== 0)
      ? [{ row, n, at: row.point as [number, number], size: Math.max(0, donutSize(n ?? 0, greatest) - less) }] : []
  })
  const spread = spreadOut(marked.map(({ at, size }) => ({ at, radius: (donutRadius(size) + room) * scale })), zoom)
  const sides = sidesOf(spread.map(([lon]) => lon))
  return {
    type: 'FeatureCollection',
    features: marked.flatMap(({ row, n, at, size }, i): Feature<Point | LineString, Partial<Mark>>[] => {
      const place = spread[i] ?? at
      const mark: Feature<Point, Mark> = {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: place },
        properties: {
          of, code: row.code, name: row.name, text: rates?.get(row.code) ?? count(n), size,
          image: imageOf(style, row, size, chosen.includes(row.code)),
          rank: -1000 * (row.overdue ?? 0) - (row.open ?? 0), side: sides[i] ?? 'middle',
        },
      }
      const moved = place[0] !== at[0] || place[1] !== at[1]
      return moved ? [{ type: 'Feature', geometry: { type: 'LineString', coordinates: [at, place] }, properties: {} }, mark] : [mark]
    }),
  }
}

/** A ring by state is true of petitions alone; other counts are plain discs in a colour of their own. */
function imageOf({ theme, show }: MarkStyle, row: KeyAreaProperties | UnitProperties, size: number, chosen: boolean): string {
  if (isRate(show)) return ''
  if (show !== 'petitions') return discName({ theme, size, tone: show === 'overdue' ? 'overdue' : show === 'repeats' ? 'repeat' : 'plain', chosen })
  return donutName({ theme, size, ...row.by_state ?? unknown, chosen })
}
