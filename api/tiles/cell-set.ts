/**
 * All cells that a filter leaves of a county, counted once on the finest zoom that tiles count on: every tile of a map
 * under that filter is then added up from here. One tile of a wide view alone would cost the database nearly as much.
 */
export class CellSet {
  /** quadkeys of the finest cells, rising */
  readonly #cells: Float64Array
  /** petitions, matters and open of each */
  readonly #counts: Int32Array

  /** @param text `cell,n,matters,open;...` in the order of cells */
  constructor(text: string) {
    let records = text === '' ? 0 : 1
    for (let at = text.indexOf(';'); at >= 0; at = text.indexOf(';', at + 1)) records++
    this.#cells = new Float64Array(records)
    this.#counts = new Int32Array(3 * records)
    let value = 0
    let field = 0
    let record = 0
    const closed = `${text};`
    for (let at = 0; at < closed.length && records > 0; at++) {
      const digit = closed.charCodeAt(at) - 48
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit
        continue
      }
      if (field === 0) this.#cells[record] = value
      else this.#counts[3 * record + field - 1] = value
      if (field === 3) record++
      field = field === 3 ? 0 : field + 1
      value = 0
    }
  }

  get bytes(): number {
    return this.#cells.byteLength + this.#counts.byteLength
  }

  /**
   * Adds the set's cells from `first` to `last` to `sums` (petitions, matters, open of each wider cell in turn).
   *
   * @param finer levels by which the set's cells are finer than those of `sums`
   */
  addTo(sums: Float64Array, first: number, last: number, finer: number): Float64Array {
    const width = 4 ** finer
    for (let at = this.#placeOf(first); at < this.#cells.length; at++) {
      const cell = this.#cells[at] ?? Infinity
      if (cell > last) break
      const place = 3 * Math.floor((cell - first) / width)
      for (let i = 0; i < 3; i++) sums[place + i] = (sums[place + i] ?? 0) + (this.#counts[3 * at + i] ?? 0)
    }
    return sums
  }

  /** Place of the first cell that is not below `wanted`. */
  #placeOf(wanted: number): number {
    let [low, high] = [0, this.#cells.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#cells[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}
