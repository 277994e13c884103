/** Of an answer from elsewhere only what it is believed to be gets through: an image, not larger than said. */

const begins: readonly [media: string, at: number, bytes: readonly number[]][] = [
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47]], ['image/jpeg', 0, [0xff, 0xd8, 0xff]], ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
]

/** Media type by the first bytes, whatever the sender calls it; null for anything else. */
export const imageType = (bytes: Buffer): string | null => begins.find(([, at, marks]) => marks.every((mark, i) => bytes[at + i] === mark))?.[0] ?? null

/** The whole body; null, and no more of it read, where it is longer than `most` bytes. */
export async function readAtMost(answer: Response, most: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = []
  let length = 0
  // leaving the loop early closes the connection
  for await (const part of answer.body ?? []) {
    length += part.length
    if (length > most) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}
