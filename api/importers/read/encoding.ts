import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, readSync } from 'node:fs'
import { FileRefused } from '../refusal.ts'
import type { EncodingName } from '../types.ts'
import { firstUtf8Run, gbPlausibility, isImplausible } from './gb18030.ts'
import { type LineBlock, lineBlocks } from './line-blocks.ts'

export interface Encoding {
  name: EncodingName
  /** bytes of the byte-order mark to skip */
  bom: number
}

const NAMES: Record<string, EncodingName> = {
  'utf-8': 'utf-8', utf8: 'utf-8', gb18030: 'gb18030', gbk: 'gb18030', gb2312: 'gb18030', cp936: 'gb18030',
  'utf-16le': 'utf-16le', 'utf-16': 'utf-16le', 'utf-16be': 'utf-16be',
}

/**
 * Which encoding a text file has: byte-order mark, else strict UTF-8, else strict GB18030, else a question.
 * The whole file is decoded once, so one bad byte in the last line is found here and not after a million rows.
 * The order matters: a GB18030 decoder takes most UTF-8 text without complaint and returns nonsense.
 * @param asked `auto` or the user's word; then only that encoding is tried, as strictly
 * @throws FileRefused `encoding-unknown`, `encoding-broken`, `encoding-mixed`, `encoding-doubtful`, `binary-file`
 */
export function detectEncoding(path: string, asked = 'auto'): Encoding {
  const mark = byteOrderMark(path)
  const wish = encodingNamed(asked)
  if (wish ?? mark?.name) return checked(path, { name: wish ?? 'utf-8', bom: 0, ...(mark && (!wish || wish === mark.name) ? mark : {}) })
  const badUtf8 = firstBad(path, 0, (block) => badLine(block, isUtf8))
  if (!badUtf8) return { name: 'utf-8', bom: 0 }
  const bad = firstBad(path, 0, (block) => badLine(block, isGb18030))
  if (bad) throw unknown(badUtf8, bad)
  refuseMixture(path, badUtf8)
  return { name: 'gb18030', bom: 0 }
}

/** The encoding a user means by `gbk` or `UTF8`; undefined for `auto`. @throws FileRefused `encoding-unknown-name` */
export function encodingNamed(asked = 'auto'): EncodingName | undefined {
  if (asked === 'auto' || asked === '') return undefined
  const name = NAMES[asked.toLowerCase()]
  if (name) return name
  throw new FileRefused('encoding-unknown-name', `不认识的编码 ${asked}。可用：utf-8、gb18030、utf-16le、utf-16be、auto。`,
    `Unknown encoding ${asked}. Use utf-8, gb18030, utf-16le, utf-16be or auto.`, { parameter: 'encoding' })
}

/** Decodes whole lines strictly. Call only on bytes of a file that `detectEncoding` accepted. */
export function decode(bytes: Buffer, encoding: EncodingName): string {
  return encoding === 'utf-8' ? bytes.toString('utf8') : new TextDecoder(encoding, { fatal: true }).decode(bytes)
}

function byteOrderMark(path: string): Encoding | undefined {
  const head = Buffer.alloc(4)
  const file = openSync(path, 'r')
  readSync(file, head, 0, 4, 0)
  closeSync(file)
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: 'utf-8', bom: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'utf-16le', bom: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', bom: 2 }
  if (head.equals(Buffer.from([0x84, 0x31, 0x95, 0x33]))) return { name: 'gb18030', bom: 4 }
  return undefined
}

function checked(path: string, encoding: Encoding): Encoding {
  if (encoding.name.startsWith('utf-16')) return encoding
  const valid = encoding.name === 'utf-8' ? isUtf8 : isGb18030
  const line = firstBad(path, encoding.bom, (block) => badLine(block, valid))
  if (line) {
    throw new FileRefused('encoding-broken', `第 ${line} 行含有不属于 ${encoding.name} 的字节。请检查该行，或用 --encoding 指定其他编码。`,
      `Line ${line} holds bytes that are not ${encoding.name}. Mend that line or name another encoding with --encoding.`,
      { line, parameter: 'encoding' })
  }
  return encoding
}

function firstBad(path: string, skip: number, look: (block: LineBlock) => number | undefined): number | undefined {
  for (const block of lineBlocks(path, skip)) {
    const nul = block.bytes.indexOf(0)
    if (nul >= 0) throw binary(block.firstLine + newlines(block.bytes, nul))
    const line = look(block)
    if (line !== undefined) return line
  }
  return undefined
}

function badLine(block: LineBlock, valid: (bytes: Buffer) => boolean): number | undefined {
  if (valid(block.bytes)) return undefined
  let start = 0
  for (let line = block.firstLine; start < block.bytes.length; line++) {
    const end = block.bytes.indexOf(10, start)
    const stop = end < 0 ? block.bytes.length : end + 1
    if (!valid(block.bytes.subarray(start, stop))) return line
    start = stop
  }
  return block.firstLine
}

function isGb18030(bytes: Buffer): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Both encodings in one file, or a third one that GB18030 happens to accept: ask instead of storing nonsense. */
function refuseMixture(path: string, badUtf8: number): void {
  const seen = { common: 0, rare: 0 }
  for (const block of lineBlocks(path)) {
    const at = firstUtf8Run(block.bytes)
    if (at >= 0) {
      const line = block.firstLine + newlines(block.bytes, at)
      throw new FileRefused('encoding-mixed',
        `文件编码混杂：第 ${line} 行是 UTF-8，第 ${badUtf8} 行不是 UTF-8。请统一编码，或用 --encoding 指定。`,
        `Two encodings in one file: line ${line} is UTF-8, line ${badUtf8} is not. Save it in one encoding or pass --encoding.`,
        { line: Math.max(line, badUtf8), parameter: 'encoding' })
    }
    gbPlausibility(block.bytes, seen)
  }
  if (isImplausible(seen)) {
    throw new FileRefused('encoding-doubtful', '按 GB18030 解读后多为生僻字，可能是其他编码。请用 --encoding 指定，例如 --encoding gb18030。',
      'Read as GB18030 most characters are rare ones; it may be another encoding. Say which with --encoding, e.g. --encoding gb18030.',
      { line: badUtf8, parameter: 'encoding' })
  }
}

function newlines(bytes: Buffer, until: number): number {
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0 && at < until; at = bytes.indexOf(10, at + 1)) lines++
  return lines
}

function unknown(utf8Line: number, gbLine: number): FileRefused {
  return new FileRefused('encoding-unknown',
    `无法确定编码：第 ${utf8Line} 行不是 UTF-8，第 ${gbLine} 行不是 GB18030。请用 --encoding 指定（utf-8、gb18030、utf-16le、utf-16be），或修正该行。`,
    `Encoding unclear: line ${utf8Line} is not UTF-8, line ${gbLine} is not GB18030. Pass --encoding (utf-8, gb18030, utf-16le, utf-16be) or mend the line.`,
    { line: Math.max(utf8Line, gbLine), parameter: 'encoding' })
}

function binary(line: number): FileRefused {
  return new FileRefused('binary-file', `第 ${line} 行含有空字节，不是文本文件。UTF-16 文件须带字节序标记，或用 --encoding utf-16le 指定。`,
    `Line ${line} holds a NUL byte: no text file. UTF-16 needs its byte-order mark, or pass --encoding utf-16le.`,
    { line, parameter: 'encoding' })
}
