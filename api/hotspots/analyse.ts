import { martuzziElliott } from '../statistics/empirical-bayes.ts'
import { neighboursFromLists, type Neighbours } from '../statistics/neighbours.ts'
import type { Analysis, Material, PlaceResult, Places, ScaleFound } from './analysis.ts'
import { cellAt, middleOf, sizes, type Size } from './grid.ts'
import { levelOf, testPlaces, type Tested } from './local-test.ts'
import { histories, monthlyCounts, type History } from './months.ts'
import { hexagonPlaces, listedPlaces } from './places.ts'
import { chooseScales, ringsOf, type Scale } from './scale.ts'
import { joinHot } from './spots.ts'

/** Monthly counts of the chosen places; absent where there is no history. */
export interface Months { text: string, first: number, steps: number }

const told = (value: number | undefined): number | null => (value === undefined || !Number.isFinite(value) ? null : value)

/** Places of one map, tested; `hot` are positions at q <= .05. */
interface Map { places: Places, neighbours: Neighbours, tested: Tested, levels: (number | null)[], hot: number[] }

function mapOf(material: Material, places: Places, neighbours: Neighbours): Map {
  const tested = testPlaces(material.measure, places, neighbours)
  const levels = Array.from(tested.q, (q, i) => levelOf(q, tested.coldQ[i] as number))
  return { places, neighbours, tested, levels, hot: levels.flatMap((level, i) => ((level ?? 0) >= 2 ? [i] : [])) }
}

type Agreement = (at: number) => number | null

function results({ places, neighbours, tested, levels, hot }: Map, material: Material, months: Months | null, agreement: Agreement): PlaceResult[] {
  const households = material.by === 'hexagon' ? undefined : places.households
  const past: (History | null)[] = months === null ? []
    : histories(monthlyCounts(months.text, places.ids, months.first, months.steps), neighbours, households)
  const withPetitions = places.ids.flatMap((_, i) => ((places.petitions[i] as number) > 0 ? [i] : []))
  const { smoothed } = martuzziElliott(withPetitions.map((i) => places.repeats[i] as number), withPetitions.map((i) => places.petitions[i] as number))
  const smoothedAt = new Map(withPetitions.map((i, k) => [i, smoothed[k] as number]))
  const isHot = new Set(hot)
  return places.ids.map((id, i): PlaceResult => ({
    id, matters: places.matters[i] as number, petitions: places.petitions[i] as number, repeats: places.repeats[i] as number,
    households: told(places.households[i]),
    sum: told(tested.sum[i]), expected: told(tested.expected[i]), ratio: told((tested.sum[i] as number) / (tested.expected[i] as number)),
    z: told(tested.z[i]), p: told(tested.p[i]), q: told(tested.q[i]), level: levels[i] ?? null,
    why: levels[i] !== null ? null : tested.test === 'binomial' ? 'no_denominator' : 'too_few',
    agreement: isHot.has(i) ? agreement(i) : null, smoothed: told(smoothedAt.get(i)),
    emerging: past[i]?.emerging ?? null, months: isHot.has(i) ? past[i]?.months ?? null : null, spot: null,
  }))
}

function finished(
  map: Map, material: Material, months: Months | null, adjoining: Neighbours, scales: ScaleFound[], agreement: Agreement,
): Analysis {
  const places = results(map, material, months, agreement)
  const spots = joinHot(map.hot, adjoining, (at) => -(map.tested.p[at] as number))
  spots.forEach((group, spot) => { for (const at of group) (places[at] as PlaceResult).spot = spot })
  return {
    test: map.tested.test, tested: map.levels.filter((level) => level !== null).length, scale: scales[0] ?? null, scales,
    noDenominator: map.tested.test === 'binomial' ? places.filter(({ why, matters }) => why !== null && matters > 0).length : 0,
    places, spots: spots.map((group) => group.map((at) => map.places.ids[at] as number)),
  }
}

const hexagons = (material: Material): Record<Size, Places> => ({ 1: hexagonPlaces(material, 0), 2: hexagonPlaces(material, 1), 3: hexagonPlaces(material, 2) })

/** Hexagons with the scales that can be tested: read once, for the size of the map and then for the map. */
export interface Gridded { bySize: Record<Size, Places>, scales: Scale[] }
export function griddedFrom(material: Material): Gridded {
  const bySize = hexagons(material)
  return { bySize, scales: chooseScales(bySize, material.scale) }
}
/** Where the months' counts must be asked for: the size of hexagons that the map will have; null when nothing can be tested. */
export const sizeOf = ({ scales }: Gridded): Size | null => scales[0]?.size ?? null

/** Too few matters for any scale: counts, and no test. */
function untested({ ids, matters, petitions, repeats }: Places): Analysis {
  const nothing = { households: null, sum: null, expected: null, ratio: null, z: null, p: null, q: null, level: null, why: 'too_few' as const,
    agreement: null, smoothed: null, emerging: null, months: null, spot: null }
  return {
    test: 'none', tested: 0, scale: null, scales: [], noDenominator: 0, spots: [],
    places: ids.map((id, i) => ({ id, matters: matters[i] as number, petitions: petitions[i] as number, repeats: repeats[i] as number, ...nothing })),
  }
}

function analyseHexagons(material: Material, months: Months | null, { bySize, scales }: Gridded): Analysis {
  const [own] = scales
  if (own === undefined) return untested(bySize[sizes[0]])
  const maps = scales.map((scale): [Scale, Map] => [scale, mapOf(material, bySize[scale.size], scale.neighbours)])
  const hotCells = maps.map(([scale, map]) => [scale.size, new Set(map.hot.map((at) => map.places.ids[at] as number))] as const)
  const map = (maps[0] as [Scale, Map])[1]
  const agreement = (at: number): number => {
    const [x, y] = middleOf(own.size, map.places.ids[at] as number)
    return hotCells.filter(([size, hot]) => hot.has(cellAt(size, x, y))).length
  }
  const found = maps.map(([{ size, rings, cells, neighbourhood, expected }, { hot }]) => ({ size, rings, cells, neighbourhood, expected, hot: hot.length }))
  return finished(map, material, months, ringsOf(map.places, 1), found, agreement)
}

/** Units and areas stand alone: each is its own neighbourhood. */
function analyseListed(material: Material, months: Months | null): Analysis {
  const places = listedPlaces(material)
  const alone = neighboursFromLists(places.ids.map(() => []))
  return finished(mapOf(material, places, alone), material, months, alone, [], () => null)
}

/** The whole analysis of one question: pure, in the worker. `gridded` when that is known already. */
export const analyse = (material: Material, months: Months | null, gridded?: Gridded): Analysis =>
  (material.by === 'hexagon' ? analyseHexagons(material, months, gridded ?? griddedFrom(material)) : analyseListed(material, months))
