/** Counts by cell, from SQL's text to point features at the cells' centres. */
import { columnOf, rangeOf, type TileAddress } from './grid.ts'
import { extent, TileLayer } from './mvt.ts'

/** Fewer petitions than this in a cell are not told to a role that may not see points (domain section 2.4). */
export const fewest = 5

export interface CellOptions {
  /** levels between the tile and its cells: 2^bits cells along a side */
  bits: number
  /** true: whole counts; false: hidden below five, otherwise in fives */
  exact: boolean
  /** of the cell's petitions only those of open, or of closed matters */
  only?: 'open' | 'closed'
  /** levels by which the records' cells are finer than those to show */
  finer?: number
}

/** The whole numbers of a text, whatever parts them. */
export function numbersOf(text: string): number[] {
  const numbers: number[] = []
  let value = -1
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit >= 0 && digit <= 9) value = (value < 0 ? 0 : value * 10) + digit
    else if (value >= 0) {
      numbers.push(value)
      value = -1
    }
  }
  if (value >= 0) numbers.push(value)
  return numbers
}

/**
 * In fives, never nothing: a cell and its neighbours, the same cell a week later or on the next zoom cannot be
 * subtracted down to a single petition.
 */
function blurred(n: number, open: number): Record<string, number> {
  if (n < fewest) return { under: fewest }
  const inFives = (count: number): number => Math.round(count / fewest) * fewest
  const shown = inFives(n)
  return { n: shown, open: Math.min(shown, inFives(open)) }
}

/**
 * Cells of layer `petitions` in one tile: `n` petitions, `matters` and `open` (petitions of matters that are not
 * closed), or `under`.
 *
 * @param text `cell,n,matters,open;...`: cells counted from the tile's first in the order of quadkeys; records of one
 *   cell are added up
 * @param tile says which cell of the world the first one is: a cell's id is its quadkey
 */
export function cellLayer(text: string, tile: TileAddress, { bits, exact, only, finer = 0 }: CellOptions): TileLayer {
  const layer = new TileLayer('petitions')
  const side = extent / 2 ** bits
  const counts = new Float64Array(3 * 4 ** bits)
  const numbers = numbersOf(text)
  for (let at = 0; at < numbers.length; at += 4) {
    const place = 3 * Math.floor((numbers[at] ?? 0) / 4 ** finer)
    for (let i = 0; i < 3; i++) counts[place + i] = (counts[place + i] ?? 0) + (numbers[at + 1 + i] ?? 0)
  }
  const [first] = rangeOf(tile, tile.z + bits)
  for (let cell = 0; cell < counts.length / 3; cell++) {
    const [all = 0, matters = 0, allOpen = 0] = [counts[3 * cell], counts[3 * cell + 1], counts[3 * cell + 2]]
    const n = only === undefined ? all : only === 'open' ? allOpen : all - allOpen
    const open = only === 'closed' ? 0 : allOpen
    if (n === 0) continue
    const x = Math.floor((columnOf(cell) + 0.5) * side)
    const y = Math.floor((columnOf(cell >> 1) + 0.5) * side)
    // with a part of the petitions left out, how many matters are left is not known here
    layer.addPoint(first + cell, x, y, exact ? { n, matters: only === undefined ? matters : undefined, open } : blurred(n, open))
  }
  return layer
}
