/** Least-effort paths on a height grid. The finished steps are kept, so that later roads join earlier ones. */
import { Heap } from './heap.ts'
import type { Grid } from './grid.ts'
import type { RoadClass } from './types.ts'

interface Edge { key: number, a: number, b: number, class: RoadClass, name: string }

export interface Ways {
  grid: Grid
  /** 1 where the cell holds a river that needs a bridge */
  wet: Uint8Array
  edges: Map<number, Edge>
  onRoad: Uint8Array
  /** 1 = a mountain road that winds with the relief, near 0 = tunnels and viaducts */
  ease: number
}

const BRIDGE = 700
const KNOWN = 0.4
/** moves to the 16 nearest directions; the long ones keep diagonals from looking like stairs */
const MOVES = [
  [1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [1, -1], [-1, 1], [-1, -1],
  [2, 1], [2, -1], [-2, 1], [-2, -1], [1, 2], [1, -2], [-1, 2], [-1, -2],
].map(([dx = 0, dy = 0]) => ({ dx, dy, length: Math.hypot(dx, dy) }))

export const newWays = (grid: Grid, wet: Uint8Array, { ease = 1 } = {}): Ways =>
  ({ grid, wet, ease, edges: new Map(), onRoad: new Uint8Array(grid.data.length) })

/** Builds the cheapest way between two cells and returns it, first cell first. */
export function findWay(ways: Ways, from: number, to: number, grade: RoadClass, name: string): number[] {
  const search = explore(ways, [from], to)
  return keep(ways, search, to, grade, name)
}

/** Joins every cell of `ends` to the nearest road by one search that starts from all roads at once. */
export function traceAll(ways: Ways, ends: readonly number[], grade: RoadClass): void {
  const roads: number[] = []
  ways.onRoad.forEach((on, cell) => { if (on === 1) roads.push(cell) })
  const search = explore(ways, roads, -1)
  for (const end of ends) keep(ways, search, end, grade, '')
}

/** The cell each reached cell was entered from; -1 at sources and where nothing came. */
function explore(ways: Ways, sources: readonly number[], target: number): Int32Array {
  const { grid, wet, onRoad } = ways
  const { width, height, cell, data } = grid
  const came = new Int32Array(data.length).fill(-1)
  const effort = new Float64Array(data.length).fill(Infinity)
  const done = new Uint8Array(data.length)
  const heap = new Heap(8192)
  const detour = target < 0 ? null : tooFar(width, sources[0] as number, target)
  for (const source of sources) {
    effort[source] = 0
    heap.push(source, 0)
  }
  while (heap.size > 0) {
    const at = heap.pop()
    if (done[at] === 1) continue
    done[at] = 1
    if (at === target) break
    const column = at % width
    const row = (at - column) / width
    for (const { dx, dy, length } of MOVES) {
      if (column + dx < 0 || column + dx >= width || row + dy < 0 || row + dy >= height) continue
      const next = at + dy * width + dx
      if (done[next] === 1 || (detour && detour(column + dx, row + dy))) continue
      const run = length * cell
      const grade = Math.abs((data[next] as number) - (data[at] as number)) / run
      let step = run * (1 + ways.ease * ((grade / 0.07) ** 2 + 6 * grade)) + (wet[next] === 1 ? BRIDGE : 0)
      if (onRoad[at] === 1 && onRoad[next] === 1 && ways.edges.has(keyOf(ways, at, next))) step *= KNOWN
      const reached = (effort[at] as number) + step
      if (reached >= (effort[next] as number)) continue
      effort[next] = reached
      came[next] = at
      heap.push(next, reached)
    }
  }
  return came
}

/** No way between two towns leaves this ellipse around them. */
function tooFar(width: number, from: number, to: number): (column: number, row: number) => boolean {
  const [ax, ay, bx, by] = [from % width, Math.floor(from / width), to % width, Math.floor(to / width)]
  const longest = 1.3 * Math.hypot(ax - bx, ay - by) + 18
  return (column, row) =>
    Math.sqrt((column - ax) ** 2 + (row - ay) ** 2) + Math.sqrt((column - bx) ** 2 + (row - by) ** 2) > longest
}

const keyOf = ({ grid }: Ways, a: number, b: number): number => Math.min(a, b) * grid.data.length + Math.max(a, b)

function keep(ways: Ways, came: Int32Array, end: number, grade: RoadClass, name: string): number[] {
  const path = [end]
  for (let at = came[end] as number; at >= 0; at = came[at] as number) {
    const last = path.at(-1) as number
    const key = keyOf(ways, last, at)
    if (!ways.edges.has(key)) ways.edges.set(key, { key, a: last, b: at, class: grade, name })
    path.push(at)
  }
  for (const cell of path) ways.onRoad[cell] = 1
  return path.reverse()
}
