/** What a map reader takes from the heights: contour lines and summits. */
import { contours } from 'd3-contour'
import { lonLat } from './frame.ts'
import { centreX, centreY, type Grid } from './grid.ts'
import { distance, type Place } from './seats.ts'
import type { Contour, Peak, Position } from './types.ts'

const INTERVAL = 100
const INDEX = 500
/** rings with fewer vertices are knolls of a few cells */
const SHORTEST = 9

/** Contour lines every 100 m, every 500 m marked as index, only where `near` holds. */
export function contourLines(grid: Grid, near: (x: number, y: number) => boolean): Contour[] {
  let low = Infinity
  let high = -Infinity
  for (const height of grid.data) {
    low = Math.min(low, height)
    high = Math.max(high, height)
  }
  const levels: number[] = []
  for (let level = Math.ceil(low / INTERVAL) * INTERVAL; level < high; level += INTERVAL) levels.push(level)
  const shapes = contours().size([grid.width, grid.height]).thresholds(levels)(grid.data as unknown as number[])
  return shapes.flatMap(shape => shape.coordinates.flat().flatMap(ring =>
    pieces(ring as Position[], grid, near)
      .map(line => ({ height: shape.value, index: shape.value % INDEX === 0, line }))))
}

function pieces(ring: readonly Position[], grid: Grid, near: (x: number, y: number) => boolean): Position[][] {
  const lines: Position[][] = []
  let line: Position[] = []
  const end = (): void => {
    if (line.length >= SHORTEST) lines.push(line)
    line = []
  }
  for (const [u, v] of ring) {
    const x = u * grid.cell
    const y = v * grid.cell
    const edge = u <= 0.5 || v <= 0.5 || u >= grid.width - 0.5 || v >= grid.height - 0.5
    if (edge || !near(x, y)) end()
    else line.push(lonLat(x, y))
  }
  end()
  return lines
}

/** The `count` highest summits at least 3.2 km apart, highest first. */
export function summits(grid: Grid, count: number, inside: (x: number, y: number) => boolean): Place[] {
  const tops: { at: number, height: number }[] = []
  const reach = 5
  for (let row = reach; row < grid.height - reach; row++) {
    for (let column = reach; column < grid.width - reach; column++) {
      const at = row * grid.width + column
      if (isTop(grid, at, reach) && inside(centreX(grid, at), centreY(grid, at))) {
        tops.push({ at, height: grid.data[at] as number })
      }
    }
  }
  tops.sort((a, b) => b.height - a.height)
  const chosen: Place[] = []
  for (const { at } of tops) {
    const place = { x: centreX(grid, at), y: centreY(grid, at) }
    if (chosen.length < count && chosen.every(other => distance(other, place) > 3200)) chosen.push(place)
  }
  return chosen
}

function isTop({ data, width }: Grid, at: number, reach: number): boolean {
  const height = data[at] as number
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      if ((data[at + dy * width + dx] as number) > height) return false
    }
  }
  return true
}

export const namedPeaks = (grid: Grid, tops: readonly Place[], names: readonly string[]): Peak[] =>
  tops.map((top, i) => ({
    name: names[i] ?? '',
    point: lonLat(top.x, top.y),
    height: Math.round(grid.data[Math.floor(top.y / grid.cell) * grid.width + Math.floor(top.x / grid.cell)] as number),
  }))
