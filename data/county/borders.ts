/** Polygons of labelled cells. All levels take their vertices from one list, so shared borders are identical. */
import { lonLat, ringArea } from './frame.ts'
import type { Mesh } from './mesh.ts'
import type { MultiPolygon, PolygonRings, Position } from './types.ts'

/** Voronoi corners as longitude and latitude, straightened where only two finest-level units meet. */
export interface Corners {
  /** corner t is the one inside Delaunay triangle t */
  positions: Position[]
}

/** Corners for the finest labelling; coarser labellings must be unions of its units. */
export function cornersOf(mesh: Mesh, finest: Int32Array): Corners {
  const { triangles, halfedges } = mesh.delaunay
  const centres = mesh.delaunay.voronoi([-1e6, -1e6, 1e6, 1e6]).circumcenters
  const xs = Float64Array.from({ length: triangles.length / 3 }, (_, t) => centres[2 * t] as number)
  const ys = Float64Array.from({ length: triangles.length / 3 }, (_, t) => centres[2 * t + 1] as number)
  for (let pass = 0; pass < 4; pass++) {
    const fromX = Float64Array.from(xs)
    const fromY = Float64Array.from(ys)
    for (let t = 0; t < xs.length; t++) {
      let degree = 0
      let x = 0
      let y = 0
      for (let side = 0; side < 3; side++) {
        const edge = 3 * t + side
        const across = halfedges[edge] as number
        if (across < 0) continue
        const a = finest[triangles[edge] as number]
        const b = finest[triangles[across] as number]
        if (a === b) continue
        degree++
        x += fromX[Math.floor(across / 3)] as number
        y += fromY[Math.floor(across / 3)] as number
      }
      if (degree !== 2) continue
      xs[t] = 0.55 * (fromX[t] as number) + 0.45 * x / 2
      ys[t] = 0.55 * (fromY[t] as number) + 0.45 * y / 2
    }
  }
  return { positions: Array.from(xs, (x, t) => lonLat(x, ys[t] as number)) }
}

/** The middle of a cell's corners as they are drawn: inside the cell, unlike its generator after straightening. */
export function middleOf(mesh: Mesh, cell: number, { positions }: Corners): Position {
  const { inedges, halfedges } = mesh.delaunay
  const start = inedges[cell] as number
  let lon = 0
  let lat = 0
  let count = 0
  for (let edge = start; ;) {
    const [x, y] = positions[Math.floor(edge / 3)] as Position
    lon += x
    lat += y
    count++
    edge = halfedges[edge % 3 === 2 ? edge - 2 : edge + 1] as number
    if (edge < 0 || edge === start) break
  }
  return [Math.round(lon / count * 1e6) / 1e6, Math.round(lat / count * 1e6) / 1e6]
}

/** The polygon of every label at or above 0, holes included. */
export function dissolve(mesh: Mesh, labels: Int32Array, corners: Corners): Map<number, MultiPolygon> {
  const { triangles, halfedges } = mesh.delaunay
  const steps = new Map<number, Map<number, number>>()
  for (let edge = 0; edge < halfedges.length; edge++) {
    const across = halfedges[edge] as number
    if (across < 0) continue
    const own = labels[triangles[edge] as number] as number
    if (own < 0 || own === labels[triangles[across] as number]) continue
    let next = steps.get(own)
    if (!next) steps.set(own, next = new Map())
    next.set(Math.floor(edge / 3), Math.floor(across / 3))
  }
  const polygons = new Map<number, MultiPolygon>()
  for (const [label, next] of steps) polygons.set(label, assembled(ringsOf(next, corners)))
  return polygons
}

function ringsOf(next: Map<number, number>, corners: Corners): Position[][] {
  const rings: Position[][] = []
  for (const start of [...next.keys()]) {
    if (!next.has(start)) continue
    const ring: Position[] = []
    for (let at: number | undefined = start; at !== undefined;) {
      const position = corners.positions[at] as Position
      const last = ring.at(-1)
      if (!last || last[0] !== position[0] || last[1] !== position[1]) ring.push(position)
      const onward: number | undefined = next.get(at)
      next.delete(at)
      at = onward
    }
    rings.push(ring)
  }
  return rings
}

/** Largest ring first as the shell, counter-clockwise; rings that turn the other way are holes. */
function assembled(rings: Position[][]): MultiPolygon {
  const sized = rings.map(ring => ({ ring, area: ringArea(ring) })).sort((a, b) => Math.abs(b.area) - Math.abs(a.area))
  const turn = Math.sign(sized[0]?.area ?? 1)
  const upright = ({ ring, area }: { ring: Position[], area: number }, sign: number): Position[] =>
    Math.sign(area) === sign ? ring : [...ring].reverse()
  const shells = sized.filter(ring => Math.sign(ring.area) === turn)
  const holes = sized.filter(ring => Math.sign(ring.area) !== turn)
  const coordinates: PolygonRings[] = shells.map(shell => [upright(shell, 1)])
  coordinates[0]?.push(...holes.map(hole => upright(hole, -1)))
  return { type: 'MultiPolygon', coordinates }
}
