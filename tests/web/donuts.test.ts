import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { donutName, donutRadius, donutSize, drawDonut, ringParts } from '../../web/map/donut.ts'
import { spreadOut, toDegrees, toPixels } from '../../web/map/spread-out.ts'

const natural = fc.nat({ max: 200_000 })

describe('a donut', () => {
  test('is a whole ring in which no state with petitions vanishes', () => {
    fc.assert(fc.property(natural, natural, natural, (overdue, open, closed) => {
      const parts = ringParts({ overdue, open, closed })
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(overdue + open + closed === 0 ? 0 : 36)
      for (const [i, value] of [overdue, open, closed].entries()) expect((parts[i] ?? 0) > 0).toBe(value > 0)
    }), { numRuns: 1_000 })
  })

  test('shows more of what there is more of', () => {
    const [overdue, open, closed] = ringParts({ overdue: 25, open: 25, closed: 50 })
    expect([overdue, open, closed]).toEqual([9, 9, 18])
  })

  test('has one name for equal pictures, so places share an image', () => {
    const donut = { theme: 'light' as const, size: 2, chosen: false }
    const name = donutName({ ...donut, overdue: 10, open: 20, closed: 70 })
    expect(donutName({ ...donut, overdue: 100, open: 200, closed: 700 })).toBe(name)
    expect(donutName({ ...donut, overdue: 10, open: 20, closed: 70, chosen: true })).not.toBe(name)
  })

  test('never shrinks when petitions grow', () => {
    fc.assert(fc.property(natural, natural, natural, (a, b, more) => {
      const greatest = Math.max(a, b) + more
      const [less, larger] = a < b ? [a, b] : [b, a]
      expect(donutRadius(donutSize(less, greatest))).toBeLessThanOrEqual(donutRadius(donutSize(larger, greatest)))
    }))
  })

  test('is not drawn for the name of another image', () => {
    expect(drawDonut('marker-15')).toBeNull()
    expect(drawDonut('donut:purple:1:2:3:31:0')).toBeNull()
  })
})

describe('marks that would cover one another', () => {
  const near = fc.record({ lon: fc.double({ min: 104, max: 104.6, noNaN: true }), lat: fc.double({ min: 27, max: 27.4, noNaN: true }) })
  const discs = (places: { lon: number, lat: number }[]) => places.map(({ lon, lat }) => ({ at: [lon, lat] as const, radius: 15 }))

  test('stand apart afterwards, when there is room for them', () => {
    fc.assert(fc.property(fc.array(near, { minLength: 2, maxLength: 12 }), (places) => {
      const moved = spreadOut(discs(places), 9).map((at) => toPixels(at, 9))
      for (const [i, [x, y]] of moved.entries()) {
        for (const [u, v] of moved.slice(i + 1)) expect(Math.hypot(x - u, y - v)).toBeGreaterThan(29)
      }
    }), { numRuns: 300 })
  })

  test('always stand the same way', () => {
    fc.assert(fc.property(fc.array(near, { maxLength: 20 }), (places) => {
      expect(spreadOut(discs(places), 8)).toEqual(spreadOut(discs(places), 8))
    }))
  })

  test('that touch none stay exactly where they are', () => {
    const apart = discs([{ lon: 104, lat: 27 }, { lon: 105, lat: 28 }])
    expect(spreadOut(apart, 10)).toEqual([[104, 27], [105, 28]])
  })

  test('are left alone when there are too many for any order', () => {
    const crowd = discs(Array.from({ length: 81 }, () => ({ lon: 104, lat: 27 })))
    expect(spreadOut(crowd, 9)).toEqual(crowd.map(() => [104, 27]))
  })
})

test('pixels and degrees are one another’s way back', () => {
  fc.assert(fc.property(fc.double({ min: -179, max: 179, noNaN: true }), fc.double({ min: -80, max: 80, noNaN: true }), (lon, lat) => {
    const [u, v] = toDegrees(toPixels([lon, lat], 12), 12)
    expect(Math.abs(u - lon) + Math.abs(v - lat)).toBeLessThan(1e-9)
  }))
})
