import { readFileSync, statSync } from 'node:fs'
import { FileRefused } from '../refusal.ts'
import type { TextBlock } from './csv.ts'

/** "Unicode text" of a spreadsheet program is small; more than this is refused rather than held in memory */
const LARGEST = 200 << 20

/** A UTF-16 file in blocks of whole lines. A half surrogate or an odd byte is refused with its line. */
export function* utf16Blocks(path: string, name: 'utf-16le' | 'utf-16be', bom: number): Generator<TextBlock> {
  const size = statSync(path).size
  if (size > LARGEST) {
    throw new FileRefused('file-too-large', 'UTF-16 文件超过 200 MB，请另存为 UTF-8。',
      'UTF-16 files over 200 MB: save it as UTF-8.')
  }
  const decoder = new TextDecoder(name, { fatal: true })
  const bytes = readFileSync(path).subarray(bom)
  let line = 1
  let rest = ''
  for (let at = 0; at < bytes.length; at += 1 << 20) {
    const last = at + (1 << 20) >= bytes.length
    const decoded = rest + decodePart(decoder, bytes.subarray(at, at + (1 << 20)), !last, line)
    const cut = last ? decoded.length : decoded.lastIndexOf('\n') + 1
    rest = decoded.slice(cut)
    const text = decoded.slice(0, cut)
    if (text) yield { text, firstLine: line, end: bom + Math.min(bytes.length, at + (1 << 20)) }
    line += text.split('\n').length - 1
  }
}

function decodePart(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer, stream: boolean, line: number): string {
  try {
    return decoder.decode(bytes, { stream })
  } catch {
    throw new FileRefused('encoding-broken', `第 ${line} 行之后含有不属于 UTF-16 的字节。`,
      `After line ${line} there are bytes that are not UTF-16.`, { line, parameter: 'encoding' })
  }
}
