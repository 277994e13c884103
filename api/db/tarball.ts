import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

const block = 512

/** A ustar header: names up to 100 bytes, which a database's own files never exceed. */
function header(name: string, size: number, folder: boolean): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`文件名过长 / file name too long for a dump: ${name}`)
  const head = Buffer.alloc(block)
  head.write(name, 0, 'utf8')
  head.write(folder ? '0000700\0' : '0000600\0', 100)
  head.write('0000000\0'.repeat(2), 108)
  head.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  head.write('00000000000\0', 136)
  head.write('        ', 148)
  head.write(folder ? '5' : '0', 156)
  head.write('ustar\x0000', 257)
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return head
}

async function* entries(folder: string, prefix = ''): AsyncGenerator<Buffer> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    const name = `${prefix}${entry.name}`
    if (entry.isDirectory()) {
      yield header(`${name}/`, 0, true)
      yield* entries(path, `${name}/`)
    } else if (entry.isFile()) {
      const { size } = await stat(path)
      yield header(name, size, false)
      if (size > 0) yield* createReadStream(path, { end: size - 1 }) as AsyncIterable<Buffer>
      if (size % block > 0) yield Buffer.alloc(block - (size % block))
    }
  }
}

/** Packs a folder that nobody writes to into a gzipped tar file, which `tar xzf` reads too. */
export async function packFolder(folder: string, file: string): Promise<void> {
  async function* whole(): AsyncGenerator<Buffer> {
    yield* entries(folder)
    yield Buffer.alloc(2 * block)
  }
  await pipeline(Readable.from(whole()), createGzip({ level: 3 }), createWriteStream(file, { flush: true }))
}

/** Hands out exact numbers of bytes from a stream of pieces. */
function byteReader(source: AsyncIterable<Buffer>): (length: number) => Promise<Buffer> {
  const pieces = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  return async (length) => {
    while (rest.length < length) {
      const { value, done } = await pieces.next()
      if (done === true) throw new Error('备份文件不完整 / the dump ends too early')
      rest = rest.length === 0 ? value : Buffer.concat([rest, value])
    }
    const taken = rest.subarray(0, length)
    rest = rest.subarray(length)
    return taken
  }
}

/**
 * Unpacks a file of {@link packFolder} into a new folder.
 *
 * @throws Error for a file that is cut off, is no tar file, or names a path outside the folder
 */
export async function unpackFolder(file: string, folder: string): Promise<void> {
  const take = byteReader(createReadStream(file).pipe(createGunzip()))
  await mkdir(folder, { recursive: true })
  for (;;) {
    const head = await take(block)
    if (head.every((byte) => byte === 0)) return
    if (head.toString('latin1', 257, 262) !== 'ustar') throw new Error(`不是备份文件 / not a dump: ${file}`)
    const name = head.toString('utf8', 0, 100).replace(/\0.*$/s, '')
    const path = resolve(folder, name)
    if (!path.startsWith(resolve(folder) + sep)) throw new Error(`备份内路径非法 / a path leaves the folder: ${name}`)
    if (head[156] === 0x35) {
      await mkdir(path, { recursive: true })
      continue
    }
    await mkdir(dirname(path), { recursive: true })
    const size = parseInt(head.toString('latin1', 124, 135), 8)
    await writePieces(path, size, take)
    await take((block - (size % block)) % block)
  }
}

async function writePieces(path: string, size: number, take: (length: number) => Promise<Buffer>): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    for (let left = size; left > 0;) {
      const piece = await take(Math.min(left, 1 << 20))
      await file.writeFile(piece)
      left -= piece.length
    }
  } finally {
    await file.close()
  }
}
