import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import { Bytes } from '../../api/tiles/bytes.ts'

describe('bytes of a tile', () => {
  it('hold numbers that another reader of protobuf reads back, up to the largest exact one', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.nat(), fc.maxSafeNat()), { maxLength: 40 }), (numbers) => {
      const bytes = new Bytes(1)
      for (const number of numbers) {
        bytes.reserve(10)
        bytes.varint(number)
      }
      const reader = new PbfReader(bytes.view())
      expect(numbers.map(() => reader.readVarint())).toEqual(numbers)
      expect(reader.pos).toBe(bytes.length)
    }))
  })

  it('hold fields of any content, and grow while they do', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (contents) => {
      const bytes = new Bytes(1)
      for (const content of contents) bytes.field(3 << 3 | 2, content)
      const read: number[][] = []
      new PbfReader(bytes.view()).readFields((tag, _nothing, reader) => {
        expect(tag).toBe(3)
        read.push([...reader.readBytes()])
      }, null)
      expect(read).toEqual(contents.map((content) => [...content]))
    }))
  })

  it('hold doubles to the last bit, and a length that is known only afterwards', () => {
    fc.assert(fc.property(fc.double(), fc.integer({ min: 0, max: 127 }), (value, more) => {
      const bytes = new Bytes(1)
      bytes.reserve(9 + 128)
      bytes.double(value)
      const at = bytes.open()
      for (let i = 0; i < more; i += 1) bytes.byte(i)
      bytes.close(at)
      expect(Object.is(new DataView(bytes.view().buffer, bytes.view().byteOffset).getFloat64(0, true), value) || Number.isNaN(value)).toBe(true)
      expect(bytes.view()[8]).toBe(more)
    }))
  })

  it('are empty again after clearing, without a new buffer', () => {
    const bytes = new Bytes(16)
    bytes.raw(Uint8Array.of(1, 2, 3))
    const { buffer } = bytes.view()
    bytes.clear()
    expect([bytes.length, bytes.view().length]).toEqual([0, 0])
    bytes.raw(Uint8Array.of(9))
    expect(bytes.view().buffer).toBe(buffer)
  })
})
