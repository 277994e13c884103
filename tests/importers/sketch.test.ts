import fc from 'fast-check'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { sketch } from '../../api/importers/sketch.ts'

const circle = (corners: number, radius = 1): Position[] => {
  const ring = Array.from({ length: corners }, (_, i): Position => [Math.cos(i / corners * 2 * Math.PI) * radius, Math.sin(i / corners * 2 * Math.PI) * radius])
  return [...ring, ring[0] as Position]
}

describe('the sketch of a border', () => {
  it('stays closed, keeps at least three corners, adds none, and thins as far as it was told', () => {
    fc.assert(fc.property(fc.integer({ min: 3, max: 400 }), fc.integer({ min: 1, max: 60 }), (corners, step) => {
      const { coordinates: [ring = []] } = sketch({ type: 'Polygon', coordinates: [circle(corners)] }, step) as Polygon
      expect(ring[0]).toEqual(ring.at(-1))
      expect(ring.length).toBeGreaterThanOrEqual(4)
      expect(ring.length).toBeLessThanOrEqual(Math.max(9, Math.ceil(corners / Math.min(step, Math.floor(corners / 4) || 1)) + 2))
      const given = new Set(circle(corners).map(String))
      expect(ring.every((corner) => given.has(String(corner)))).toBe(true)
    }))
  })

  it('keeps every part and every hole', () => {
    const whole: MultiPolygon = { type: 'MultiPolygon', coordinates: [[circle(100), circle(60, 0.5)], [circle(40, 3)]] }
    const { coordinates } = sketch(whole, 10) as MultiPolygon
    expect(coordinates.map((part) => part.length)).toEqual([2, 1])
  })

  it('of what is small already, or of points, is the thing itself', () => {
    const small: Polygon = { type: 'Polygon', coordinates: [circle(7)] }
    expect(sketch(small, 50)).toEqual(small)
    expect(sketch({ type: 'Point', coordinates: [1, 2] }, 50)).toEqual({ type: 'Point', coordinates: [1, 2] })
    expect(sketch(small, 1)).toBe(small)
  })
})
