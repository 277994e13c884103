/** Points with a donut each, made from the figures of areas or units. */
import { count } from '../lib/format.ts'
import type { AreaCollection, UnitCollection } from '../lib/api-types.ts'
import { donutName, donutSize } from './donut.ts'
import type { Points, ThemeName } from './types.ts'

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

const unknown = { open: 0, overdue: 0, closed: 0 }

export function marksOf(
  of: Mark['of'], places: AreaCollection | UnitCollection | null, theme: ThemeName, chosen: readonly string[],
): Points<Mark> {
  const rows = (places?.features ?? []).map(({ properties }) => properties)
  const greatest = Math.max(0, ...rows.map(({ petitions }) => petitions ?? 0))
  return {
    type: 'FeatureCollection',
    features: rows.filter(({ point, petitions }) => point !== null && petitions !== 0).map((row) => {
      const state = row.by_state ?? unknown
      const size = donutSize(row.petitions ?? 0, greatest)
      return {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: row.point ?? [0, 0] },
        properties: {
          of,
          code: row.code,
          name: row.name,
          text: count(row.petitions),
          donut: donutName({ theme, size, ...state, chosen: chosen.includes(row.code) }),
          size,
          rank: -1000 * (row.overdue ?? 0) - (row.open ?? 0),
        },
      }
    }),
  }
}
