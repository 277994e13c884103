/** Counts by cell, from SQL's text to point features at the cells' centres. */
import { cellBits, columnOf, rangeOf, type TileAddress } from './grid.ts'
import { smallNumber } from '../contract/small-number.ts'
import { extent, TileLayer, type TileValue } from './mvt.ts'

export interface CellOptions {
  /** levels between the tile and its cells: 2^bits cells along a side, at most 64 */
  bits: number
  /** true: whole counts; false: hidden below five, otherwise in fives */
  exact: boolean
  /** of the cell's petitions only those of open, or of closed matters */
  only?: 'open' | 'closed'
}

/** Petitions, matters and open of each cell in turn, by the cell's place among the tile's in the order of quadkeys. */
export type CellSums = Float64Array

/** One array for all tiles: from here to the encoded layer a tile is made without a pause. */
const counts: CellSums = new Float64Array(3 * 4 ** cellBits)

export function noSums(): CellSums {
  counts.fill(0)
  return counts
}

/**
 * Adds up the records `cell,n,matters,open;...` by cell; cells are counted from the tile's first.
 *
 * @param finer levels by which the records' cells are finer than those to show
 */
export function addUp(text: string, finer: number): CellSums {
  const counts = noSums()
  if (text === '') return counts
  const width = 4 ** finer
  let value = 0
  let field = 0
  let place = 0
  const closed = `${text};`
  for (let at = 0; at < closed.length; at++) {
    const digit = closed.charCodeAt(at) - 48
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit
      continue
    }
    if (field === 0) place = 3 * Math.floor(value / width)
    else counts[place + field - 1] = (counts[place + field - 1] ?? 0) + value
    field = field === 3 ? 0 : field + 1
    value = 0
  }
  return counts
}

const shownOf = (all: number, open: number, only: 'open' | 'closed' | undefined): number =>
  only === undefined ? all : only === 'open' ? open : all - open

/** Petitions in all cells together. */
export function petitionsIn(sums: CellSums, only?: 'open' | 'closed'): number {
  let total = 0
  for (let at = 0; at < sums.length; at += 3) total += shownOf(sums[at] ?? 0, sums[at + 2] ?? 0, only)
  return total
}

/**
 * In whole fives, as in_fives() tells all other counts, never nothing: a cell and its neighbours, the same cell a week later or on the next zoom cannot be
 * subtracted down to a single petition.
 */
function blurred(n: number, open: number): (TileValue | undefined)[] {
  if (n < smallNumber) return [undefined, undefined, undefined, smallNumber]
  const inFives = (count: number): number => Math.floor(count / smallNumber) * smallNumber
  const shown = inFives(n)
  return [shown, undefined, Math.min(shown, inFives(open))]
}

/**
 * Cells of layer `petitions` in one tile: `n` petitions, `matters` and `open` (petitions of matters that are not
 * closed), or `under`.
 *
 * @param sums of the cells in the order of quadkeys
 * @param tile says which cell of the world the first one is: a cell's id is its quadkey
 */
export function cellLayer(sums: CellSums, tile: TileAddress, { bits, exact, only }: CellOptions): TileLayer {
  const layer = new TileLayer('petitions', ['n', 'matters', 'open', 'under'])
  const side = extent / 2 ** bits
  const [first] = rangeOf(tile, tile.z + bits)
  const values: (number | undefined)[] = [0, 0, 0]
  for (let cell = 0; cell < 4 ** bits; cell++) {
    const all = sums[3 * cell] ?? 0
    const allOpen = sums[3 * cell + 2] ?? 0
    const n = shownOf(all, allOpen, only)
    if (n === 0) continue
    const open = only === 'closed' ? 0 : allOpen
    values[0] = n
    // with a part of the petitions left out, how many matters are left is not known here
    values[1] = only === undefined ? sums[3 * cell + 1] : undefined
    values[2] = open
    const x = Math.floor((columnOf(cell) + 0.5) * side)
    const y = Math.floor((columnOf(cell >> 1) + 0.5) * side)
    layer.addPoint(first + cell, x, y, exact ? values : blurred(n, open))
  }
  return layer
}
