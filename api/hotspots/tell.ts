/** What of a run is told to whom, and how. */
import { emergingWords, type Hotspot, type HotspotAnswer, type HotspotRow } from '../contract/hotspots.ts'
import { smallNumber } from '../contract/small-number.ts'
import { wilson } from '../statistics/intervals.ts'
import type { Analysis, PlaceResult, PlaceRow } from './analysis.ts'
import type { Asked, Before, Reasons, Repeating } from './gather.ts'
import { centreOf, codeOf, type Size } from './grid.ts'


/** `points`: everything. `fives`: counts in fives, none below five. `wall`: likewise, and no figure from which one follows. */
export type Precision = 'points' | 'fives' | 'wall'

/** The caller's precision: hexagons are as fine as points, units and areas are not (domain section 2.4). */
export const precisionOf = (role: string, by: Asked['by'], seesPoints: boolean): Precision =>
  (role === 'wall' ? 'wall' : seesPoints || by !== 'hexagon' ? 'points' : 'fives')

const rounded = (value: number | null, digits: number): number | null => (value === null ? null : Number(value.toPrecision(digits)))
const share = (part: number, of: number): number | null => (of >= smallNumber ? rounded(part / of, 4) : null)

interface Told { under: typeof smallNumber | null, count(n: number): number | null, figure(value: number | null): number | null }

function teller(precision: Precision, petitions: number): Told {
  if (precision === 'points') return { under: null, count: (n) => n, figure: (value) => rounded(value, 6) }
  const hidden = petitions > 0 && petitions < smallNumber
  return {
    under: hidden ? smallNumber : null,
    count: (n) => (hidden ? null : Math.floor(n / smallNumber) * smallNumber),
    figure: (value) => (hidden || precision === 'wall' ? null : rounded(value, 3)),
  }
}

const emergingOf = (found: PlaceResult['emerging']): HotspotRow['emerging'] =>
  (found === null ? null : { ...found, zh: emergingWords[found.pattern]?.zh ?? '', en: emergingWords[found.pattern]?.en ?? '' })

function roundedCentre(size: Size, id: number): [number, number] {
  const [lon, lat] = centreOf(size, id)
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
}

export interface Named { code: string, name: string | null, center: [number, number] | null, before: number, open: number }

export function namer(
  { by }: Asked, size: Size | null, places: readonly PlaceRow[], earlier: ReadonlyMap<number, Before>,
): (id: number) => Named {
  if (by === 'hexagon') {
    return (id) => ({ code: codeOf(size ?? 1, id), name: null, center: roundedCentre(size ?? 1, id), ...earlier.get(id) ?? { before: 0, open: 0 } })
  }
  const known = new Map(places.map((row) => [row[0], row]))
  return (id) => {
    const [, code = '', name = '', , lon = null, lat = null, before = 0, open = 0] = known.get(id) ?? []
    return { code, name, center: lon === null || lat === null ? null : [lon, lat], before, open }
  }
}

/** A place that was busy and is now silent, with nothing open: good news, and told as such. */
export const isQuiet = ({ before, open }: Pick<Named, 'before' | 'open'>, matters: number): boolean => before >= smallNumber && open === 0 && matters * 5 <= before

export function rowOf(result: PlaceResult, named: Named, precision: Precision): HotspotRow {
  const { under, count, figure } = teller(precision, result.petitions)
  const { petitions, repeats, households } = result
  const interval = petitions >= smallNumber ? wilson(repeats, petitions) : [null, null]
  return {
    code: named.code, name: named.name, center: named.center, under,
    matters: count(result.matters), petitions: count(petitions), repeats: count(repeats), households,
    rate: households !== null && households > 0 && result.matters >= smallNumber ? figure(1_000 * result.matters / households) : null,
    share: figure(share(repeats, petitions)), share_low: figure(interval[0] ?? null), share_high: figure(interval[1] ?? null),
    share_smoothed: figure(petitions >= smallNumber ? result.smoothed : null),
    sum: figure(result.sum), expected: figure(result.expected), ratio: figure(result.ratio), z: figure(result.z), p: figure(result.p), q: figure(result.q),
    level: result.level, why: result.why, agreement: result.agreement, emerging: emergingOf(result.emerging), spot: result.spot,
    quiet: isQuiet(named, result.matters), before: isQuiet(named, result.matters) ? count(named.before) : null,
  }
}

