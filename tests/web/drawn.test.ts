import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filterProperties } from '../../api/contract/filter.ts'
import { metres, mu, polygonOf, squareMetres, withinOf } from '../../web/lib/drawn.ts'
import type { Polygon } from 'geojson'

const square = (side: number): Polygon => ({
  type: 'Polygon', coordinates: [[[104.6, 27], [104.6 + side, 27], [104.6 + side, 27 + side], [104.6, 27 + side], [104.6, 27]]],
})
const circle = (corners: number): Polygon => ({
  type: 'Polygon',
  coordinates: [Array.from({ length: corners + 1 }, (_, i) => 2 * Math.PI * i / corners)
    .map((turn) => [104.6 + 0.1 * Math.cos(turn), 27 + 0.1 * Math.sin(turn)])],
})

describe('a drawn shape', () => {
  test('becomes the filter’s text and comes back as it was', () => {
    const within = withinOf(square(0.1))
    expect(within).toBe('104.6,27;104.7,27;104.7,27.1;104.6,27.1')
    expect(polygonOf(within ?? '')).toEqual({ type: 'Polygon', coordinates: [[[104.6, 27], [104.7, 27], [104.7, 27.1], [104.6, 27.1], [104.6, 27]]] })
  })

  test('never has more corners than the contract takes, and keeps its size', () => {
    const pattern = new RegExp((filterProperties.within as unknown as { pattern: string }).pattern)
    fc.assert(fc.property(fc.integer({ min: 3, max: 2_000 }), (corners) => {
      const shape = circle(corners)
      const within = withinOf(shape) ?? ''
      expect(pattern.test(within)).toBe(true)
      expect(within.split(';').length).toBeLessThanOrEqual(100)
      expect(squareMetres(polygonOf(within)) / squareMetres(shape)).toBeCloseTo(1, 1)
    }), { numRuns: 60 })
  })

  test('of several parts is its largest one; without surface it is none', () => {
    expect(withinOf({ type: 'MultiPolygon', coordinates: [square(0.01).coordinates, square(0.1).coordinates] })).toBe(withinOf(square(0.1)))
    expect(withinOf({ type: 'Polygon', coordinates: [[[104.6, 27], [104.6, 27], [104.6, 27]]] })).toBeNull()
  })

  test('is measured in metres and mu: a hectare is 15 mu', () => {
    expect(mu(square(0.1)) / squareMetres(square(0.1))).toBeCloseTo(15 / 10_000, 9)
    // a degree of latitude is 111.2 km on the sphere
    expect(metres({ type: 'LineString', coordinates: [[104.6, 27], [104.6, 28]] })).toBeCloseTo(111_195, -2)
  })
})
