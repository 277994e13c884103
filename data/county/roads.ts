/** Roads along least effort: flat ground, few river crossings, and ways that exist already are cheaper. */
import { lonLat } from './frame.ts'
import { cellAt, centreX, centreY, type Grid } from './grid.ts'
import { findWay, newWays, traceAll, type Ways } from './ways.ts'
import { smoothed } from './rivers.ts'
import { distance, type Place } from './seats.ts'
import type { Road, RoadClass } from './types.ts'

export interface Stop extends Place { name: string }
type Drawn = Omit<Road, 'line'> & { places: Place[] }

/** All roads. `towns` begins with the county seat; `gates` are where the great valley leaves the sheet. */
export function buildRoads(
  grid: Grid, wet: Uint8Array, towns: readonly Stop[], villages: readonly Place[], gates: readonly [Place, Place],
  onSheet: (place: Place) => boolean,
): Road[] {
  const ways = newWays(grid, wet)
  const [town, twin] = towns
  if (!town || !twin) throw new Error('roads need the county seat and its twin')
  const joined: { from: number, to: number, class: RoadClass, name: string }[] = []
  const cell = (place: Place): number => cellAt(grid, place.x, place.y)
  for (const [i, gate] of gates.entries()) {
    joined.push({ from: cell(town), to: cell(gate), class: 'national', name: i === 0 ? '国道北线' : '国道南线' })
  }
  for (const [a, b] of links(towns)) {
    const close = a < 2 || b < 2
    const name = `${towns[a]?.name.charAt(0) ?? ''}${towns[b]?.name.charAt(0) ?? ''}路`
    const grade = close ? 'county' : 'township'
    joined.push({ from: cell(towns[a] as Place), to: cell(towns[b] as Place), class: grade, name })
  }
  for (const { from, to, class: grade, name } of joined) findWay(ways, from, to, grade, name)
  traceAll(ways, villages.map(cell), 'village')
  return [...drawn(ways, new Set(towns.map(cell))), ...expressway(grid, town)]
    .map(({ places, ...road }) => ({ ...road, line: places.filter(onSheet).map(({ x, y }) => lonLat(x, y)) }))
    .filter(road => road.line.length > 1)
}

/** Pairs of towns with no third town nearer to both (relative neighbours): a connected, sparse net. */
function links(towns: readonly Place[]): [number, number][] {
  const pairs: [number, number][] = []
  for (let a = 0; a < towns.length; a++) {
    for (let b = a + 1; b < towns.length; b++) {
      const gap = distance(towns[a] as Place, towns[b] as Place)
      const between = towns.some((other, c) => c !== a && c !== b &&
        Math.max(distance(other, towns[a] as Place), distance(other, towns[b] as Place)) < gap * 0.93)
      if (!between) pairs.push([a, b])
    }
  }
  return pairs
}

/** Cuts the net where ways meet, change class or reach a town and rounds every piece between fixed ends. */
function drawn(ways: Ways, stops: ReadonlySet<number>): Drawn[] {
  const roads: Drawn[] = []
  const edges = ways.edges
  const at = new Map<number, number[]>()
  for (const edge of edges.values()) {
    for (const end of [edge.a, edge.b]) at.set(end, [...at.get(end) ?? [], edge.key])
  }
  const through = (node: number, key: number): number | null => {
    const own = at.get(node) ?? []
    if (own.length !== 2 || stops.has(node)) return null
    const other = own[0] === key ? own[1] : own[0]
    return other !== undefined && edges.get(other)?.class === edges.get(key)?.class ? other : null
  }
  const used = new Set<number>()
  for (const start of edges.values()) {
    if (used.has(start.key)) continue
    const line = [start.a, start.b]
    used.add(start.key)
    for (const forward of [true, false]) {
      let key = start.key
      for (;;) {
        const node = (forward ? line.at(-1) : line[0]) as number
        const next = through(node, key)
        const edge = next === null ? undefined : edges.get(next)
        if (!edge || used.has(edge.key)) break
        used.add(edge.key)
        const far = edge.a === node ? edge.b : edge.a
        if (forward) line.push(far)
        else line.unshift(far)
        key = edge.key
      }
    }
    const places = line.map(node => ({ x: centreX(ways.grid, node), y: centreY(ways.grid, node) }))
    roads.push({ name: start.name, class: start.class, places: rounded(places, 4) })
  }
  return roads
}

/** Halves the steps, then evens the bends out. */
function rounded(places: readonly Place[], passes: number): Place[] {
  const dense: Place[] = []
  places.forEach((place, i) => {
    const next = places[i + 1]
    dense.push(place)
    if (next) dense.push({ x: (place.x + next.x) / 2, y: (place.y + next.y) / 2 })
  })
  return smoothed(dense, passes)
}

/** The expressway passes the town on its inner side; tunnels and viaducts let it ignore small relief. */
function expressway(grid: Grid, town: Place): Drawn[] {
  const ways = newWays(grid, new Uint8Array(grid.data.length), { ease: 0.12 })
  const { width, height, cell } = grid
  const [east, south] = [width * cell / 2 - town.x, height * cell / 2 - town.y]
  const inward = 2600 / Math.max(1, Math.hypot(east, south))
  const offset = { x: town.x + east * inward, y: town.y + south * inward }
  const ends = [{ x: 0, y: height * cell * 0.3 }, { x: (width - 1) * cell, y: height * cell * 0.66 }]
  const start = cellAt(grid, offset.x, offset.y)
  const halves = ends.map(end => findWay(ways, start, cellAt(grid, end.x, end.y), 'expressway', ''))
  const cells = [...(halves[0] ?? []).toReversed(), ...(halves[1] ?? []).slice(1)]
  const places = cells.map(node => ({ x: centreX(grid, node), y: centreY(grid, node) }))
  return [{ name: '澄霁高速', class: 'expressway', places: rounded(places, 60) }]
}
