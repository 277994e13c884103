import fc from 'fast-check'
import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { checkedGeometry, MOST_VERTICES, vertexCount } from '../../api/importers/parse/geometry.ts'
import { Bad } from '../../api/importers/parse/outcome.ts'
import { placePoint } from '../../api/importers/row-checks.ts'

const same = (x: number, y: number): [number, number] => [x, y]
const check = (geometry: unknown, kind: 'units' | 'key-areas' | 'petitions' = 'units') => {
  const checked = checkedGeometry(geometry as Geometry, kind, same)
  return checked instanceof Bad ? checked.code : checked
}
const polygon = (ring: unknown[]) => ({ type: 'Polygon', coordinates: [ring] })

describe('a geometry on its way in', () => {
  it('is closed, wound as RFC 7946 asks and brought to two dimensions', () => {
    const square = check({ type: 'Polygon', coordinates: [[[0, 0, 9], [0, 4, 9], [4, 4, 9], [4, 0, 9]], [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]] })
    expect(square).toEqual({ type: 'Polygon', coordinates: [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]] })
  })

  it('is refused when it is no finite place on Earth', () => {
    expect(check(polygon([[0, 0], [0, NaN], [1, 1]]))).toBe('geometry-not-finite')
    expect(check(JSON.parse('{"type":"Point","coordinates":[1e400,1]}'))).toBe('geometry-not-finite')
    expect(check({ type: 'Point', coordinates: ['104', '27'] })).toBe('geometry-not-finite')
    expect(check({ type: 'Point', coordinates: [35403000, 3060000] })).toBe('coordinate-out-of-range')
    expect(check({ type: 'Point', coordinates: [27.6, 104.05] })).toBe('coordinate-out-of-range')
    expect(check(polygon([[0, 0], [1, 1], [0, 0]]))).toBe('ring-too-short')
    expect(check({ type: 'Polygon', coordinates: [] })).toBe('geometry-empty')
    for (const coordinates of [null, {}, 'x', [[1, 2]], [[[1, 2], null]]]) expect(check({ type: 'Polygon', coordinates }), JSON.stringify(coordinates)).toMatch(/^geometry-|^ring/)
  })

  it('is refused past the vertex budget, and taken at it', () => {
    const ring = (corners: number) => Array.from({ length: corners }, (_, i) => [Math.cos((i / corners) * 2 * Math.PI), Math.sin((i / corners) * 2 * Math.PI)])
    expect(check(polygon(ring(MOST_VERTICES + 1)))).toBe('geometry-too-large')
    expect(check(polygon(ring(MOST_VERTICES)))).toMatchObject({ type: 'Polygon' })
  })

  it('is counted whatever its shape, nested or malformed', () => {
    const line = Array.from({ length: 50 }, (_, i) => [i, i])
    expect(vertexCount({ type: 'Point', coordinates: [1, 2] })).toBe(1)
    expect(vertexCount({ type: 'MultiPolygon', coordinates: [[line, line], [line]] } as Geometry)).toBe(150)
    expect(vertexCount({ type: 'GeometryCollection', geometries: [{ type: 'LineString', coordinates: line }, { type: 'Point', coordinates: [1, 2] }] })).toBe(51)
    expect(vertexCount({ type: 'Polygon', coordinates: 'x' } as never)).toBe(0)
    expect(vertexCount(null)).toBe(0)
  })

  it('is of a type that fits: no area drawn as a line, no petition as an area', () => {
    expect(check({ type: 'LineString', coordinates: [[0, 0], [1, 1]] }, 'key-areas')).toBe('geometry-type')
    expect(check({ type: 'Point', coordinates: [1, 1] }, 'key-areas')).toBe('geometry-type')
    expect(check(polygon([[0, 0], [0, 1], [1, 1]]), 'petitions')).toBe('geometry-type')
    expect(check({ type: 'CircularString', coordinates: [] })).toBe('geometry-type')
  })

  it('of several polygons in a collection becomes one, and no deeper nesting is followed', () => {
    const one = polygon([[0, 0], [1, 0], [1, 1]])
    expect(check({ type: 'GeometryCollection', geometries: [one, { type: 'GeometryCollection', geometries: [one] }] })).toMatchObject({ type: 'MultiPolygon', coordinates: [[expect.anything()], [expect.anything()]] })
    let deep: unknown = one
    for (let i = 0; i < 20; i++) deep = { type: 'GeometryCollection', geometries: [deep, one] }
    expect(check(deep)).toBe('geometry-type')
  })

  it('comes out valid in form or refused, whatever comes in', () => {
    const junk = fc.anything({ maxDepth: 5 })
    fc.assert(fc.property(fc.constantFrom('Point', 'Polygon', 'MultiPolygon'), junk, (type, coordinates) => {
      const checked = check({ type, coordinates })
      if (typeof checked === 'string') return
      for (const ring of (checked?.type === 'MultiPolygon' ? checked.coordinates.flat() : checked?.type === 'Polygon' ? checked.coordinates : [])) {
        expect(ring.length).toBeGreaterThanOrEqual(4)
        expect(ring[0]).toEqual(ring.at(-1))
      }
    }), { numRuns: 1_000 })
  })
})

describe('a pair of coordinate cells', () => {
  it('is a place, no place, or an error, and never half of one', () => {
    expect(placePoint(104.05, 27.63, same)).toEqual({ lon: 104.05, lat: 27.63 })
    expect(placePoint(null, null, same)).toEqual({ lon: null, lat: null })
    expect(placePoint(0, 0, same)).toEqual({ lon: null, lat: null, flag: 'null-island' })
    expect(placePoint(104.05, null, same).bad?.code).toBe('coordinate-half')
    expect(placePoint(35403000, 3060000, same).bad?.code).toBe('coordinate-out-of-range')
    expect(placePoint(27.63, 104.05, same).bad?.zh).toContain('写反')
    expect(placePoint(27.63, 80.05, same).flag).toBe('swapped-coordinates')
  })
})
