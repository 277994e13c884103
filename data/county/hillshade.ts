/** Relief tiles from the heights: tinted by altitude, lit from the north-west, drawn when somebody asks. */
import { encode } from 'fast-png'
import { surface } from './surface.ts'
import { tint, type Theme } from './tints.ts'
import type { Dem } from './types.ts'

export const TILE = 256
/** kilometres over which the picture fades out towards the edge of the heights */
const FADE_KM = 7
const EARTH = 40_075_016.686

/**
 * One web-mercator tile (256 x 256, RGBA) as PNG bytes; transparent where there are no heights.
 * Throws a RangeError when z/x/y is no tile.
 */
export function hillshadeTile(dem: Dem, z: number, x: number, y: number, theme: Theme = 'light'): Uint8Array {
  const across = 2 ** z
  if (![z, x, y].every(Number.isInteger) || z < 0 || z > 22 || x < 0 || y < 0 || x >= across || y >= across) {
    throw new RangeError(`no such tile: ${z}/${x}/${y}`)
  }
  const data = shade(dem, z, x, y, theme)
  return encode({ width: TILE, height: TILE, channels: 4, depth: 8, data }, { zlib: { level: 6 } })
}

const longitude = (column: number, across: number): number => column / across * 360 - 180
const latitude = (row: number, across: number): number =>
  Math.atan(Math.sinh(Math.PI * (1 - 2 * row / across))) * 180 / Math.PI

function shade(dem: Dem, z: number, x: number, y: number, theme: Theme): Uint8Array {
  const pixels = new Uint8Array(TILE * TILE * 4)
  const across = 2 ** z
  const side = TILE + 2
  const lons = Float64Array.from({ length: side }, (_, i) => longitude(x + (i - 0.5) / TILE, across))
  const lats = Float64Array.from({ length: side }, (_, i) => latitude(y + (i - 0.5) / TILE, across))
  if ((lons[side - 1] as number) < dem.west || (lons[0] as number) > dem.east ||
    (lats[0] as number) < dem.south || (lats[side - 1] as number) > dem.north) return pixels
  const middle = Math.cos((lats[side >> 1] as number) * Math.PI / 180)
  const metres = EARTH * middle / across / TILE
  const heights = surface(dem, lons, lats, metres)
  // small scales need steeper ground to look like mountains at all
  const steep = Math.max(1, Math.min(2.6, (metres / 40) ** 0.42)) / (2 * metres)
  for (let row = 0; row < TILE; row++) {
    for (let column = 0; column < TILE; column++) {
      const at = (row + 1) * side + column + 1
      const alpha = edgeFade(dem, lons[column + 1] as number, lats[row + 1] as number)
      if (alpha === 0) continue
      const east = ((heights[at + 1] as number) - (heights[at - 1] as number)) * steep
      const south = ((heights[at + side] as number) - (heights[at - side] as number)) * steep
      const [red, green, blue] = tint(theme, heights[at] as number, lightOn(east, south))
      const to = 4 * (row * TILE + column)
      pixels[to] = red
      pixels[to + 1] = green
      pixels[to + 2] = blue
      pixels[to + 3] = alpha
    }
  }
  return pixels
}

/** Light on a slope, 0 dark to 1 bright, 0.5 on level ground: a sun in the north-west, softer ones beside it. */
function lightOn(east: number, south: number): number {
  const length = Math.sqrt(1 + east * east + south * south)
  const lit = (towardWest: number, towardNorth: number): number =>
    Math.max(0, (0.7071 + 0.7071 * (east * towardWest + south * towardNorth)) / length)
  const sum = 0.62 * lit(0.7071, 0.7071) + 0.22 * lit(1, 0) + 0.16 * lit(0, 1)
  return Math.min(1, 0.5 * sum / 0.7071)
}

function edgeFade(dem: Dem, lon: number, lat: number): number {
  const km = Math.min((lon - dem.west) * 99, (dem.east - lon) * 99, (lat - dem.south) * 111, (dem.north - lat) * 111)
  if (km <= 0) return 0
  const share = Math.min(1, km / FADE_KM)
  return Math.round(255 * share * share * (3 - 2 * share))
}
