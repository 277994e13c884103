import type { MultiPolygon, Position, Unit } from '../../data/county/types.ts'
import { insideRing, ringArea } from '../../data/county/frame.ts'

export const area = (shape: MultiPolygon): number =>
  shape.coordinates.flat().reduce((sum, ring) => sum + ringArea(ring), 0)

export const holds = (shape: MultiPolygon, point: Position): boolean =>
  shape.coordinates.some(([shell, ...holes]) =>
    insideRing(shell ?? [], point) && !holes.some(hole => insideRing(hole, point)))

export const segmentName = (a: Position, b: Position): string => {
  const [one, two] = [a.join(), b.join()]
  return one < two ? `${one} ${two}` : `${two} ${one}`
}

/** How many polygons use each border segment, whichever way they run along it. */
export function segmentsOf(units: readonly Unit[]): Map<string, { a: Position, b: Position, uses: number }> {
  const segments = new Map<string, { a: Position, b: Position, uses: number }>()
  for (const unit of units) {
    for (const ring of unit.geometry.coordinates.flat()) {
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [ring[i - 1] as Position, ring[i] as Position]
        const name = segmentName(a, b)
        const known = segments.get(name)
        if (known) known.uses++
        else segments.set(name, { a, b, uses: 1 })
      }
    }
  }
  return segments
}

/** Pairs of segments that cross or touch anywhere but at a common end. */
export function crossings(segments: readonly { a: Position, b: Position }[], cell = 0.002): string[] {
  const buckets = new Map<string, number[]>()
  segments.forEach(({ a, b }, i) => {
    for (let x = Math.floor(Math.min(a[0], b[0]) / cell); x <= Math.floor(Math.max(a[0], b[0]) / cell); x++) {
      for (let y = Math.floor(Math.min(a[1], b[1]) / cell); y <= Math.floor(Math.max(a[1], b[1]) / cell); y++) {
        const key = `${x} ${y}`
        buckets.set(key, [...buckets.get(key) ?? [], i])
      }
    }
  })
  const found = new Set<string>()
  for (const list of buckets.values()) {
    for (let i = 0; i < list.length; i++) {
      for (let j = i + 1; j < list.length; j++) {
        const [p, q] = [segments[list[i] as number], segments[list[j] as number]]
        if (p && q && cross(p, q)) found.add(`${segmentName(p.a, p.b)} x ${segmentName(q.a, q.b)}`)
      }
    }
  }
  return [...found]
}

const side = (a: Position, b: Position, p: Position): number =>
  Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]))

function cross(p: { a: Position, b: Position }, q: { a: Position, b: Position }): boolean {
  const shared = [p.a, p.b].some(end => [q.a, q.b].some(other => end[0] === other[0] && end[1] === other[1]))
  if (shared) return false
  return side(p.a, p.b, q.a) !== side(p.a, p.b, q.b) && side(q.a, q.b, p.a) !== side(q.a, q.b, p.b)
}
