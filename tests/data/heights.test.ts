/** The ground of the demo county in small: rasters, noise, contour lines and summits, against what one can work out by hand. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { insideRing, lonLat, plane, ringArea } from '../../data/county/frame.ts'
import { blurred, cellAt, centreX, centreY, gridOf, resample, sample, slopes, type Grid } from '../../data/county/grid.ts'
import { contourLines, namedPeaks, summits } from '../../data/county/heights.ts'
import { fractal, noise, ridged } from '../../data/county/noise.ts'
import type { Position } from '../../data/county/types.ts'

const anywhere = (): boolean => true
const size = fc.record({ width: fc.integer({ min: 2, max: 12 }), height: fc.integer({ min: 2, max: 12 }), cell: fc.integer({ min: 1, max: 200 }) })
const grids = size.chain(({ width, height, cell }) => fc.array(fc.integer({ min: -500, max: 3_000 }), { minLength: width * height, maxLength: width * height })
  .map((values): Grid => ({ width, height, cell, data: Float64Array.from(values) })))

describe('a raster', () => {
  it('knows the cell under each place and the middle of each cell', () => {
    fc.assert(fc.property(grids, fc.nat(), (grid, n) => {
      const cell = n % grid.data.length
      expect(cellAt(grid, centreX(grid, cell), centreY(grid, cell))).toBe(cell)
      // in the last row and column a thousandth of the neighbour is mixed in
      expect(Math.abs(sample(grid, centreX(grid, cell), centreY(grid, cell)) - (grid.data[cell] ?? NaN))).toBeLessThanOrEqual(0.002 * 3_500)
    }))
  })

  it('takes the nearest cell for a place beyond its edge', () => {
    const grid = gridOf(4, 3, 10, (x, y) => x + 100 * y)
    expect([cellAt(grid, -50, -50), cellAt(grid, 1e6, 1e6), cellAt(grid, 15, -1)]).toEqual([0, 11, 1])
  })

  it('gives a plane back exactly between its middles, also on other cells', () => {
    const [rise, share] = [fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })]
    fc.assert(fc.property(rise, rise, share, share, (a, b, u, v) => {
      const flat = gridOf(10, 8, 50, (x, y) => a * x + b * y)
      // half a cell from the edge the edge's own value holds
      const [x, y] = [50 + u * 390, 50 + v * 290]
      expect(sample(flat, x, y)).toBeCloseTo(a * x + b * y, 6)
      const finer = resample(flat, 20, 16)
      expect([finer.cell, finer.data.length]).toEqual([25, 320])
      expect(sample(finer, x, y)).toBeCloseTo(a * x + b * y, 6)
      // rise over run, in the middle of the sheet
      expect(slopes(flat).data[3 * 10 + 4]).toBeCloseTo(Math.hypot(a, b), 9)
    }))
  })

  it('is blurred by the mean of the window, at the edge of what there is of it', () => {
    fc.assert(fc.property(grids, fc.integer({ min: 1, max: 4 }), (grid, radius) => {
      const { width, height, data } = grid
      const mean = (cell: number): number => {
        const [column, row] = [cell % width, Math.floor(cell / width)]
        const across = (r: number): number => {
          const near = Array.from({ length: width }, (_, c) => c).filter((c) => Math.abs(c - column) <= radius)
          return near.reduce((sum, c) => sum + (data[r * width + c] ?? 0), 0) / near.length
        }
        const rows = Array.from({ length: height }, (_, r) => r).filter((r) => Math.abs(r - row) <= radius)
        return rows.reduce((sum, r) => sum + across(r), 0) / rows.length
      }
      const found = blurred(grid, radius)
      for (let cell = 0; cell < data.length; cell += 1) expect(found.data[cell]).toBeCloseTo(mean(cell), 6)
    }))
  })
})

describe('noise', () => {
  const place = fc.double({ min: -50, max: 50, noNaN: true })

  it('is nothing at the corners of its lattice, stays within bounds and makes no jumps', () => {
    fc.assert(fc.property(fc.integer(), place, place, (seed, x, y) => {
      expect(noise(seed, Math.round(x), Math.round(y))).toBeCloseTo(0, 12)
      for (const value of [noise(seed, x, y), fractal(seed, x, y, 4)]) expect(Math.abs(value)).toBeLessThanOrEqual(1.1)
      const crest = ridged(seed, x, y, 3)
      expect(crest >= -0.01 && crest <= 1).toBe(true)
      expect(Math.abs(noise(seed, x + 1e-4, y) - noise(seed, x, y))).toBeLessThan(1e-3)
    }))
  })

  it('is the same for a seed and another for the next', () => {
    const at = (seed: number): string => Array.from({ length: 20 }, (_, i) => fractal(seed, i * 0.37, i * 0.71, 3)).join()
    expect(at(7)).toBe(at(7))
    expect(at(7)).not.toBe(at(8))
  })
})

describe('what a reader takes from the heights', () => {
  /** A cone of 1,070 m in the middle of 6 by 6 km, falling 0.3 m a metre. */
  const cone = gridOf(60, 60, 100, (x, y) => 1_070 - 0.3 * Math.hypot(x - 3_000, y - 3_000))

  it('is a contour line for every hundred metres, each on its height and round the top, every fifth marked', () => {
    const lines = contourLines(cone, anywhere)
    const whole = lines.filter(({ height }) => height >= 200)
    expect(whole.map(({ height }) => height).sort((a, b) => a - b)).toEqual([200, 300, 400, 500, 600, 700, 800, 900, 1_000])
    expect(whole.filter(({ index }) => index).map(({ height }) => height).sort((a, b) => a - b)).toEqual([500, 1_000])
    for (const { height, line } of whole) {
      for (const point of line) {
        const [x, y] = plane(point)
        // the library counts from the corner of the first cell, a middle is half a cell further
        expect(Math.abs(1_070 - 0.3 * Math.hypot(x - 3_000, y - 3_000) - height)).toBeLessThan(25)
      }
    }
  })

  it('ends where nobody looks', () => {
    const eastern = contourLines(cone, (x) => x > 3_000)
    expect(eastern.length).toBeGreaterThan(0)
    for (const { line } of eastern) for (const point of line) expect(plane(point)[0]).toBeGreaterThan(2_990)
    expect(contourLines(cone, () => false)).toEqual([])
  })

  it('is its summits, highest first, none beside a higher one, with their names and heights', () => {
    const hills: [number, number, number][] = [[1_500, 1_500, 800], [6_500, 1_500, 1_200], [1_500, 6_500, 950], [2_400, 1_500, 700]]
    const land = gridOf(80, 80, 100, (x, y) => Math.max(...hills.map(([a, b, top]) => top - 0.5 * Math.hypot(x - a, y - b))))
    const tops = summits(land, 3, anywhere)
    expect(tops.map(({ x, y }) => hills.findIndex(([a, b]) => Math.hypot(a - x, b - y) < 150))).toEqual([1, 2, 0])
    const peaks = namedPeaks(land, tops, ['大尖山', '马鞍山'])
    expect(peaks.map(({ name }) => name)).toEqual(['大尖山', '马鞍山', ''])
    expect(Math.abs((peaks[0]?.height ?? 0) - 1_200)).toBeLessThan(60)
    expect(summits(land, 9, (x) => x > 5_000)).toHaveLength(1)
  })
})

describe('the sheet', () => {
  it('goes from metres to degrees and back within a decimetre', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 60_000, noNaN: true }), fc.double({ min: 0, max: 55_000, noNaN: true }), (x, y) => {
      const [backX, backY] = plane(lonLat(x, y))
      expect(Math.hypot(backX - x, backY - y)).toBeLessThan(0.1)
    }))
  })

  it('measures rings in square kilometres, with a sign that tells their turn', () => {
    const corners: [number, number][] = [[10_000, 20_000], [10_000, 22_000], [13_000, 22_000], [13_000, 20_000], [10_000, 20_000]]
    const ring: Position[] = corners.map(([x, y]) => lonLat(x, y))
    expect(ringArea(ring)).toBeCloseTo(6, 3)
    expect(ringArea([...ring].reverse())).toBeCloseTo(-6, 3)
    const within = (x: number, y: number, of = ring): boolean => insideRing(of, lonLat(x, y))
    expect([within(11_000, 21_000), within(9_000, 21_000), within(12_900, 21_900, ring.slice(0, -1))]).toEqual([true, false, true])
  })
})
