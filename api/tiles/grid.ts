/**
 * Tiles and cells as ranges of one number. A quadkey of level L holds the bits of column and row of the
 * 2^L x 2^L web-mercator grid interleaved (sql/migrations/0020-pyramid.sql); places are stored on level 26.
 */
export const placeLevel = 26
/** Cells along a tile's side: 2^6. */
export const cellBits = 6
/** Zooms that the pyramid holds. */
export const pyramidZooms = { from: 5, to: 13 }

const worldMetres = 40_075_016.685_578_49

export interface TileAddress {
  z: number
  /** column from the west */
  x: number
  /** row from the north */
  y: number
}

/** The bits of `x` and `y` (up to 26 each) interleaved, those of `y` above those of `x`: exact up to 2^52. */
export function interleave(x: number, y: number): number {
  let key = 0
  let place = 1
  for (let restX = x, restY = y; restX > 0 || restY > 0; restX >>>= 1, restY >>>= 1) {
    key += ((restX & 1) + 2 * (restY & 1)) * place
    place *= 4
  }
  return key
}

/** First and last quadkey of a level (at or below the tile's zoom) within a tile. */
export function rangeOf({ z, x, y }: TileAddress, level: number): [first: number, last: number] {
  const width = 4 ** (level - z)
  const first = interleave(x, y) * width
  return [first, first + width - 1]
}

/** Every second bit of a cell's number within its tile, beginning with the lowest: its column; of half of it, its row. */
export function columnOf(cell: number): number {
  let bits = cell & 0x5555_5555
  bits = (bits | (bits >>> 1)) & 0x3333_3333
  bits = (bits | (bits >>> 2)) & 0x0f0f_0f0f
  bits = (bits | (bits >>> 4)) & 0x00ff_00ff
  return (bits | (bits >>> 8)) & 0xffff
}

/** Web-mercator metres as units of a tile whose side is `extent`. */
export function toTileUnits({ z, x, y }: TileAddress, extent: number): (mx: number, my: number) => [number, number] {
  const perMetre = (extent * 2 ** z) / worldMetres
  return (mx, my) => [
    Math.round((mx + worldMetres / 2) * perMetre - x * extent),
    Math.round((worldMetres / 2 - my) * perMetre - y * extent),
  ]
}

export const metresOfDegrees = worldMetres / 360
/** Web-mercator metres of a latitude in degrees. */
export const mercatorY = (lat: number): number =>
  Math.log(Math.tan(((90 + lat) * Math.PI) / 360)) * (worldMetres / (2 * Math.PI))

/** West, south, east, north of a tile in degrees, widened on each side by `margin` (a share of its width). */
export function boundsOf({ z, x, y }: TileAddress, margin = 0): [number, number, number, number] {
  const side = 2 ** z
  const lon = (column: number): number => Math.max(-180, Math.min(180, (column / side) * 360 - 180))
  const lat = (row: number): number => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / side))) * 180) / Math.PI
  return [lon(x - margin), lat(y + 1 + margin), lon(x + 1 + margin), lat(y - margin)]
}
