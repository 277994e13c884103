/** Heights as a small file: differences along each row, high and low bytes apart, deflated. About 0.4 MB. */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Dem } from './types.ts'

const MAGIC = 'RGDEM1'

export function encodeDem(dem: Dem): Uint8Array {
  const { heights, ...frame } = dem
  const header = Buffer.from(`${MAGIC}${JSON.stringify(frame)}\n`)
  const planes = new Uint8Array(heights.length * 2)
  for (let at = 0, last = 0; at < heights.length; at++) {
    const step = wrapped((heights[at] as number) - (at % dem.width === 0 ? 0 : last))
    last = heights[at] as number
    const folded = ((step << 1) ^ (step >> 15)) & 0xffff
    planes[at] = folded & 0xff
    planes[heights.length + at] = folded >>> 8
  }
  return Buffer.concat([header, deflateRawSync(planes, { level: 6 })])
}

/** The inverse of `encodeDem`. Throws when the bytes are no height file of ours. */
export function decodeDem(bytes: Uint8Array): Dem {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = file.indexOf(10)
  if (file.toString('latin1', 0, MAGIC.length) !== MAGIC || end < 0) {
    throw new Error(`高程文件无法识别 (not a height file: it must begin with ${MAGIC})`)
  }
  const frame = JSON.parse(file.toString('utf8', MAGIC.length, end)) as Omit<Dem, 'heights'>
  const planes = inflateRawSync(file.subarray(end + 1), { maxOutputLength: 64 * 1024 * 1024 })
  const count = frame.width * frame.height
  if (planes.length !== 2 * count) {
    throw new Error(`高程文件不完整 (height file holds ${planes.length} bytes, ${2 * count} expected)`)
  }
  const heights = new Int16Array(count)
  for (let at = 0, last = 0; at < count; at++) {
    const folded = (planes[at] as number) | (planes[count + at] as number) << 8
    const step = (folded >>> 1) ^ -(folded & 1)
    last = wrapped((at % frame.width === 0 ? 0 : last) + step)
    heights[at] = last
  }
  return { ...frame, heights }
}

/** A whole number in 16 bits: differences wrap around and come back the same way. */
const wrapped = (value: number): number => (value << 16) >> 16
