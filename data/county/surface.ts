/** Heights between the grid's cells: smooth when enlarged, averaged when reduced. */
import { fractal } from './noise.ts'
import type { Dem } from './types.ts'

interface Level { width: number, height: number, data: Float32Array }

/** the grid and its halvings, built once per grid and dropped with it */
const halvings = new WeakMap<Dem, Level[]>()
const CELL_METRES = 120
/** below this many metres per pixel the grid has no detail of its own */
const DETAIL_BELOW = 45

/** Heights at every crossing of `lons` and `lats` (row by row), `metres` apart. */
export function surface(dem: Dem, lons: Float64Array, lats: Float64Array, metres: number): Float32Array {
  const levels = halvings.get(dem) ?? halved(dem)
  halvings.set(dem, levels)
  const depth = Math.max(0, Math.min(levels.length - 1, Math.round(Math.log2(metres / CELL_METRES))))
  const { width, height, data } = levels[depth] as Level
  const us = lons.map(lon => (lon - dem.west) / (dem.east - dem.west) * width - 0.5)
  const vs = lats.map(lat => (dem.north - lat) / (dem.north - dem.south) * height - 0.5)
  const columns = lons.length
  const out = new Float32Array(columns * lats.length)
  const rows = new Map<number, Float32Array>()
  const rowOf = (row: number): Float32Array => {
    const known = rows.get(row)
    if (known) return known
    const line = new Float32Array(columns)
    const start = Math.min(Math.max(row, 0), height - 1) * width
    for (let i = 0; i < columns; i++) {
      const u = us[i] as number
      const left = Math.floor(u)
      const [a, b, c, d] = spline(u - left)
      line[i] = a * pick(data, start, left - 1, width) + b * pick(data, start, left, width) +
        c * pick(data, start, left + 1, width) + d * pick(data, start, left + 2, width)
    }
    rows.set(row, line)
    return line
  }
  for (let j = 0; j < lats.length; j++) {
    const v = vs[j] as number
    const top = Math.floor(v)
    const [a, b, c, d] = spline(v - top)
    const lines = [rowOf(top - 1), rowOf(top), rowOf(top + 1), rowOf(top + 2)] as const
    for (let i = 0; i < columns; i++) {
      out[j * columns + i] = a * (lines[0][i] as number) + b * (lines[1][i] as number) +
        c * (lines[2][i] as number) + d * (lines[3][i] as number)
    }
  }
  if (metres < DETAIL_BELOW) addDetail(dem, out, lons, lats, metres)
  return out
}

/** Weights of the cubic B-spline: no ringing and no terraces from whole metres. */
const spline = (t: number): [number, number, number, number] => [
  (1 - t) ** 3 / 6, (3 * t ** 3 - 6 * t * t + 4) / 6, (-3 * t ** 3 + 3 * t * t + 3 * t + 1) / 6, t ** 3 / 6,
]

const pick = (data: Float32Array, start: number, column: number, width: number): number =>
  data[start + (column < 0 ? 0 : column >= width ? width - 1 : column)] as number

function halved(dem: Dem): Level[] {
  const levels: Level[] = [{ width: dem.width, height: dem.height, data: Float32Array.from(dem.heights) }]
  for (let last = levels[0] as Level; Math.min(last.width, last.height) >= 32; last = levels.at(-1) as Level) {
    const width = last.width >> 1
    const height = last.height >> 1
    const data = new Float32Array(width * height)
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const at = 2 * row * last.width + 2 * column
        data[row * width + column] = ((last.data[at] as number) + (last.data[at + 1] as number) +
          (last.data[at + last.width] as number) + (last.data[at + last.width + 1] as number)) / 4
      }
    }
    levels.push({ width, height, data })
  }
  return levels
}

/** Small gullies on slopes, none on level ground; they grow as one zooms in. */
function addDetail(dem: Dem, out: Float32Array, lons: Float64Array, lats: Float64Array, metres: number): void {
  const columns = lons.length
  const before = Float32Array.from(out)
  const strength = Math.min(1, (DETAIL_BELOW - metres) / 25)
  for (let j = 1; j < lats.length - 1; j++) {
    for (let i = 1; i < columns - 1; i++) {
      const at = j * columns + i
      const slope = Math.hypot((before[at + 1] as number) - (before[at - 1] as number),
        (before[at + columns] as number) - (before[at - columns] as number)) / (2 * metres)
      if (slope < 0.06) continue
      const x = (lons[i] as number) * 99_270 / 260
      const y = (lats[j] as number) * 110_790 / 260
      out[at] = (before[at] as number) + strength * Math.min(0.45, slope - 0.06) * 34 * fractal(dem.seed, x, y, 2)
    }
  }
}
