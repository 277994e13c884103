/** Where a matter can arise: key areas with their own times and centres, villages by households, or nowhere known. */
import { insideRing, plane, lonLat } from '../county/frame.ts'
import type { County, KeyArea, Position, Unit } from '../county/types.ts'
import { randomFrom, type Random } from '../../api/statistics/random.ts'
import { cumulative, type Dice } from './dice.ts'

export interface Spot { point: Position, group: Unit, village: Unit, township: Unit }

export interface Settings {
  /** groups by households */
  groups: { spots: Spot[], weights: Float64Array }
  areas: AreaSetting[]
  /** share of a day's matters that arise in each area, at a share (0-1) of the period */
  areaWeights(time: number): Float64Array
  /** points on which offices pile up matters whose place nobody knows */
  placeholders: { point: Position, text: string }[]
  outside: { point: Position, text: string }[]
}

export interface AreaSetting { area: KeyArea, spots: Spot[] }

/** How busy an area is: a base, and a wave with its middle and width as shares of the period. */
const COURSES: readonly [base: number, wave: number, middle: number, width: number][] = [
  [0.055, 0.16, 0.62, 0.16], // the great requisition: long and high
  [0.02, 0.06, 0.3, 0.12], // over and settled
  [0.008, 0.085, 0.95, 0.1], // new and growing
  [0.015, 0.045, 0.45, 0.09],
  [0.03, 0.03, 0.2, 0.2], // slowly better
  [0.014, 0.012, 0.15, 0.2],
  [0.03, 0.045, 0.85, 0.16],
  [0.012, 0.012, 0.5, 0.3],
  [0.01, 0.02, 0.75, 0.12],
  [0.016, 0.03, 0.55, 0.18],
]
const POOL = 900

export function settingsOf(county: County, seed: number): Settings {
  const random = randomFrom(seed).fork('places')
  const byCode = new Map(county.units.map(unit => [unit.code, unit]))
  const spotAt = (point: Position, groupCode: string): Spot => {
    const at = (length: number): Unit => {
      const unit = byCode.get(groupCode.slice(0, length))
      if (!unit) throw new Error(`no unit ${groupCode.slice(0, length)} in the county`)
      return unit
    }
    return { point, group: at(15), village: at(12), township: at(9) }
  }
  const groups = county.units.filter(unit => unit.level === 'group')
  const [west, south, east, north] = county.bounds
  return {
    groups: {
      spots: groups.map(unit => spotAt(unit.point, unit.code)),
      weights: cumulative(groups.map(unit => unit.household_count)),
    },
    areas: county.key_areas.map(area => ({ area, spots: pool(area, byCode, spotAt, random) })),
    areaWeights: time => cumulative(county.key_areas.map((_, i) => {
      const [base, wave, middle, width] = COURSES[i % COURSES.length] as (typeof COURSES)[number]
      return base + wave * Math.exp(-(((time - middle) / width) ** 2))
    })),
    placeholders: [
      { point: byCode.get(county.code)?.point ?? [west, south], text: county.name },
      ...county.units.filter(unit => unit.kind === 'town').slice(0, 2)
        .map(unit => ({ point: unit.point, text: unit.name })),
    ],
    outside: [
      { point: [east + 0.11, (south + north) / 2], text: '邻县务工工地' },
      { point: [west - 0.09, north - 0.1], text: '外县亲属住址附近' },
      { point: [(west + east) / 2 + 0.2, south - 0.08], text: '邻县境内在建项目' },
    ],
  }
}

/** Places inside an area, most of them around three centres: matters arise where the works are. */
function pool(
  area: KeyArea, byCode: ReadonlyMap<string, Unit>, spotAt: (point: Position, group: string) => Spot, random: Random,
): Spot[] {
  const ring = area.geometry.coordinates[0]?.[0] ?? []
  const [lons, lats] = [ring.map(p => p[0]), ring.map(p => p[1])]
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)]
  const anywhere = (): Position => {
    for (;;) {
      const point: Position = [west + random() * (east - west), south + random() * (north - south)]
      if (insideRing(ring, point)) return point
    }
  }
  const centres = [anywhere(), anywhere(), anywhere()]
  const spread = (east - west + north - south) / 2 * 99_000 * 0.09
  const codes = area.household_shares.map(share => share.code)
  const spots: Spot[] = []
  while (spots.length < POOL) {
    const centre = random() < 0.2 ? null : centres[Math.min(2, Math.floor(3.4 * random() ** 1.6))] as Position
    const [x, y] = plane(centre ?? anywhere())
    const point = centre ? lonLat(x + spread * random.normal(), y + spread * random.normal()) : lonLat(x, y)
    if (insideRing(ring, point)) spots.push(spotAt(point, nearest(point, codes, byCode)))
  }
  return spots
}

/** The group of the area whose polygon holds the point; groups without households in it are left to the nearest. */
function nearest(point: Position, codes: readonly string[], byCode: ReadonlyMap<string, Unit>): string {
  let best = codes[0] as string
  let least = Infinity
  for (const code of codes) {
    const unit = byCode.get(code)
    if (!unit) continue
    if (unit.geometry.coordinates.some(rings => insideRing(rings[0] ?? [], point))) return code
    const gap = Math.hypot(unit.point[0] - point[0], unit.point[1] - point[1])
    if (gap < least) {
      least = gap
      best = code
    }
  }
  return best
}

/** A place near a spot, about `metres` away, 6 decimals. */
export function nearby(spot: Spot, metres: number, dice: Dice): Position {
  return [
    Math.round((spot.point[0] + dice.normal() * metres / 99_270) * 1e6) / 1e6,
    Math.round((spot.point[1] + dice.normal() * metres / 110_790) * 1e6) / 1e6,
  ]
}
