import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { FileRefused } from '../refusal.ts'
import type { EncodingName } from '../types.ts'

const CHUNK = 1 << 20

/** Decodes a file strictly in pieces of a megabyte, for formats whose lines may be as long as the file. */
export function* textChunks(path: string, encoding: EncodingName): Generator<{ text: string; end: number }> {
  const file = openSync(path, 'r')
  try {
    const size = fstatSync(file).size
    const decoder = new TextDecoder(encoding, { fatal: true })
    for (let offset = 0; offset < size;) {
      const bytes = Buffer.allocUnsafe(Math.min(CHUNK, size - offset))
      const got = readSync(file, bytes, 0, bytes.length, offset)
      if (got === 0) break
      offset += got
      yield { text: decoder.decode(bytes.subarray(0, got), { stream: offset < size }), end: offset }
    }
  } finally {
    closeSync(file)
  }
}

/** The first of `encodings` that decodes the whole file. @throws FileRefused `encoding-unknown` */
export function strictEncoding(path: string, encodings: EncodingName[]): EncodingName {
  for (const encoding of encodings) {
    try {
      for (const _ of textChunks(path, encoding)) continue
      return encoding
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  throw new FileRefused('encoding-unknown', `文件不是有效的 ${encodings.join(' 或 ')}。请用 --encoding 指定编码。`,
    `The file is not valid ${encodings.join(' or ')}. Name its encoding with --encoding.`, { parameter: 'encoding' })
}
