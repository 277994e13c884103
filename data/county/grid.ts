/** A raster of numbers on square cells. Row 0 is the north; x grows eastward, y southward, both in metres. */
export interface Grid {
  width: number
  height: number
  /** side of a cell in metres */
  cell: number
  data: Float64Array
}

export function emptyGrid(width: number, height: number, cell: number): Grid {
  return { width, height, cell, data: new Float64Array(width * height) }
}

/** A grid whose value at each cell centre is `value(x, y)`, metres from the north-west corner. */
export function gridOf(width: number, height: number, cell: number, value: (x: number, y: number) => number): Grid {
  const grid = emptyGrid(width, height, cell)
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      grid.data[at] = value((column + 0.5) * cell, (row + 0.5) * cell)
    }
  }
  return grid
}

/** Cell number under a place; places outside take the nearest cell. */
export function cellAt(grid: Grid, x: number, y: number): number {
  const column = clamp(Math.floor(x / grid.cell), grid.width - 1)
  const row = clamp(Math.floor(y / grid.cell), grid.height - 1)
  return row * grid.width + column
}

export const centreX = (grid: Grid, cell: number): number => ((cell % grid.width) + 0.5) * grid.cell
export const centreY = (grid: Grid, cell: number): number => (Math.floor(cell / grid.width) + 0.5) * grid.cell

/** Bilinear value at a place; beyond the edge the edge value holds. */
export function sample(grid: Grid, x: number, y: number): number {
  const { width, height, data } = grid
  const u = Math.min(Math.max(x / grid.cell - 0.5, 0), width - 1.001)
  const v = Math.min(Math.max(y / grid.cell - 0.5, 0), height - 1.001)
  const column = Math.floor(u)
  const row = Math.floor(v)
  const at = row * width + column
  const s = u - column
  const t = v - row
  const north = (data[at] as number) * (1 - s) + (data[at + 1] as number) * s
  const south = (data[at + width] as number) * (1 - s) + (data[at + width + 1] as number) * s
  return north * (1 - t) + south * t
}

/** The same ground on a grid with other cells. */
export function resample(grid: Grid, width: number, height: number): Grid {
  return gridOf(width, height, grid.cell * grid.width / width, (x, y) => sample(grid, x, y))
}

/** Rise over run of the bilinear surface at each cell, as a new grid. */
export function slopes(grid: Grid): Grid {
  const { width, height, data, cell } = grid
  const out = emptyGrid(width, height, cell)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column
      const west = data[column > 0 ? at - 1 : at] as number
      const east = data[column < width - 1 ? at + 1 : at] as number
      const north = data[row > 0 ? at - width : at] as number
      const south = data[row < height - 1 ? at + width : at] as number
      out.data[at] = Math.hypot(east - west, south - north) / (2 * cell)
    }
  }
  return out
}

/** Mean of the square window of `radius` cells around each cell (separable running sums). */
export function blurred(grid: Grid, radius: number): Grid {
  const { width, height } = grid
  const across = emptyGrid(width, height, grid.cell)
  const out = emptyGrid(width, height, grid.cell)
  for (let row = 0; row < height; row++) runningMean(grid.data, across.data, row * width, 1, width, radius)
  for (let column = 0; column < width; column++) runningMean(across.data, out.data, column, width, height, radius)
  return out
}

function runningMean(from: Float64Array, to: Float64Array, start: number, step: number, n: number, radius: number) {
  let sum = 0
  let count = 0
  for (let i = 0; i < Math.min(radius, n); i++, count++) sum += from[start + i * step] as number
  for (let i = 0; i < n; i++) {
    if (i + radius < n) {
      sum += from[start + (i + radius) * step] as number
      count++
    }
    if (i - radius > 0) {
      sum -= from[start + (i - radius - 1) * step] as number
      count--
    }
    to[start + i * step] = sum / count
  }
}

const clamp = (value: number, top: number): number => Math.min(Math.max(value, 0), top)
