/** Borders as lines, each drawn once: two polygons beside each other would draw their common border twice. */
import type { Corners } from './borders.ts'
import type { Mesh } from './mesh.ts'
import type { Position } from './types.ts'

/**
 * Lines between territories of `labels`, cut where three meet. With `above`, borders that already separate
 * two units of the level above are left out.
 */
export function borderLines(mesh: Mesh, labels: Int32Array, corners: Corners, above?: Int32Array): Position[][] {
  const { triangles, halfedges } = mesh.delaunay
  const links = new Map<number, number[]>()
  const link = (a: number, b: number): void => {
    const own = links.get(a)
    if (own) own.push(b)
    else links.set(a, [b])
  }
  for (let edge = 0; edge < halfedges.length; edge++) {
    const across = halfedges[edge] as number
    if (across < edge) continue
    const one = triangles[edge] as number
    const other = triangles[across] as number
    if (labels[one] === labels[other] || (above && above[one] !== above[other])) continue
    link(Math.floor(edge / 3), Math.floor(across / 3))
    link(Math.floor(across / 3), Math.floor(edge / 3))
  }
  const used = new Set<string>()
  const lines: Position[][] = []
  const walk = (start: number, next: number): void => {
    const path = [start]
    let before = start
    for (let at = next; ;) {
      const key = before < at ? `${before}-${at}` : `${at}-${before}`
      if (used.has(key)) break
      used.add(key)
      path.push(at)
      const onward = links.get(at) ?? []
      if (onward.length !== 2) break
      const to = onward[0] === before ? onward[1] as number : onward[0] as number
      before = at
      at = to
    }
    if (path.length > 1) lines.push(path.map(t => corners.positions[t] as Position))
  }
  for (const [at, next] of links) if (next.length !== 2) for (const to of next) walk(at, to)
  for (const [at, next] of links) walk(at, next[0] as number)
  return lines
}
