import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covers, cssOntoQuad, ontoQuad } from '../../web/map/homography.ts'
import type { Quad, Spot } from '../../web/map/homography.ts'

/** Where the nine terms put a point of the picture. */
function carried([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0]: number[], [x, y]: Spot): Spot {
  const w = g * x + h * y + i
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w]
}

const moved = (width: number, height: number, [left, top]: Spot, scale: number): Quad =>
  [[left, top], [left + width * scale, top], [left + width * scale, top + height * scale], [left, top + height * scale]]

const pixels = fc.integer({ min: 200, max: 4_000 })
const shift = fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }))
/** A picture seen from the side: its far edge is shorter, and nothing of it lies behind the eye. */
const leaning = fc.record({ width: pixels, height: pixels, at: shift, taper: fc.double({ min: 0.01, max: 0.45, noNaN: true }) })
  .map(({ width, height, at: [x, y], taper }) => ({
    width, height,
    quad: [[x + taper * width, y], [x + (1 - taper) * width, y], [x + width, y + height], [x, y + height]] satisfies Quad,
  }))

describe('a picture that stands for the map while it moves', () => {
  test('has each of its corners where the ground under it lies now, seen from above or from the side', () => {
    fc.assert(fc.property(leaning, ({ width, height, quad }) => {
      const terms = ontoQuad(width, height, quad)
      for (const [i, corner] of ([[0, 0], [width, 0], [width, height], [0, height]] as const).entries()) {
        const [x, y] = carried(terms, corner)
        expect(x).toBeCloseTo(quad[i]?.[0] ?? Number.NaN, 4)
        expect(y).toBeCloseTo(quad[i]?.[1] ?? Number.NaN, 4)
      }
    }))
  })

  test('keeps straight what is straight: a road through the middle stays one', () => {
    fc.assert(fc.property(leaning, ({ width, height, quad }) => {
      const terms = ontoQuad(width, height, quad)
      const [from, mid, to] = ([[0, height / 3], [width / 2, height / 2], [width, height * 2 / 3]] as const).map((at) => carried(terms, at))
      if (!from || !mid || !to) throw new Error('three points')
      const off = (to[0] - from[0]) * (mid[1] - from[1]) - (to[1] - from[1]) * (mid[0] - from[0])
      expect(Math.abs(off) / Math.hypot(to[0] - from[0], to[1] - from[1])).toBeLessThan(1e-3)
    }))
  })

  test('is only shifted and scaled when it is seen from above', () => {
    fc.assert(fc.property(pixels, pixels, shift, fc.double({ min: 0.25, max: 4, noNaN: true }), (width, height, at, scale) => {
      const terms = ontoQuad(width, height, moved(width, height, at, scale))
      expect(terms.slice(6)).toEqual([0, 0, 1])
      expect(terms[0]).toBeCloseTo(scale, 9)
      expect(terms[4]).toBeCloseTo(scale, 9)
      expect([terms[1], terms[3]].every((skew) => Math.abs(skew ?? 1) < 1e-9)).toBe(true)
      expect([terms[2], terms[5]]).toEqual(at)
    }))
  })

  test('is told to the browser column by column', () => {
    expect(cssOntoQuad(100, 50, moved(100, 50, [7, -3], 2))).toBe('matrix3d(2,0,0,0,0,2,0,0,0,0,1,0,7,-3,0,1)')
  })

  test('is drawn anew as soon as it leaves an edge of the map bare, and no sooner', () => {
    // half as large again as a map of 800 x 600, in the middle of it
    const at = (x: number, y: number, scale = 1): Quad => moved(1_200, 900, [x - 200, y - 150], scale)
    expect(covers(at(0, 0), 800, 600)).toBe(true)
    expect(covers(at(200, 150), 800, 600)).toBe(true)
    expect(covers(at(-200, -150), 800, 600)).toBe(true)
    expect(covers(at(201, 0), 800, 600)).toBe(false)
    expect(covers(at(0, -151), 800, 600)).toBe(false)
    // zoomed out about its corner it ends before the right edge
    expect(covers(at(0, 0, 0.5), 800, 600)).toBe(false)
  })

  test('covers a map exactly when each corner of the map lies in the picture', () => {
    fc.assert(fc.property(leaning, pixels, pixels, ({ height, quad }, across, down) => {
      const [[left, top], [right], [farRight], [farLeft]] = quad
      const corners: Spot[] = [[0, 0], [across, 0], [across, down], [0, down]]
      /** the edges may be off by as much as rounding makes */
      const lie = (by: number): boolean => corners.every(([x, y]) => {
        const share = (y - top) / height
        return share >= -by && share <= 1 + by && x >= left + (farLeft - left) * share - by && x <= right + (farRight - right) * share + by
      })
      expect(covers(quad, across, down) ? lie(1e-6) : !lie(-1e-6)).toBe(true)
    }))
  })
})
