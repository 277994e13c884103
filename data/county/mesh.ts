/**
 * The mosaic all boundaries are cut from: small Voronoi cells, finer near seats, laid in pairs along rivers so that
 * a boundary that follows a river lies on its line. Borders of the four levels share these edges exactly.
 */
import { Delaunay } from 'd3-delaunay'
import { cellAt, sample } from './grid.ts'
import { noise } from './noise.ts'
import type { Random } from '../../api/statistics/random.ts'
import { EXTENT_X, EXTENT_Y } from './relief.ts'
import type { Stem } from './rivers.ts'
import { reach, type Place } from './seats.ts'
import type { Terrain } from './terrain.ts'

export interface Mesh {
  count: number
  /** x0, y0, x1, y1 ... metres */
  points: Float64Array
  height: Float64Array
  slope: Float64Array
  /** 1 on the reservoir and its shore, where nobody lives */
  water: Uint8Array
  /** neighbours of cell i: `neighbours[first[i]]` up to `first[i + 1]` */
  first: Int32Array
  neighbours: Int32Array
  /** cost of stepping from cell i to each neighbour, metres with climbs and rivers counted */
  effort: Float64Array
  delaunay: Delaunay<[number, number]>
}

const COARSE = 240
const FINE = 120
const BANK = 65

interface Banks { points: number[], sides: number[] }

export function layMesh(
  terrain: Terrain, stems: readonly Stem[], seats: readonly Place[], lake: ReadonlySet<number>, random: Random,
): Mesh {
  const banks = riverBanks(stems)
  const points = [...banks.points]
  const occupied = new Set<number>()
  for (const stem of stems) {
    stem.places.forEach((place, i) => {
      if ((stem.areas[i] as number) >= 60) for (const key of bucketsAround(place)) occupied.add(key)
    })
  }
  const dense = seats.map((seat, i) => ({ ...seat, radius: i < 2 ? 3400 : 1700 }))
  for (let y = COARSE / 2; y < EXTENT_Y; y += COARSE) {
    for (let x = COARSE / 2; x < EXTENT_X; x += COARSE) {
      if (reach(x, y, 1.5) > 1) continue
      const town = dense.some(seat => Math.hypot(seat.x - x, seat.y - y) < seat.radius)
      const step = town ? FINE : COARSE
      for (let dy = 0; dy < COARSE; dy += step) {
        for (let dx = 0; dx < COARSE; dx += step) {
          const px = x + dx + (random() - 0.5) * step * 0.86
          const py = y + dy + (random() - 0.5) * step * 0.86
          if (!occupied.has(bucket(px, py))) points.push(px, py)
        }
      }
    }
  }
  return connected(terrain, Float64Array.from(points), banks.sides, lake)
}

const bucket = (x: number, y: number): number => Math.floor(x / 70) + 4096 * Math.floor(y / 70)

function bucketsAround({ x, y }: Place): number[] {
  const keys: number[] = []
  for (let dy = -105; dy <= 105; dy += 70) for (let dx = -105; dx <= 105; dx += 70) keys.push(bucket(x + dx, y + dy))
  return keys
}

/** Pairs of points mirrored in the larger rivers; `sides` is +-(river number + 1). */
function riverBanks(stems: readonly Stem[]): Banks {
  const points: number[] = []
  const sides: number[] = []
  const taken = new Set<number>()
  stems.forEach((stem, index) => {
    for (let i = 2; i < stem.places.length - 2; i++) {
      const a = stem.places[i - 1] as Place
      const b = stem.places[i + 1] as Place
      const middle = stem.places[i] as Place
      if ((stem.areas[i] as number) < 60) continue
      const length = Math.hypot(b.x - a.x, b.y - a.y)
      const nx = -(b.y - a.y) / length * BANK
      const ny = (b.x - a.x) / length * BANK
      const keys = [bucket(middle.x + nx, middle.y + ny), bucket(middle.x - nx, middle.y - ny)]
      if (length < 1 || reach(middle.x, middle.y, 1.5) > 1 || keys.some(key => taken.has(key))) continue
      for (const key of keys) taken.add(key)
      points.push(middle.x + nx, middle.y + ny, middle.x - nx, middle.y - ny)
      sides.push(index + 1, -index - 1)
    }
  })
  return { points, sides }
}

function connected(terrain: Terrain, points: Float64Array, sides: readonly number[], lake: ReadonlySet<number>): Mesh {
  const delaunay = new Delaunay<[number, number]>(points)
  const count = points.length / 2
  const height = new Float64Array(count)
  const slope = new Float64Array(count)
  const water = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    water[i] = onShore(terrain, lake, points[2 * i] as number, points[2 * i + 1] as number) ? 1 : 0
    height[i] = sample(terrain.grid, points[2 * i] as number, points[2 * i + 1] as number)
    slope[i] = sample(terrain.slope, points[2 * i] as number, points[2 * i + 1] as number)
  }
  // fields, walls and old quarrels: without them borders on level ground would be ruler-straight
  const { seed } = terrain.ground
  const rough = Float64Array.from({ length: count }, (_, i) => {
    const [x, y] = [points[2 * i] as number, points[2 * i + 1] as number]
    return 1 + 0.75 * noise(seed + 70, x / 2100, y / 2100) ** 2 * 2 + 0.4 * noise(seed + 71, x / 700, y / 700)
  })
  const first = new Int32Array(count + 1)
  const neighbours: number[] = []
  const effort: number[] = []
  for (let i = 0; i < count; i++) {
    for (const j of delaunay.neighbors(i)) {
      const dx = (points[2 * j] as number) - (points[2 * i] as number)
      const dy = (points[2 * j + 1] as number) - (points[2 * i + 1] as number)
      const climb = Math.max(0, (height[j] as number) - (height[i] as number))
      const crossing = sides[i] !== undefined && sides[i] === -(sides[j] ?? 0) ? 900 : 0
      neighbours.push(j)
      effort.push(Math.hypot(dx, dy) * (rough[i] as number) + 11 * climb + crossing)
    }
    first[i + 1] = neighbours.length
  }
  return {
    count, points, height, slope, water, first, delaunay,
    neighbours: Int32Array.from(neighbours), effort: Float64Array.from(effort),
  }
}

/** On the drowned cells or within 240 m of one. */
function onShore({ grid }: Terrain, lake: ReadonlySet<number>, x: number, y: number): boolean {
  for (let dy = -240; dy <= 240; dy += 120) {
    for (let dx = -240; dx <= 240; dx += 120) if (lake.has(cellAt(grid, x + dx, y + dy))) return true
  }
  return false
}
