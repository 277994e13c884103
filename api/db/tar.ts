/** The little of the tar format that is needed to leave entries out: 512-byte headers, each followed by its content. */

const block = 512

const text = (header: Buffer, from: number, length: number): string =>
  header.toString('utf8', from, from + length).split('\0', 1)[0] ?? ''

/**
 * The same archive without the entries whose name is not wanted.
 *
 * @param archive an uncompressed tar of files, folders and links
 * @throws Error at an entry that continues in another one (long names, sparse files)
 */
export function withoutEntries(archive: Buffer, wanted: (name: string) => boolean): Buffer {
  const kept: Buffer[] = []
  for (let at = 0; at + block <= archive.length && archive[at] !== 0;) {
    const header = archive.subarray(at, at + block)
    const kind = text(header, 156, 1) || '0'
    const name = [text(header, 345, 155), text(header, 0, 100)].filter((part) => part !== '').join('/')
    if (!'0125'.includes(kind)) throw new Error(`tar: entry ${name} of kind ${kind}`)
    const size = Number.parseInt(text(header, 124, 12), 8)
    if (!Number.isSafeInteger(size)) throw new Error(`tar: entry ${name} has no size`)
    const next = at + block + Math.ceil(size / block) * block
    if (wanted(name)) kept.push(archive.subarray(at, next))
    at = next
  }
  // two empty blocks end an archive
  return Buffer.concat([...kept, Buffer.alloc(2 * block)])
}