function kindOf(reasons: Reasons): Hotspot['kind'] {
  if (reasons.top_matter * 2 > reasons.petitions && reasons.top_matter > 1) return 'one_matter'
  return reasons.places === 1 || reasons.most_in_one_place * 2 > reasons.matters ? 'one_place' : 'spread'
}

export function spotOf(
  group: PlaceResult[], reasons: Reasons & { previous: number | null }, name: (id: number) => Named, precision: Precision, measure: Asked['measure'],
): Hotspot {
  const [hottest] = group as [PlaceResult]
  const { under, count, figure } = teller(precision, reasons.petitions)
  const kind = kindOf(reasons)
  const households = group.every((one) => one.households !== null) ? group.reduce((sum, one) => sum + (one.households ?? 0), 0) : null
  const ground = [reasons.township_name, reasons.village_name].filter((part) => part !== null).join('')
  const words = precision !== 'wall'
  return {
    spot: hottest.spot ?? 0, codes: group.map(({ id }) => name(id).code), center: name(hottest.id).center,
    name: name(hottest.id).name ?? (ground === '' ? null : ground),
    kind, is_hot: kind === 'spread' || measure === 'repeat' && kind === 'one_place', level: Math.max(...group.map(({ level }) => level ?? 0)),
    under, matters: count(reasons.matters), petitions: count(reasons.petitions), repeats: count(reasons.repeats),
    repeat_share: figure(share(reasons.repeats, reasons.petitions)),
    expected: figure(hottest.expected), ratio: figure(hottest.ratio), z: figure(hottest.z), p: figure(hottest.p), q: figure(hottest.q),
    agreement: hottest.agreement, emerging: emergingOf(hottest.emerging), months: words ? hottest.months : null,
    rate: households !== null && households > 0 && reasons.matters >= smallNumber ? figure(1_000 * reasons.matters / households) : null,
    households, open: count(reasons.open), overdue: count(reasons.overdue), places: words ? reasons.places : null,
    top_share: figure(share(reasons.top_matter, reasons.petitions)), bands: words ? reasons.bands : null,
    previous: reasons.previous === null ? null : count(reasons.previous), last_year: reasons.last_year === null ? null : count(reasons.last_year),
    categories: under !== null ? [] : reasons.categories.map((one) => ({ ...one, matters: words ? one.matters : null })),
    // the open matters of one unit may be fewer than a kiosk, or a caller without points, is told
    departments: words ? reasons.departments.map((one) => ({ ...one, matters: precision === 'points' ? one.matters : null })) : [],
    village: reasons.village, village_name: reasons.village_name, township: reasons.township, township_name: reasons.township_name,
    area: reasons.area, area_name: reasons.area_name,
  }
}

/** A point that outweighs its surroundings: the cell, not the point, is told. */
export function repeatingOf([id, petitions, matters, top, name]: Repeating, precision: Precision): HotspotAnswer['repeating'][number] {
  const told = (n: number): number => (precision === 'points' ? n : Math.floor(n / smallNumber) * smallNumber)
  return {
    code: codeOf(1, id), name, center: roundedCentre(1, id), kind: top * 2 > petitions ? 'one_matter' : 'one_place',
    petitions: told(petitions), matters: told(matters),
  }
}

/** Hexagons with nothing to say stay away: no petition, not hot, not cold, not fallen silent. */
export const isTold = (by: Asked['by'], { id, matters, level }: PlaceResult, named: Named): boolean =>
  (by === 'hexagon' ? matters > 0 || (level ?? 0) !== 0 || isQuiet(named, matters) : id !== 0)

export const groupsOf = ({ places, spots }: Analysis): PlaceResult[][] => {
  const byId = new Map(places.map((place) => [place.id, place]))
  return spots.map((ids) => ids.flatMap((id) => byId.get(id) ?? []))
}
