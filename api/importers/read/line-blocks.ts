import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { FileRefused } from '../refusal.ts'

/** Whole lines of a file. `\n` is never part of another character in UTF-8 or GB18030, so each block decodes alone. */
export interface LineBlock {
  bytes: Buffer
  /** 1-based number of the block's first line */
  firstLine: number
  /** bytes of the file up to the end of this block */
  end: number
}

const CHUNK = 1 << 20
/** one line longer than this is no table */
const LONGEST_LINE = 64 << 20

/** Reads `path` in blocks of about 1 MB that end with a line. Synchronous: it runs in the reader child. */
export function* lineBlocks(path: string, skipBytes = 0): Generator<LineBlock> {
  const file = openSync(path, 'r')
  try {
    const size = fstatSync(file).size
    let offset = skipBytes
    let firstLine = 1
    let rest: Buffer = Buffer.alloc(0)
    while (offset < size) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, size - offset))
      const got = readSync(file, chunk, 0, chunk.length, offset)
      if (got === 0) break
      offset += got
      const joined = rest.length === 0 ? chunk.subarray(0, got) : Buffer.concat([rest, chunk.subarray(0, got)])
      const lastBreak = offset >= size ? joined.length - 1 : joined.lastIndexOf(10)
      if (lastBreak < 0) {
        if (joined.length > LONGEST_LINE) throw tooLong(firstLine)
        rest = joined
        continue
      }
      const bytes = joined.subarray(0, lastBreak + 1)
      rest = joined.subarray(lastBreak + 1)
      yield { bytes, firstLine, end: offset - rest.length }
      firstLine += countLines(bytes)
    }
  } finally {
    closeSync(file)
  }
}

/** Line feeds in `bytes`. */
export function countLines(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
  return lines
}

function tooLong(line: number): FileRefused {
  return new FileRefused('line-too-long', `第 ${line} 行超过 64 MB，不是表格。`,
    `Line ${line} is longer than 64 MB: this is no table.`, { line })
}
