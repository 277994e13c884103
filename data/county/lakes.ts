/** One reservoir: a narrow place on a side river where a dam of 45 m drowns a few square kilometres. */
import { contours } from 'd3-contour'
import { lonLat } from './frame.ts'
import { centreX, centreY } from './grid.ts'
import type { Random } from '../../api/statistics/random.ts'
import { distance, reach, type Place } from './seats.ts'
import type { Terrain } from './terrain.ts'
import type { PolygonRings } from './types.ts'

export interface Reservoir { level: number, middle: Place, cells: Set<number>, rings: PolygonRings }

/** Metres of wall, least and most square kilometres: the usual, then what steeper or flatter ground allows. */
const SIZES = [[45, 2, 6.5], [65, 1.6, 8], [35, 1.2, 9], [80, 0.8, 12]] as const

/** Drowns the best site that stays 2.5 km clear of every seat (changes the heights). */
export function findReservoir(terrain: Terrain, seats: readonly Place[], random: Random): Reservoir {
  for (const [wall, least, most] of SIZES) {
    const found = search(terrain, seats, random, wall, least, most)
    if (found) return found
  }
  throw new Error('no valley suits a reservoir: try another seed')
}

function search(
  terrain: Terrain, seats: readonly Place[], random: Random, wall: number, least: number, most: number,
): Reservoir | null {
  const { grid, area } = terrain
  let chosen: { cells: Set<number>, level: number } | null = null
  let worth = -Infinity
  for (let at = 0; at < area.length; at++) {
    const km2 = area[at] as number
    const place = { x: centreX(grid, at), y: centreY(grid, at) }
    if (km2 < 35 || km2 > 260 || random() > 0.25 || reach(place.x, place.y, 0.85) > 1) continue
    const level = (grid.data[at] as number) + wall
    const cells = drowned(terrain, at, level)
    const size = cells.size * (grid.cell / 1000) ** 2
    if (size < least || size > most) continue
    const clear = seats.every(seat => distance(seat, place) > 2500)
    if (!clear || nearAny(cells, seats, terrain)) continue
    const shore = damWidth(terrain, at, level)
    const value = size - 1.2 * shore
    if (value > worth) {
      worth = value
      chosen = { cells, level }
    }
  }
  if (!chosen) return null
  for (const at of chosen.cells) grid.data[at] = chosen.level
  const drownedCells = [...chosen.cells]
  const middle = {
    x: mean(drownedCells.map(at => centreX(grid, at))), y: mean(drownedCells.map(at => centreY(grid, at))),
  }
  return { level: chosen.level, middle, cells: chosen.cells, rings: shoreline(terrain, chosen.cells) }
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

function drowned({ grid, flow }: Terrain, dam: number, level: number): Set<number> {
  const { width, data } = grid
  const cells = new Set<number>([dam])
  for (const at of cells) {
    for (const step of [-width - 1, -width, 1 - width, -1, 1, width - 1, width, width + 1]) {
      const next = at + step
      if (flow.receiver[next] === at && (data[next] as number) < level) cells.add(next)
    }
    if (cells.size > 600) break
  }
  return cells
}

const nearAny = (cells: Set<number>, seats: readonly Place[], { grid }: Terrain): boolean => {
  for (const at of cells) {
    const place = { x: centreX(grid, at), y: centreY(grid, at) }
    if (seats.some(seat => distance(seat, place) < 2500)) return true
  }
  return false
}

/** Kilometres of wall: cells below the level within 1 km of the dam, on its lower side. */
function damWidth({ grid, flow }: Terrain, dam: number, level: number): number {
  const below = flow.receiver[dam] as number
  let open = 0
  for (let dy = -8; dy <= 8; dy++) {
    for (let dx = -8; dx <= 8; dx++) {
      const height = grid.data[below + dy * grid.width + dx] ?? Infinity
      if (height < level) open++
    }
  }
  return open * (grid.cell / 1000) ** 2
}

/** The largest ring around the drowned cells, rounded by a small blur. */
function shoreline({ grid }: Terrain, cells: Set<number>): PolygonRings {
  const rows = [...cells].map(at => Math.floor(at / grid.width))
  const columns = [...cells].map(at => at % grid.width)
  const left = Math.min(...columns) - 3
  const top = Math.min(...rows) - 3
  const width = Math.max(...columns) - left + 4
  const height = Math.max(...rows) - top + 4
  const mask = new Array<number>(width * height).fill(0)
  for (const at of cells) mask[(Math.floor(at / grid.width) - top) * width + (at % grid.width) - left] = 1
  const soft = mask.map((own, i) =>
    (2 * own + (mask[i - 1] ?? 0) + (mask[i + 1] ?? 0) + (mask[i - width] ?? 0) + (mask[i + width] ?? 0)) / 6)
  const [shape] = contours().size([width, height]).thresholds([0.4])(soft)
  const rings = (shape?.coordinates ?? []).map(polygon => polygon[0] ?? [])
  const outer = rings.sort((a, b) => b.length - a.length)[0] ?? []
  const line = outer.map(([x, y]) => lonLat(((x as number) + left) * grid.cell, ((y as number) + top) * grid.cell))
  return [line]
}
