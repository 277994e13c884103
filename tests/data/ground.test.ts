import fc from 'fast-check'
import { decode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { allot } from '../../data/county/allot.ts'
import { decodeDem, encodeDem } from '../../data/county/dem-file.ts'
import { drainage, route } from '../../data/county/flow.ts'
import { gridOf } from '../../data/county/grid.ts'
import { Heap } from '../../data/county/heap.ts'
import { hillshadeTile } from '../../data/county/hillshade.ts'
import { tint } from '../../data/county/tints.ts'
import type { Dem } from '../../data/county/types.ts'

describe('water', () => {
  it('reaches an outlet from every cell, always downward, whatever the ground', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 80, maxLength: 80 }), heights => {
      const grid = gridOf(10, 8, 100, (x, y) => heights[Math.floor(y / 100) * 10 + Math.floor(x / 100)] as number)
      const outlets = new Uint8Array(80)
      outlets[3] = 1
      const flow = route(grid, outlets)
      for (let at = 0; at < 80; at++) {
        let steps = 0
        for (let cell = at; cell !== 3; cell = flow.receiver[cell] as number) {
          const next = flow.receiver[cell] as number
          expect(flow.filled[next] as number).toBeLessThan(flow.filled[cell] as number)
          if (++steps > 80) throw new Error('runs in a circle')
        }
        expect(flow.filled[at] as number).toBeGreaterThanOrEqual(grid.data[at] as number)
      }
      const area = drainage(grid, flow, new Map([[77, 5]]))
      expect(area[3] as number).toBeCloseTo(80 * 0.01 + 5, 9)
    }))
  })
})

describe('the heap', () => {
  it('gives cells back by priority', () => {
    fc.assert(fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map(key => key + 0)), keys => {
      const heap = new Heap(2)
      keys.forEach((key, i) => heap.push(i, key))
      const order = keys.map(() => keys[heap.pop()] as number)
      expect(order).toEqual([...keys].sort((a, b) => a - b))
    }))
  })
})

describe('whole shares', () => {
  it('add up to the total and differ from the exact share by less than one', () => {
    const someWeights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 })
    fc.assert(fc.property(fc.nat(10_000), someWeights, (total, weights) => {
      const parts = allot(total, weights)
      const sum = weights.reduce((a, b) => a + b, 0)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
      parts.forEach((part, i) => expect(Math.abs(part - total * (weights[i] as number) / sum)).toBeLessThan(1))
    }))
    expect(() => allot(3, [1, 1], 2)).toThrow('at least 2')
  })
})

/** A steep cone in the middle of one square degree, so high that its colour does not depend on the height. */
const cone: Dem = {
  width: 200, height: 200, west: 104, south: 26.5, east: 105, north: 27.5, seed: 1,
  heights: Int16Array.from({ length: 40_000 }, (_, at) =>
    9000 - Math.round(40 * Math.hypot(at % 200 - 99.5, Math.floor(at / 200) - 99.5))),
}
/** The tile of zoom `z` that holds the place. */
const tileOf = (z: number, lon: number, lat: number): [number, number, number] => [
  z, Math.floor((lon + 180) / 360 * 2 ** z),
  Math.floor((1 - Math.asinh(Math.tan(lat * Math.PI / 180)) / Math.PI) / 2 * 2 ** z),
]
const meanOf = (bytes: Uint8Array, alpha = false): number => {
  const { data } = decode(bytes)
  let sum = 0
  for (let i = 0; i < data.length; i += 4) {
    sum += alpha ? data[i + 3] as number : (data[i] as number) + (data[i + 1] as number)
  }
  return sum / data.length * 4
}

describe('a relief tile', () => {
  it('is a picture of 256 by 256 with transparency', () => {
    const picture = decode(hillshadeTile(cone, ...tileOf(11, 104.5, 27)))
    expect([picture.width, picture.height, picture.channels]).toEqual([256, 256, 4])
  })

  it('is lit from the north-west: that flank is brighter than the one behind', () => {
    const lit = meanOf(hillshadeTile(cone, ...tileOf(12, 104.38, 27.12)))
    const behind = meanOf(hillshadeTile(cone, ...tileOf(12, 104.62, 26.88)))
    expect(lit).toBeGreaterThan(behind + 10)
  })

  it('is dark for the wall and light for the desk', () => {
    const at = tileOf(11, 104.5, 27)
    expect(meanOf(hillshadeTile(cone, ...at, 'dark'))).toBeLessThan(meanOf(hillshadeTile(cone, ...at, 'light')) / 2)
  })

  it('fades towards the edge of the heights and is empty beyond', () => {
    expect(meanOf(hillshadeTile(cone, ...tileOf(11, 100, 27)), true)).toBe(0)
    const edge = meanOf(hillshadeTile(cone, ...tileOf(13, 104.02, 27)), true)
    expect(edge).toBeGreaterThan(0)
    expect(edge).toBeLessThan(meanOf(hillshadeTile(cone, ...tileOf(13, 104.5, 27)), true))
  })

  it('meets its neighbour without a seam', () => {
    const [z, x, y] = tileOf(12, 104.45, 27.05)
    const left = decode(hillshadeTile(cone, z, x, y)).data
    const right = decode(hillshadeTile(cone, z, x + 1, y)).data
    for (let row = 0; row < 256; row++) {
      const [a, b] = [left[4 * (row * 256 + 255)] as number, right[4 * row * 256] as number]
      expect(Math.abs(a - b)).toBeLessThan(14)
    }
  })

  it('does not exist outside the tile grid', () => {
    expect(() => hillshadeTile(cone, 3, 8, 0)).toThrow('3/8/0')
    expect(() => hillshadeTile(cone, 3.5, 1, 0)).toThrow(RangeError)
  })

  it('keeps shadows dark and light slopes bright at any height', () => {
    for (const theme of ['light', 'dark'] as const) {
      for (const height of [0, 800, 1700, 2600, 4000]) {
        const [dark, level, bright] = [0, 0.5, 1].map(light => tint(theme, height, light).reduce((a, b) => a + b, 0))
        expect(dark).toBeLessThan(level as number)
        expect(bright).toBeGreaterThan(level as number)
      }
    }
  })
})

describe('the height file', () => {
  it('gives back every height it was given', () => {
    const twelve = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 12, maxLength: 12 })
    fc.assert(fc.property(twelve, values => {
      const frame = { width: 4, height: 3, west: 1, south: 2, east: 3, north: 4, seed: 5 }
      const dem: Dem = { ...frame, heights: Int16Array.from(values) }
      expect(decodeDem(encodeDem(dem))).toEqual(dem)
    }))
  })

  it('says when it is none or cut short', () => {
    expect(() => decodeDem(new Uint8Array([1, 2, 3]))).toThrow('not a height file')
    const whole = encodeDem(cone)
    expect(() => decodeDem(whole.subarray(0, whole.length - 20))).toThrow()
  })
})
