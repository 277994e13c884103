/** Where a place lies in the grid of tiles: against the plain way down the quadtree, and against itself at other levels. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { varintLength, Bytes, zigzag } from '../../api/tiles/bytes.ts'
import { boundsOf, cellBits, columnOf, interleave, mercatorY, metresOfDegrees, placeLevel, pyramidZooms, rangeOf, toTileUnits } from '../../api/tiles/grid.ts'

const cell = fc.integer({ min: 0, max: 2 ** placeLevel - 1 })
const tile = fc.integer({ min: 0, max: 20 }).chain((z) => fc.record({ z: fc.constant(z), x: fc.nat(2 ** z - 1), y: fc.nat(2 ** z - 1) }))
const world = 2 * Math.PI * 6_378_137

/** The way down: a quarter at each level, south before east. */
const wayDown = (x: number, y: number): number =>
  Number([...x.toString(2).padStart(26, '0')].reduce((key, bit, i) => key * 4n + BigInt(bit) + 2n * BigInt(y.toString(2).padStart(26, '0')[i] ?? 0), 0n))

describe('a quadkey', () => {
  it('is the way down to its cell, exact on the finest level', () => {
    fc.assert(fc.property(cell, cell, (x, y) => { expect(interleave(x, y)).toBe(wayDown(x, y)) }))
    expect(interleave(2 ** 26 - 1, 2 ** 26 - 1)).toBe(2 ** 52 - 1)
  })

  it('of a finer cell lies in the range of every tile that holds it, and of no other', () => {
    fc.assert(fc.property(cell, cell, fc.integer({ min: 0, max: placeLevel }), fc.integer({ min: -1, max: 1 }), (x, y, z, aside) => {
      const shift = 2 ** (placeLevel - z)
      const holding = { z, x: Math.floor(x / shift) + aside, y: Math.floor(y / shift) }
      if (holding.x < 0 || holding.x >= 2 ** z) return
      const [first, last] = rangeOf(holding, placeLevel)
      const key = interleave(x, y)
      expect(key >= first && key <= last).toBe(aside === 0)
    }))
  })

  it('gives column and row within its tile back', () => {
    fc.assert(fc.property(fc.nat(2 ** 15 - 1), fc.nat(2 ** 15 - 1), (x, y) => {
      const key = interleave(x, y)
      expect([columnOf(key), columnOf(Math.floor(key / 2))]).toEqual([x, y])
    }))
  })

  it('has as many cells in a tile as 64 by 64', () => {
    fc.assert(fc.property(tile, (at) => {
      const [first, last] = rangeOf(at, at.z + cellBits)
      expect(last - first + 1).toBe(4_096)
    }))
    expect(pyramidZooms.to + cellBits).toBeLessThanOrEqual(placeLevel)
  })
})

describe('a tile', () => {
  it('has its corners at 0 and at its extent', () => {
    fc.assert(fc.property(tile, (at) => {
      const units = toTileUnits(at, 4_096)
      const side = world / 2 ** at.z
      const [west, north] = [at.x * side - world / 2, world / 2 - at.y * side]
      expect(units(west, north).map((value) => value + 0)).toEqual([0, 0])
      expect(units(west + side, north - side)).toEqual([4_096, 4_096])
    }))
  })

  it('has degrees that its metres have too, and meets its neighbours', () => {
    fc.assert(fc.property(tile.filter(({ z, x }) => z > 0 && x + 1 < 2 ** z), (at) => {
      const [west, south, east, north] = boundsOf(at)
      const side = world / 2 ** at.z
      expect(west * metresOfDegrees).toBeCloseTo(at.x * side - world / 2, 3)
      expect(mercatorY(north)).toBeCloseTo(world / 2 - at.y * side, 3)
      expect(east).toBeCloseTo(boundsOf({ ...at, x: at.x + 1 })[0], 9)
      expect(south).toBeLessThan(north)
    }))
  })

  it('widened by a margin still ends at the edge of the world', () => {
    expect(boundsOf({ z: 0, x: 0, y: 0 }, 0.5).map(Math.round)).toEqual([-180, -90, 180, 90])
    const [west, , east] = boundsOf({ z: 2, x: 1, y: 1 }, 0.25)
    expect([west, east]).toEqual([-112.5, 22.5])
  })
})

describe('numbers of a tile', () => {
  it('take as many bytes as are written', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (value) => {
      const bytes = new Bytes(16)
      bytes.varint(value)
      expect(varintLength(value)).toBe(bytes.length)
    }))
    expect([0, 127, 128, 16_383, 16_384].map(varintLength)).toEqual([1, 1, 2, 2, 3])
  })

  it('with a sign are small without one, and none is lost', () => {
    expect([0, -1, 1, -2, 2].map(zigzag)).toEqual([0, 1, 2, 3, 4])
    fc.assert(fc.property(fc.integer(), (value) => {
      const coded = zigzag(value)
      expect(coded >= 0 && (coded % 2 === 0 ? coded / 2 : -(coded + 1) / 2) === value).toBe(true)
    }))
  })
})
