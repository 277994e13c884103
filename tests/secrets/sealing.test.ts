import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sealerFor } from '../../api/sealing.ts'

const key = 'a key of tests, longer than 32 characters'
const sealer = sealerFor(key, 'identity')
const place = 'petitioner|X1|sealed'

describe('a sealed column', () => {
  it('opens to what was sealed, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 20 }), (text, where) => {
      expect(sealer.unseal(sealer.seal(text, where), where)).toBe(Buffer.from(text, 'utf8').toString('utf8'))
    }))
  })

  it('is another one each time, and never shows a byte of its text', () => {
    const sealed = Array.from({ length: 20 }, () => sealer.seal('欧阳金丝雀 13812340987', place))
    expect(new Set(sealed.map((one) => one.toString('hex'))).size).toBe(20)
    for (const one of sealed) expect(one.includes('欧阳')).toBe(false)
  })

  it('does not open when any single bit of it was changed', () => {
    const sealed = sealer.seal('张三', place)
    fc.assert(fc.property(fc.integer({ min: 0, max: sealed.length - 1 }), fc.integer({ min: 0, max: 7 }), (at, bit) => {
      const other = Buffer.from(sealed)
      other.writeUInt8((other[at] ?? 0) ^ (1 << bit), at)
      expect(() => sealer.unseal(other, place)).toThrow()
    }))
  })

  it('does not open when it is cut short', () => {
    const sealed = sealer.seal('张三', place)
    for (let length = 0; length < sealed.length; length += 1) expect(() => sealer.unseal(sealed.subarray(0, length), place)).toThrow()
  })

  it('does not open beside another row, under another key or for another purpose', () => {
    const sealed = sealer.seal('张三', place)
    expect(() => sealer.unseal(sealed, 'petitioner|X2|sealed')).toThrow()
    expect(() => sealerFor(`${key}!`, 'identity').unseal(sealed, place)).toThrow('IDENTITY_KEY')
    expect(() => sealerFor(key, 'second factor').unseal(sealed, place)).toThrow('IDENTITY_KEY')
  })

  it('has a mark that is the same for the same text and needs the key', () => {
    expect(sealer.mark('BCDFG').equals(sealer.mark('BCDFG'))).toBe(true)
    const others = [sealer.mark('BCDFH'), sealerFor(`${key}!`, 'identity').mark('BCDFG'), sealerFor(key, 'x').mark('BCDFG')]
    for (const other of others) expect(other.equals(sealer.mark('BCDFG'))).toBe(false)
  })
})
