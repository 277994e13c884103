import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packTile, TileCache } from '../../api/tiles/tile-cache.ts'

const bytesOf = (size: number, seed = 1): Buffer => Buffer.from(Array.from({ length: size }, (_, at) => (at * seed * 31) & 0xff))

describe('the memory of tiles', () => {
  it('makes a tile once, however many ask for it at the same time', async () => {
    const cache = new TileCache(1_000_000)
    let made = 0
    const make = async (): Promise<Buffer> => {
      made++
      await new Promise((done) => setTimeout(done, 5))
      return bytesOf(100)
    }
    const tiles = await Promise.all(Array.from({ length: 20 }, () => cache.getOrMake('1', 'a', make)))
    expect([made, new Set(tiles).size]).toEqual([1, 1])
    expect(cache.get('1', 'a')).toBe(tiles[0])
  })

  it('forgets everything when the data changed, also what was being made for the old data', async () => {
    const cache = new TileCache(1_000_000)
    await cache.getOrMake('1', 'a', async () => bytesOf(10, 1))
    let release = (): void => undefined
    const slow = cache.getOrMake('1', 'b', async () => {
      await new Promise<void>((done) => { release = done })
      return bytesOf(10, 2)
    })
    const fresh = await cache.getOrMake('2', 'b', async () => bytesOf(10, 3))
    release()
    await slow
    expect(cache.get('2', 'a')).toBeUndefined()
    expect(cache.get('2', 'b')).toBe(fresh)
  })

  it('does not keep a failure', async () => {
    const cache = new TileCache(1_000_000)
    await expect(cache.getOrMake('1', 'a', () => Promise.reject(new Error('no database')))).rejects.toThrow('no database')
    expect((await cache.getOrMake('1', 'a', async () => bytesOf(10))).plain).toHaveLength(10)
  })

  it('never holds more bytes than it may, and drops what was asked for longest ago', async () => {
    const asking = fc.record({ key: fc.integer({ min: 0, max: 30 }), size: fc.integer({ min: 0, max: 4_000 }) })
    await fc.assert(fc.asyncProperty(fc.array(asking, { maxLength: 100 }), async (askings) => {
      const cache = new TileCache(10_000)
      for (const { key, size } of askings) {
        await cache.getOrMake('1', String(key), async () => bytesOf(size, key))
        expect(cache.bytes).toBeLessThanOrEqual(10_000)
        expect(cache.get('1', String(key))).toBeDefined()
      }
    }), { numRuns: 50 })
  })
})

describe('a packed tile', () => {
  it('is left unpacked where packing saves nothing, and tagged by what is in it', () => {
    expect(packTile(bytesOf(20)).gzipped).toBeUndefined()
    expect(packTile(bytesOf(5_000)).gzipped?.length).toBeLessThan(5_000)
    expect(packTile(bytesOf(20)).plainTag).toBe(packTile(bytesOf(20)).plainTag)
    expect(packTile(bytesOf(20)).plainTag).not.toBe(packTile(bytesOf(21)).plainTag)
  })
})
