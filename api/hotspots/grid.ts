/** The three fixed hexagon grids of sql/migrations/0060-hexagons.sql, from a cell's number to the map. */

export const sizes = [1, 2, 3] as const
export type Size = (typeof sizes)[number]

/** Web-mercator metres from flat side to flat side. */
export const widthOf: Record<Size, number> = { 1: 500, 2: 1_000, 3: 2_000 }

const offset = 2 ** 20
const earth = 20_037_508.342789244

/** Doubled coordinates of a cell: both even or both odd. */
export const cellOf = (id: number): { column: number, row: number } =>
  ({ column: id % (2 * offset) - offset, row: Math.floor(id / (2 * offset)) - offset })

export const numberOf = (column: number, row: number): number => (row + offset) * 2 * offset + column + offset

/** Axial coordinates, as `hexagonRings` takes them. */
export const axialOf = (id: number): { q: number, r: number } => {
  const { column, row } = cellOf(id)
  return { q: (column - row) / 2, r: row }
}

/** What the addresses call a cell: size, column, row. */
export const codeOf = (size: Size, id: number): string => {
  const { column, row } = cellOf(id)
  return `h${size}_${column}_${row}`
}

const degrees = (x: number, y: number): [lon: number, lat: number] =>
  [x / earth * 180, Math.atan(Math.sinh(y / earth * Math.PI)) * 180 / Math.PI]

/** Centre in web-mercator metres. */
export const middleOf = (size: Size, id: number): [x: number, y: number] => {
  const { column, row } = cellOf(id)
  return [column * widthOf[size] / 2, row * widthOf[size] * Math.sqrt(3) / 2]
}

export const centreOf = (size: Size, id: number): [lon: number, lat: number] => degrees(...middleOf(size, id))

/** Ring of seven corners in degrees, the first one again at the end, anticlockwise. */
export function cornersOf(size: Size, id: number): [lon: number, lat: number][] {
  const [x, y] = middleOf(size, id)
  const reach = widthOf[size] / Math.sqrt(3)
  return Array.from({ length: 7 }, (_, k) => {
    const angle = (30 + 60 * k) * Math.PI / 180
    return degrees(x + reach * Math.cos(angle), y + reach * Math.sin(angle))
  })
}

/** Metres of ground from flat side to flat side at a latitude. */
export const groundWidth = (size: Size, lat: number): number => Math.round(widthOf[size] * Math.cos(lat * Math.PI / 180))

/** Halves go to the even neighbour, as the database rounds. */
function nearest(value: number): number {
  const up = Math.round(value)
  return Math.abs(value % 1) === 0.5 && up % 2 !== 0 ? up - 1 : up
}

/** The cell of another grid that holds a cell's centre: the arithmetic of `hexagon()`. */
export function cellAt(size: Size, x: number, y: number): number {
  const across = x / widthOf[size]
  const along = y / (widthOf[size] * Math.sqrt(3))
  const [a, b] = [nearest(across), nearest(along)]
  const odd = Math.abs(across - a) + 3 * Math.abs(along - b) > 1
  return numberOf(2 * a + (odd ? across >= a ? 1 : -1 : 0), 2 * b + (odd ? along >= b ? 1 : -1 : 0))
}
