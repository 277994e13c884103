/** Between the drawing plane (metres east and south of the north-west corner) and longitude and latitude. */
import { EXTENT_X, EXTENT_Y } from './relief.ts'
import type { Position } from './types.ts'

/** Centre of the sheet: well inside the 3-degree Gauss-Krueger zone of 105 degrees east. */
const CENTRE: Position = [104.6, 27]
const METRES_PER_DEGREE_LAT = 110_790
const METRES_PER_DEGREE_LON = 99_270

export const WEST = CENTRE[0] - EXTENT_X / 2 / METRES_PER_DEGREE_LON
export const EAST = CENTRE[0] + EXTENT_X / 2 / METRES_PER_DEGREE_LON
export const NORTH = CENTRE[1] + EXTENT_Y / 2 / METRES_PER_DEGREE_LAT
export const SOUTH = CENTRE[1] - EXTENT_Y / 2 / METRES_PER_DEGREE_LAT

/** A place in metres as longitude and latitude, 6 decimals (a decimetre). */
export const lonLat = (x: number, y: number): Position => [
  Math.round((WEST + x / METRES_PER_DEGREE_LON) * 1e6) / 1e6,
  Math.round((NORTH - y / METRES_PER_DEGREE_LAT) * 1e6) / 1e6,
]

/** The inverse of `lonLat`. */
export const plane = ([lon, lat]: Position): [number, number] =>
  [(lon - WEST) * METRES_PER_DEGREE_LON, (NORTH - lat) * METRES_PER_DEGREE_LAT]

/** Square kilometres of a closed ring in degrees, positive when counter-clockwise. */
export function ringArea(ring: readonly Position[]): number {
  const [lon0, lat0] = ring[0] ?? [0, 0]
  let twice = 0
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = ring[i - 1] as Position
    const [c, d] = ring[i] as Position
    twice += (a - lon0) * (d - lat0) - (c - lon0) * (b - lat0)
  }
  return twice / 2 * METRES_PER_DEGREE_LON * METRES_PER_DEGREE_LAT / 1e6
}

/** True when the place is inside the ring (even-odd; the ring may be open or closed). */
export function insideRing(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] as Position
    const [bx, by] = ring[j] as Position
    if (ay > y !== by > y && x < (bx - ax) * (y - ay) / (by - ay) + ax) inside = !inside
  }
  return inside
}
