import type { HotspotAnswer, HotspotRow } from '../contract/hotspots.ts'
import { cornersOf, numberOf, type Size } from './grid.ts'

/** Size and number of a hexagon's code `h2_123_45`; undefined for units and areas. */
export function hexagonOf(code: string): { size: Size, id: number } | undefined {
  const [, size, column, row] = /^h([123])_(-?\d+)_(-?\d+)$/.exec(code) ?? []
  return size === undefined ? undefined : { size: Number(size) as Size, id: numberOf(Number(column), Number(row)) }
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6

function geometryOf({ code, center }: HotspotRow): object | null {
  const hexagon = hexagonOf(code)
  if (hexagon !== undefined) return { type: 'Polygon', coordinates: [cornersOf(hexagon.size, hexagon.id).map((corner) => corner.map(rounded))] }
  return center === null ? null : { type: 'Point', coordinates: center }
}

/** A run as GeoJSON: hexagons as polygons, units and areas as points inside (their outlines are feeds of their own). */
export const collectionOf = ({ run, rows, spots }: HotspotAnswer): object => ({
  type: 'FeatureCollection', as_of: run.as_of, run, spots,
  features: rows.map((row) => {
    const { center: _center, ...properties } = row
    return { type: 'Feature', id: row.code, geometry: geometryOf(row), properties }
  }),
})
