import type { Geometry, Position } from 'geojson'
import type { ToDegrees } from '../crs.ts'
import type { ImportKind } from '../types.ts'
import { Bad } from './outcome.ts'

/** past this one feature's validity alone takes the database seconds */
export const MOST_VERTICES = 20_000
const DEEPEST_COLLECTION = 4

const ALLOWED: Record<ImportKind, Set<string>> = {
  petitions: new Set(['Point']),
  units: new Set(['Point', 'Polygon', 'MultiPolygon']),
  'key-areas': new Set(['Polygon', 'MultiPolygon']),
  holidays: new Set(),
}

/**
 * A geometry as the database may have it: an allowed type, at most 20,000 vertices, two dimensions, finite degrees on
 * Earth, rings closed and wound as RFC 7946 asks. A GeometryCollection of one kind of polygon becomes one MultiPolygon.
 * Crossing rings are left to ST_IsValid.
 */
export function checkedGeometry(geometry: Geometry | null, kind: ImportKind, toDegrees: ToDegrees): Geometry | null | Bad {
  if (geometry === null) return null
  const walk = new Walk(toDegrees)
  try {
    const plain = geometry.type === 'GeometryCollection' ? fromCollection(geometry.geometries, 1) : geometry
    if (plain === null || !ALLOWED[kind].has(plain.type)) return wrongType(geometry.type, kind)
    switch (plain.type) {
      case 'Point': return { type: 'Point', coordinates: walk.position(plain.coordinates) }
      case 'Polygon': return { type: 'Polygon', coordinates: walk.polygon(plain.coordinates) }
      case 'MultiPolygon': return { type: 'MultiPolygon', coordinates: list(plain.coordinates).map((polygon) => walk.polygon(polygon)) }
      default: return wrongType(plain.type, kind)
    }
  } catch (error) {
    if (error instanceof Refusal) return error.bad
    throw error
  }
}

/** Vertices of a geometry as it stands in the file, whatever its shape; counting stops past `most`. */
export function vertexCount(geometry: Geometry | null, most = MOST_VERTICES * 50): number {
  let count = 0
  const waiting: unknown[] = [geometry]
  while (waiting.length > 0 && count <= most) {
    const part = waiting.pop()
    if (Array.isArray(part)) {
      if (typeof part[0] === 'number') count++
      else for (const inner of part) waiting.push(inner)
    } else if (part && typeof part === 'object') {
      const { coordinates, geometries } = part as { coordinates?: unknown; geometries?: unknown }
      waiting.push(coordinates, geometries)
    }
  }
  return count
}

/** Carries a Bad out of the recursion. */
class Refusal extends Error {
  readonly bad: Bad
  constructor(code: string, zh: string, en: string) {
    super(code)
    this.bad = new Bad(code, zh, en)
  }
}

class Walk {
  #vertices = 0
  #toDegrees: ToDegrees
  constructor(toDegrees: ToDegrees) {
    this.#toDegrees = toDegrees
  }

  polygon(rings: unknown): Position[][] {
    const given = list(rings)
    if (given.length === 0) throw new Refusal('geometry-empty', '几何为空。', 'The geometry is empty.')
    return given.map((ring, i) => this.#ring(list(ring), i === 0))
  }

  position(position: unknown): Position {
    if (++this.#vertices > MOST_VERTICES) {
      throw new Refusal('geometry-too-large', `图形超过 ${MOST_VERTICES} 个顶点，请先简化。`,
        `The shape has more than ${MOST_VERTICES} vertices; simplify it first.`)
    }
    const [x, y] = list(position)
    if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) {
      throw new Refusal('geometry-not-finite', `坐标 ${String(x)}, ${String(y)} 不是有限的数。`,
        `The coordinates ${String(x)}, ${String(y)} are no finite numbers.`)
    }
    const [lon, lat] = this.#toDegrees(x, y)
    const bad = outOfRange(lon, lat)
    if (bad) throw new Refusal(bad.code, bad.zh, bad.en)
    return [rounded(lon), rounded(lat)]
  }

  #ring(ring: unknown[], outer: boolean): Position[] {
    const positions = ring.map((position) => this.position(position))
    const [first, last] = [positions[0], positions.at(-1)]
    if (first && last && (first[0] !== last[0] || first[1] !== last[1])) positions.push([...first])
    if (positions.length < 4) throw new Refusal('ring-too-short', '环的顶点少于 3 个。', 'A ring has fewer than 3 corners.')
    return signedArea(positions) > 0 === outer ? positions : positions.reverse()
  }
}

/** Degrees that are on Earth; the text says so when the pair makes sense the other way round. */
export function outOfRange(lon: number, lat: number): Bad | undefined {
  if (lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90) return undefined
  const swapped = Math.abs(lat) <= 180 && Math.abs(lon) <= 90
  return new Bad('coordinate-out-of-range', `坐标 ${lon}, ${lat} 不在地球上${swapped ? '，经纬度可能写反了' : '，可能是米制坐标，请用 --crs 指定'}。`,
    `The coordinates ${lon}, ${lat} are not on Earth; ${swapped ? 'longitude and latitude may be exchanged' : 'they may be metres: pass --crs'}.`)
}

/** Nine decimals are a tenth of a millimetre. */
export function rounded(degrees: number): number {
  return Math.round(degrees * 1e9) / 1e9
}

function signedArea(ring: Position[]): number {
  const [ox, oy] = ring[0] as [number, number]
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i] as [number, number]
    const [bx, by] = ring[i + 1] as [number, number]
    sum += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy)
  }
  return sum
}

function fromCollection(parts: Geometry[], depth: number): Geometry | null {
  if (depth > DEEPEST_COLLECTION) return null
  const flat = list(parts).map((part) => {
    const geometry = part as Geometry
    return geometry?.type === 'GeometryCollection' ? fromCollection(geometry.geometries, depth + 1) : geometry
  })
  if (flat.length === 1) return flat[0] ?? null
  const polygons = flat.flatMap((part) => part?.type === 'Polygon' ? [part.coordinates] : part?.type === 'MultiPolygon' ? part.coordinates : [])
  return flat.length > 0 && flat.every((part) => part?.type === 'Polygon' || part?.type === 'MultiPolygon') ? { type: 'MultiPolygon', coordinates: polygons } : null
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  throw new Refusal('geometry-malformed', '几何的坐标不是数组。', 'The coordinates of the geometry are no array.')
}

function wrongType(type: string, kind: ImportKind): Bad {
  const wanted = [...ALLOWED[kind]].join(', ') || '—'
  return new Bad('geometry-type', `几何类型 ${type} 不适用，应为 ${wanted}。`,
    `A ${type} does not fit here; it must be ${wanted}.`)
}
