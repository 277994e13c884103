import { classifyRings } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TileValue } from '../../api/tiles/mvt.ts'
import { encodeTile, extent, TileLayer } from '../../api/tiles/mvt.ts'
import { decodeTile, layerHead } from './decode.ts'

const coordinate = fc.integer({ min: -256, max: extent + 256 })
const id = fc.option(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), { nil: undefined })
const value: fc.Arbitrary<TileValue> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }), fc.boolean(), fc.double({ noNaN: true }).map((number) => number + 0),
  fc.maxSafeInteger(),
)
const names = ['n', '数量', 'kind', 'a longer name']
const properties: fc.Arbitrary<Partial<Record<string, TileValue>>> =
  fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] })

describe('a vector tile', () => {
  it('gives every point back to a reader: id, place and properties of any kind', () => {
    const feature = fc.record({ id, x: coordinate, y: coordinate, properties })
    fc.assert(fc.property(fc.array(feature, { minLength: 1, maxLength: 40 }), (features) => {
      const layer = new TileLayer('petitions', names)
      for (const { id, x, y, properties } of features) layer.addPoint(id, x, y, names.map((name) => properties[name]))
      expect(decodeTile(encodeTile([layer]))['petitions']).toEqual(features.map(({ id, x, y, properties }) => ({
        id, type: 1, geometry: [[[x, y]]], properties,
      })))
    }), { numRuns: 300 })
  })

  it('gives polygons back with their holes, however many corners', () => {
    const corner = fc.tuple(coordinate, coordinate)
    const ring = fc.array(corner, { minLength: 3, maxLength: 200 })
    fc.assert(fc.property(fc.array(ring, { minLength: 1, maxLength: 5 }), (rings) => {
      const layer = new TileLayer('units', ['code'])
      layer.addPolygon(7, rings.map((points) => points.flat()), [])
      const [feature] = decodeTile(encodeTile([layer]))['units'] ?? []
      expect(feature?.geometry).toEqual(rings.map((points) => [...points, points[0]]))
      expect(feature?.type).toBe(3)
    }), { numRuns: 200 })
  })

  it('keeps outer rings and holes apart by the way they turn', () => {
    const layer = new TileLayer('units', ['code'])
    const outer = [0, 0, 100, 0, 100, 100, 0, 100]
    const hole = [10, 10, 10, 20, 20, 20, 20, 10]
    layer.addPolygon(1, [outer, hole, outer.map((x) => x + 200)], [])
    const [feature] = decodeTile(encodeTile([layer]))['units'] ?? []
    const rings = (feature?.geometry ?? []).map((part) => part.map(([x, y]) => ({ x, y })))
    const polygons = classifyRings(rings as never)
    expect(polygons.map((polygon) => polygon.length)).toEqual([2, 1])
  })

  it('leaves out rings without surface, and polygons of which nothing is left', () => {
    const layer = new TileLayer('units', ['code'])
    layer.addPolygon(1, [[0, 0, 5, 5]], ['1'])
    layer.addPolygon(2, [], ['2'])
    expect(layer.featureCount).toBe(0)
    expect(encodeTile([layer])).toHaveLength(0)
  })

  it('is of version 2 and extent 4096, and names no key that no feature uses', () => {
    const layer = new TileLayer('petitions', ['under', 'n', 'open'])
    layer.addPoint(1, 0, 0, [undefined, 3])
    layer.addPoint(2, 0, 0, [undefined, 3, undefined])
    expect(layerHead(encodeTile([layer]))).toEqual({ keys: ['n'], values: 1, version: 2, extent: 4096 })
  })

  it('holds several layers, without the empty ones', () => {
    const full = new TileLayer('cells', [])
    full.addPoint(1, 1, 1, [])
    const tile = encodeTile([new TileLayer('nothing', []), full, new TileLayer('none', [])])
    expect(Object.keys(decodeTile(tile))).toEqual(['cells'])
  })

  it('is whole whatever was encoded before it', () => {
    const encode = (n: number): string => {
      const layer = new TileLayer('cells', ['n'])
      for (let i = 0; i < n; i++) layer.addPoint(i, i % extent, i % 77, [i % 1500])
      return Buffer.from(encodeTile([layer])).toString('hex')
    }
    const sizes = [3, 4_000, 1, 20_000, 3]
    const first = new Map(sizes.map((n) => [n, encode(n)]))
    for (const n of [...sizes].reverse()) expect(encode(n) === first.get(n)).toBe(true)
  })

  it('carries ids beyond 32 bits exactly', () => {
    const layer = new TileLayer('cells', [])
    layer.addPoint(2 ** 53 - 1, 1, 1, [])
    expect(decodeTile(encodeTile([layer]))['cells']?.[0]?.id).toBe(2 ** 53 - 1)
  })
})
