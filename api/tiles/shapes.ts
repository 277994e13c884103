/** Outlines of units and key areas as tiles. */
import type { Caller, Db } from '../db/db.ts'
import type { Resolved } from '../filtered.ts'
import { sqlFile } from '../sql.ts'
import type { TileAddress } from './grid.ts'
import { boundsOf, mercatorY, metresOfDegrees, toTileUnits } from './grid.ts'
import { extent, TileLayer } from './mvt.ts'

export type ShapeFeed = 'units' | 'key-areas'

type Ring = [number, number][]
type Shape =
  | { type: 'Polygon', coordinates: Ring[] }
  | { type: 'MultiPolygon', coordinates: Ring[][] }
type Row = [id: number, code: string, name: string, level: string, kind: string, shape: Shape]

/** A border on the margin is drawn outside the tile: 1/16 of its width. */
const margin = 1 / 16
/** Corners are moved to a lattice of 1024 steps per tile: half a pixel on the screen. */
const stepsPerTile = 1024

const firstZoom = { county: 0, township: 6, village: 9, group: 12 }

export const levelsAt = (z: number): string[] =>
  Object.entries(firstZoom).filter(([, from]) => z >= from).map(([level]) => level)

const doubleArea = (ring: readonly number[]): number => {
  let sum = 0
  let [px, py] = [ring.at(-2) ?? 0, ring.at(-1) ?? 0]
  for (let i = 0; i < ring.length; i += 2) {
    const [x, y] = [ring[i] ?? 0, ring[i + 1] ?? 0]
    sum += px * y - x * py
    ;[px, py] = [x, y]
  }
  return sum
}

function reversed(ring: readonly number[]): number[] {
  const turned: number[] = []
  for (let i = ring.length - 2; i >= 0; i -= 2) turned.push(ring[i] ?? 0, ring[i + 1] ?? 0)
  return turned
}

/** A ring in tile units without repeated corners, turned as the tile wants it; undefined when no surface is left. */
function tileRing(ring: Ring, tile: (x: number, y: number) => [number, number], outer: boolean): number[] | undefined {
  const corners: number[] = []
  for (const [lon, lat] of ring) {
    const [x, y] = tile(lon * metresOfDegrees, mercatorY(lat))
    if (x !== corners.at(-2) || y !== corners.at(-1)) corners.push(x, y)
  }
  if (corners.length > 2 && corners[0] === corners.at(-2) && corners[1] === corners.at(-1)) corners.splice(-2)
  const area = doubleArea(corners)
  if (corners.length < 6 || area === 0) return undefined
  return area > 0 === outer ? corners : reversed(corners)
}

/** All rings of a shape, each hole behind its outer ring. */
export function tileRings(shape: Shape, address: TileAddress): number[][] {
  const tile = toTileUnits(address, extent)
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  const rings: number[][] = []
  for (const [outer = [], ...holes] of polygons) {
    const ring = tileRing(outer, tile, true)
    if (ring === undefined) continue
    rings.push(ring)
    for (const hole of holes) {
      const inner = tileRing(hole, tile, false)
      if (inner !== undefined) rings.push(inner)
    }
  }
  return rings
}

export type ShapeTiles = (feed: ShapeFeed, tile: TileAddress, caller: Caller, resolved: Resolved) => Promise<TileLayer[]>

export async function shapeTiles(db: Db): Promise<ShapeTiles> {
  const statements = {
    units: await sqlFile('tiles/shapes-units.sql'), 'key-areas': await sqlFile('tiles/shapes-key-areas.sql'),
  }
  return async (feed, tile, caller, resolved) => {
    const levels = feed === 'units' ? levelsAt(tile.z) : []
    const step = 360 / 2 ** tile.z / stepsPerTile
    const { rows: [row] } = await db.read<{ shapes: string }>(
      caller, statements[feed], [...boundsOf(tile, margin), step, levels, resolved], { budgetMs: 15_000 })
    const layer = new TileLayer(feed, ['code', 'name', 'level', 'kind'])
    for (const [id, code, name, level, kind, shape] of JSON.parse(row?.shapes ?? '[]') as Row[]) {
      layer.addPolygon(id, tileRings(shape, tile), [code, name, level, kind === '' ? undefined : kind])
    }
    return [layer]
  }
}
