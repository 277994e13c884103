/**
 * Where water goes. Pits are filled from the outlets inward (priority flood), each cell then drains to its
 * steepest lower neighbour, and drained areas add up along the way.
 */
import { Heap } from './heap.ts'
import type { Grid } from './grid.ts'
import { mixBits } from '../../api/statistics/random.ts'

export interface Flow {
  /** heights without pits: strictly falling along `receiver`, metres */
  filled: Float64Array
  /** the cell each cell drains to; an outlet drains to itself */
  receiver: Int32Array
  /** cells from the lowest up: a receiver always comes before its donors */
  order: Int32Array
  /** metres to the receiver */
  run: Float64Array
}

/** smallest fall between neighbours, metres: enough to give flats a direction */
const TILT = 0.002

/** Routes a surface to its outlets (cells where `outlets` is 1; at least one). */
export function route(grid: Grid, outlets: Uint8Array): Flow {
  const { width, height, data, cell } = grid
  const size = width * height
  const filled = new Float64Array(size)
  const order = new Int32Array(size)
  const receiver = new Int32Array(size).fill(-1)
  const run = new Float64Array(size)
  const seen = new Uint8Array(size)
  const heap = new Heap(size)
  for (let at = 0; at < size; at++) {
    if (outlets[at] !== 1) continue
    filled[at] = data[at] as number
    seen[at] = 1
    heap.push(at, filled[at] as number)
  }
  let count = 0
  while (heap.size > 0) {
    const at = heap.pop()
    order[count++] = at
    const level = filled[at] as number
    const column = at % width
    const row = (at - column) / width
    let steepest = 0
    receiver[at] = at
    for (let dy = -1; dy <= 1; dy++) {
      if (row + dy < 0 || row + dy >= height) continue
      for (let dx = -1; dx <= 1; dx++) {
        if ((dx === 0 && dy === 0) || column + dx < 0 || column + dx >= width) continue
        const next = at + dy * width + dx
        if (seen[next] === 0) {
          seen[next] = 1
          const height = Math.max(data[next] as number, level + TILT)
          filled[next] = height
          heap.push(next, height)
          continue
        }
        if (outlets[at] === 1) continue
        const distance = dx !== 0 && dy !== 0 ? cell * Math.SQRT2 : cell
        const straight = (level - (filled[next] as number)) / distance
        if (straight * MOST_WANDER <= steepest) continue
        const fall = straight * wander(at, next)
        if (fall > steepest) {
          steepest = fall
          receiver[at] = next
          run[at] = distance
        }
      }
    }
  }
  return { filled, receiver, order, run }
}

/** Uneven beds: without them, water on gentle ground runs in the eight straight directions of the grid. */
const MOST_WANDER = 1.45
const wander = (from: number, to: number): number => MOST_WANDER - 1 + mixBits(Math.imul(from, 31) ^ to) / 4294967296

/** Square kilometres drained through each cell; `inflow` adds what enters from beyond the grid. */
export function drainage(grid: Grid, flow: Flow, inflow: ReadonlyMap<number, number>): Float64Array {
  const area = new Float64Array(grid.data.length).fill((grid.cell / 1000) ** 2)
  for (const [at, km2] of inflow) area[at] = (area[at] as number) + km2
  for (let k = flow.order.length - 1; k >= 0; k--) {
    const at = flow.order[k] as number
    const to = flow.receiver[at] as number
    if (to !== at) area[to] = (area[to] as number) + (area[at] as number)
  }
  return area
}
