/** Counts by cell, from SQL's text to point features at the cells' centres. */
import { cellPlace } from './grid.ts'
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
 * Cells of layer `petitions` in one tile: `n` petitions, `matters` and `open` (petitions of matters that are not closed), or
 * `under`.
 *
 * @param cells `cell,n,matters,open;...`; of the cell's quadkey the low 2 x bits bits are its place in the tile
 */
export function cellLayer(cells: string, { bits, exact, only }: CellOptions): TileLayer {
  const layer = new TileLayer('petitions')
  const side = extent / 2 ** bits
  const numbers = numbersOf(cells)
  for (let at = 0; at < numbers.length; at += 4) {
    const [cell = 0, all = 0, matters = 0, allOpen = 0] = [numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]]
    const n = only === undefined ? all : only === 'open' ? allOpen : all - allOpen
    const open = only === 'closed' ? 0 : allOpen
    if (n === 0) continue
    const [column, row] = cellPlace(cell, bits)
    const x = Math.floor((column + 0.5) * side)
    const y = Math.floor((row + 0.5) * side)
    // with a part of the petitions left out, how many matters are left is not known here
    layer.addPoint(cell, x, y, exact ? { n, matters: only === undefined ? matters : undefined, open } : blurred(n, open))
  }
  return layer
}
