/** Rivers as smooth lines from source to mouth, traced up from every outlet along the largest water. */
import { lonLat } from './frame.ts'
import { centreX, centreY } from './grid.ts'
import { noise } from './noise.ts'
import type { Place } from './seats.ts'
import type { Terrain } from './terrain.ts'
import type { River } from './types.ts'

/** A river before it is named: from its source to the place where it joins another. */
export interface Stem {
  cells: number[]
  places: Place[]
  heights: number[]
  /** square kilometres at each vertex */
  areas: number[]
  /** index of the stem it joins, null for one that leaves the sheet */
  into: number | null
}

/** least square kilometres that feed a visible brook */
const SOURCE_KM2 = 5

export function traceRivers(terrain: Terrain): Stem[] {
  const { grid, flow, area } = terrain
  const donors = new Map<number, number[]>()
  const mouths: { start: number, into: number | null, joins: number | null }[] = []
  for (const at of flow.order) {
    if ((area[at] as number) < SOURCE_KM2) continue
    const to = flow.receiver[at] as number
    if (to === at) mouths.push({ start: at, into: null, joins: null })
    else donors.set(to, [...donors.get(to) ?? [], at])
  }
  const smooth = new Map<number, Place>()
  const stems: Stem[] = []
  for (let mouth = mouths.shift(); mouth; mouth = mouths.shift()) {
    const cells: number[] = mouth.joins === null ? [] : [mouth.joins]
    const branches: { start: number, joins: number }[] = []
    for (let at: number | undefined = mouth.start; at !== undefined;) {
      cells.push(at)
      const feeders: number[] = [...donors.get(at) ?? []].sort((a, b) => (area[b] as number) - (area[a] as number))
      for (const feeder of feeders.slice(1)) branches.push({ start: feeder, joins: at })
      at = feeders[0]
    }
    if (cells.length < 12) continue
    cells.reverse()
    const raw = cells.map(at => smooth.get(at) ?? { x: centreX(grid, at), y: centreY(grid, at) })
    const places = meandering(smoothed(raw), cells.map(at => area[at] as number), terrain.ground.seed)
    cells.forEach((at, i) => { if (!smooth.has(at)) smooth.set(at, places[i] as Place) })
    const into = mouth.into
    const heights = cells.map(at => grid.data[at] as number)
    stems.push({ cells, places, into, heights, areas: areasOf(cells, area, into) })
    for (const branch of branches) mouths.push({ ...branch, into: stems.length - 1 })
  }
  return stems
}

/** Large rivers swing about their course, by about 200 m to either side; ends and small waters stay. */
function meandering(places: readonly Place[], areas: readonly number[], seed: number): Place[] {
  return places.map((place, i) => {
    const a = places[i - 2]
    const b = places[i + 2]
    if (!a || !b) return place
    const ends = Math.min(1, (i - 1) / 12, (places.length - 2 - i) / 12)
    const swing = 300 * Math.min(1, Math.max(0, Math.log10((areas[i] as number) / 40))) * ends
    const side = noise(seed + 90, i * 0.085, 0.5) + 0.4 * noise(seed + 91, i * 0.19, 0.5)
    const length = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y))
    const aside = swing * side / length
    return { x: place.x - (b.y - a.y) * aside, y: place.y + (b.x - a.x) * aside }
  })
}

/** A tributary's last vertex lies in the larger river: it does not carry that river's water. */
function areasOf(cells: number[], area: Float64Array, into: number | null): number[] {
  const areas = cells.map(at => area[at] as number)
  if (into !== null) areas[areas.length - 1] = areas.at(-2) ?? SOURCE_KM2
  return areas
}

/** Three passes of a moving mean with the ends held: bends stay, the grid's corners go. */
export function smoothed(places: readonly Place[], passes = 3): Place[] {
  let line = [...places]
  for (let pass = 0; pass < passes; pass++) {
    const before = line
    line = before.map((place, i) => {
      const a = before[i - 1]
      const b = before[i + 1]
      if (!a || !b) return place
      const c = before[i - 2] ?? a
      const d = before[i + 2] ?? b
      return {
        x: (c.x + 2 * a.x + 2 * place.x + 2 * b.x + d.x) / 8,
        y: (c.y + 2 * a.y + 2 * place.y + 2 * b.y + d.y) / 8,
      }
    })
  }
  return line
}

const classOf = (km2: number): River['class'] => km2 >= 1000 ? 1 : km2 >= 110 ? 2 : km2 >= 28 ? 3 : 4

/**
 * Named rivers cut where their class changes, every second vertex kept. `names[i]` belongs to `stems[i]`.
 * Vertices off the sheet are left out, and brooks that nowhere come `near`.
 */
export function drawnRivers(
  stems: readonly Stem[], names: readonly string[], onSheet: (place: Place) => boolean,
  near: (x: number, y: number) => boolean,
): River[] {
  const rivers: River[] = []
  stems.forEach((stem, index) => {
    let from = 0
    for (let i = 1; i <= stem.places.length; i++) {
      const last = i === stem.places.length
      if (!last && classOf(stem.areas[i] as number) === classOf(stem.areas[from] as number)) continue
      const to = Math.min(i, stem.places.length - 1)
      const kept: number[] = []
      for (let k = from; k <= to; k++) {
        if (((k - from) % 2 === 0 || k === to) && onSheet(stem.places[k] as Place)) kept.push(k)
      }
      const wide = (stem.areas[to] as number) >= 1000
      if (kept.length > 1 && (wide || kept.some(k => near((stem.places[k] as Place).x, (stem.places[k] as Place).y)))) {
        rivers.push({
          name: names[index] ?? '',
          class: classOf(stem.areas[from] as number),
          line: kept.map(k => lonLat((stem.places[k] as Place).x, (stem.places[k] as Place).y)),
          heights: kept.map(k => Math.round((stem.heights[k] as number) * 10) / 10),
          basin_km2: Math.round(stem.areas[to] as number),
        })
      }
      from = to
    }
  })
  return rivers
}
