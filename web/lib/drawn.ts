/** Drawn shapes: the polygon of `within` as text and back, lengths in metres, surfaces in mu. */
import { area } from '@turf/area'
import { length } from '@turf/length'
import { simplify } from '@turf/simplify'
import type { LineString, MultiPolygon, Polygon, Position } from 'geojson'

/** The contract takes this many corners (filter.ts). */
const mostCorners = 100
/** 15 mu are a hectare. */
const squareMetresPerMu = 10_000 / 15

const rounded = ([lon = 0, lat = 0]: Position): Position => [Number(lon.toFixed(5)), Number(lat.toFixed(5))]
const same = (a: Position | undefined, b: Position | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1]

/** Corners of the outer ring on a grid of about a metre, without the closing one and without repetitions. */
function cornersOf(ring: readonly Position[]): Position[] {
  const corners = ring.map(rounded).filter((corner, i, all) => i === 0 || !same(corner, all[i - 1]))
  return corners.length > 1 && same(corners[0], corners.at(-1)) ? corners.slice(0, -1) : corners
}

/** The largest part of a shape as the filter's text, thinned out to the corners that it takes; null when it has no surface. */
export function withinOf(shape: Polygon | MultiPolygon): string | null {
  const parts = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  const largest = parts.map((coordinates): Polygon => ({ type: 'Polygon', coordinates: coordinates.slice(0, 1) }))
    .sort((a, b) => area(b) - area(a))[0]
  if (!largest?.coordinates[0]) return null
  let corners = cornersOf(largest.coordinates[0])
  for (let tolerance = 0.00005; corners.length > mostCorners; tolerance *= 1.6) {
    corners = cornersOf(simplify(largest, { tolerance, highQuality: true }).coordinates[0] ?? [])
  }
  return corners.length < 3 ? null : corners.map((corner) => corner.join(',')).join(';')
}

/** The filter's text as a shape that a map can draw. */
export function polygonOf(within: string): Polygon {
  const ring = within.split(';').map((corner) => corner.split(',').map(Number))
  return { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] }
}

export const squareMetres = (shape: Polygon | MultiPolygon): number => area(shape)
export const mu = (shape: Polygon | MultiPolygon): number => area(shape) / squareMetresPerMu
/** On the ellipsoid's sphere, in metres. */
export const metres = (line: LineString): number => length({ type: 'Feature', properties: {}, geometry: line }, { units: 'meters' })
