import type { Merge } from '../types.ts'

const MOST = 200_000
const LONGEST_LIST = 32 << 20
const PATTERN = /mergeCell\s+ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"/g

/**
 * Merged ranges of a sheet. They stand after the rows in the file but are needed before them, so the bytes are
 * searched once ahead; nothing but the short list at the end is kept.
 */
export async function findMerges(chunks: AsyncIterable<Buffer>): Promise<Merge[]> {
  let edge: Buffer = Buffer.alloc(0)
  const list: Buffer[] = []
  let kept = 0
  for await (const chunk of chunks) {
    if (list.length > 0) {
      list.push(chunk)
      if ((kept += chunk.length) > LONGEST_LIST) break
      continue
    }
    const joined = Buffer.concat([edge, chunk])
    const at = joined.indexOf('mergeCell ')
    if (at >= 0) list.push(joined.subarray(at))
    else edge = joined.subarray(-16)
  }
  const merges: Merge[] = []
  for (const [, left, top, right, bottom] of Buffer.concat(list).toString('latin1').matchAll(PATTERN)) {
    if (merges.length >= MOST) break
    merges.push({ top: Number(top), bottom: Number(bottom), left: column(left as string), right: column(right as string) })
  }
  return merges
}

function column(letters: string): number {
  let index = 0
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64
  return index - 1
}
