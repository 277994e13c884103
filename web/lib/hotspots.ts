/** What a hot-spot run says, as colours, addresses and lists need it. */
import type { Filter } from '../../api/contract/filter.ts'
import type { Hotspot, HotspotAnswer, HotspotBy, HotspotRow } from '../../api/contract/hotspots.ts'

/** Colours of the test, of the course over months, of the smoothed share of repeats; or counts as columns, as heat. */
export const colourings = ['level', 'emerging', 'smoothed', 'columns', 'heat'] as const
export type Colouring = typeof colourings[number]

/** Classes of the significance map, strongest first; `few` and `quiet` are drawn apart. */
export const levelClasses = ['hot3', 'hot2', 'hot1', 'cold', 'few', 'none'] as const
export type LevelClass = typeof levelClasses[number]

export const patterns = ['new', 'consecutive', 'intensifying', 'persistent', 'diminishing', 'sporadic', 'oscillating', 'historical'] as const
export type Pattern = typeof patterns[number]

export function levelClassOf({ level, why }: Pick<HotspotRow, 'level' | 'why'>): LevelClass {
  if (level === null) return why === null ? 'none' : 'few'
  return level === 3 ? 'hot3' : level === 2 ? 'hot2' : level === 1 ? 'hot1' : level <= -2 ? 'cold' : 'none'
}

/** The hot course of a place over the months; cold courses are not a matter of this map. */
export const patternOf = ({ emerging }: Pick<HotspotRow, 'emerging'>): Pattern | null => emerging?.kind === 'hot' ? emerging.pattern : null

/** Upper ends of the classes of the smoothed share of repeats: fixed, so that periods and places compare. The last class is open. */
export const smoothedEnds = [0.1, 0.2, 0.3, 0.4] as const
/** Class of a place by its smoothed share, 0 the lowest; null where fewer than five petitions say nothing. */
export function smoothedClassOf({ share_smoothed: value }: Pick<HotspotRow, 'share_smoothed'>): number | null {
  return value === null ? null : smoothedEnds.filter((end) => value >= end).length
}

/** How many places each class has. */
export function tally<T extends string | number>(rows: readonly HotspotRow[], classOf: (row: HotspotRow) => T | null): Map<T, number> {
  const found = new Map<T, number>()
  for (const row of rows) {
    const one = classOf(row)
    if (one !== null) found.set(one, (found.get(one) ?? 0) + 1)
  }
  return found
}

const mostCells = 200

/** What the list behind a hot spot adds to the page's filter; null where no list can say it. */
export function spotPatch(by: HotspotBy, { codes }: Pick<Hotspot, 'codes'>): Filter | null {
  const [only] = codes
  if (by === 'hexagon') return codes.length > 0 && codes.length <= mostCells ? { hexagon: codes } : null
  // units and areas are judged one by one, and placed matters alone are counted
  return only === undefined || codes.length > 1 ? null : by === 'unit' ? { unit: only, place: 'placed' } : { area: [only], place: 'placed' }
}

/** Something that a hot spot's number counts: the list that it opens, within the hot spot. */
export interface SpotDoor { of: 'petitions' | 'matters', patch: Filter, band?: string }

/** The grid of a run, to ask another period on the same one; null for units and areas. */
export const scaleOf = ({ run: { scale } }: Pick<HotspotAnswer, 'run'>): string | null => scale && `${scale.size}x${scale.rings}`

/** Radius of the hexagons in mercator metres (api/hotspots/grid.ts); that of the middle size for places of other shapes. */
const radiusOf = ({ scale }: HotspotAnswer['run']): number => [500, 1_000, 2_000][(scale?.size ?? 2) - 1] as number / Math.sqrt(3)

/** Distinct matters of a run as columns or heat: middles, numbers, a size; fewer than five that are not told stay away. */
export function densityOf({ run, rows }: HotspotAnswer): { cells: [number, number, number][], rows: HotspotRow[], size: number, as_of: string } {
  const told = rows.filter((row) => row.center !== null && row.matters !== null && row.matters > 0)
  return { rows: told, size: radiusOf(run), as_of: run.as_of, cells: told.map(({ center, matters }) => [...center as [number, number], matters ?? 0]) }
}

/** Those who are told as hot spots first, then what only looks like one. */
export const inOrder = ({ spots }: Pick<HotspotAnswer, 'spots'>): Hotspot[] =>
  [...spots].sort((a, b) => Number(b.is_hot) - Number(a.is_hot) || b.level - a.level || a.spot - b.spot)
