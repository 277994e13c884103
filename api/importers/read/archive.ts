import { statSync } from 'node:fs'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { FileRefused } from '../refusal.ts'

/** What a zip may hold. Everything is checked from the central directory, before a byte is inflated. */
export interface ArchiveLimits {
  entries: number
  /** bytes of all entries together when inflated */
  inflated: number
  /** archives inside the archive: never opened, so refused unless the format has a use for them */
  nestedAllowed: boolean
}

export interface Archive {
  names: string[]
  /** declared size when inflated */
  sizeOf(name: string): number
  /** A whole entry. @throws FileRefused when it is larger than `cap` or inflates to more than it declares */
  read(name: string, cap: number): Promise<Buffer>
  stream(name: string): Promise<AsyncIterable<Buffer>>
  close(): void
}

/** past this ratio and size no table compresses */
const BOMB_RATIO = 200
const BOMB_BYTES = 20 << 20
const NESTED = /\.(zip|rar|7z|gz|tgz|bz2|xz|tar|kmz)$/i
const SYMLINK = 0o120000

/**
 * Opens a zip after looking at its directory only.
 * @throws FileRefused `archive-broken`, `archive-encrypted`, `archive-too-many-entries`, `archive-too-large`,
 * `archive-bomb`, `archive-nested`, `archive-path`, `archive-link`
 */
export async function openArchive(path: string, limits: ArchiveLimits): Promise<Archive> {
  const zip = await orRefuse(openPromise(path, { autoClose: false }))
  const entries = new Map<string, Entry>()
  try {
    if (zip.entryCount > limits.entries) throw tooMany(zip.entryCount, limits.entries)
    let inflated = 0
    let stored = 0
    const each = zip.eachEntry()[Symbol.asyncIterator]()
    for (let next = await orRefuse(each.next()); !next.done; next = await orRefuse(each.next())) {
      const entry: Entry = next.value
      inflated += entry.uncompressedSize
      stored += entry.compressedSize
      const name = entryName(entry)
      checkEntry(entry, name, limits)
      if (inflated > limits.inflated) throw tooLarge(inflated, limits.inflated)
      if (!name.endsWith('/')) entries.set(name, entry)
    }
    if (stored > statSync(path).size) throw bomb('条目互相重叠', 'its entries overlap')
  } catch (error) {
    zip.close()
    throw error
  }
  return asArchive(zip, entries)
}

function asArchive(zip: ZipFile, entries: Map<string, Entry>): Archive {
  const stream = async (name: string) => {
    const entry = entries.get(name)
    if (!entry) throw broken(`缺少 ${name}`, `${name} is missing`)
    return guarded(await orRefuse(zip.openReadStreamPromise(entry)))
  }
  return {
    names: [...entries.keys()],
    sizeOf: (name) => entries.get(name)?.uncompressedSize ?? 0,
    stream,
    async read(name, cap) {
      const size = entries.get(name)?.uncompressedSize ?? 0
      if (size > cap) throw tooLarge(size, cap)
      const parts: Buffer[] = []
      for await (const part of await stream(name)) parts.push(part)
      return Buffer.concat(parts)
    },
    close: () => zip.close(),
  }
}

/** yauzl counts while inflating: an entry that grows past its declared size ends here. */
async function* guarded(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* source
  } catch (error) {
    throw error instanceof FileRefused ? error : broken(String((error as Error).message), String((error as Error).message))
  }
}

function checkEntry(entry: Entry, name: string, limits: ArchiveLimits): void {
  if (entry.isEncrypted()) {
    throw new FileRefused('archive-encrypted', '压缩包已加密，请去除密码后再导入。',
      'The archive is encrypted; remove the password first.')
  }
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === SYMLINK) {
    throw new FileRefused('archive-link', `压缩包内含符号链接 ${name}。`, `The archive holds a symbolic link, ${name}.`)
  }
  if (!limits.nestedAllowed && NESTED.test(name)) {
    throw new FileRefused('archive-nested', `压缩包内还有压缩包 ${name}，请先解开。`,
      `An archive inside the archive: ${name}. Unpack it first.`)
  }
  if (entry.uncompressedSize > BOMB_BYTES && entry.uncompressedSize > entry.compressedSize * BOMB_RATIO) {
    throw bomb(`${name} 压缩比异常`, `${name} inflates ${Math.round(entry.uncompressedSize / entry.compressedSize)} times`)
  }
}

/** Names without the UTF-8 mark are GBK on Chinese Windows; yauzl's own guess would be code page 437. */
function entryName(entry: Entry): string {
  const raw = entry.fileNameRaw
  if (entry.generalPurposeBitFlag & 0x800 || raw.every((byte) => byte < 0x80)) return entry.fileName
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(raw)
    } catch {
      // the next one
    }
  }
  return entry.fileName
}

async function orRefuse<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    const message = String((error as Error).message)
    if (/relative path|absolute path|invalid characters in fileName/i.test(message)) {
      throw new FileRefused('archive-path', '压缩包内有指向外部的路径，已拒绝。', `The archive holds an unsafe path (${message}).`)
    }
    throw broken(message, message)
  }
}

function broken(zh: string, en: string): FileRefused {
  return new FileRefused('archive-broken', `压缩包损坏或大小与目录不符：${zh}。`,
    `The archive is damaged or lies about its sizes: ${en}.`)
}

function bomb(zh: string, en: string): FileRefused {
  return new FileRefused('archive-bomb', `疑似压缩炸弹：${zh}。`, `Looks like an archive bomb: ${en}.`)
}

function tooMany(count: number, limit: number): FileRefused {
  return new FileRefused('archive-too-many-entries', `压缩包内有 ${count} 个条目，最多 ${limit} 个。`,
    `The archive has ${count} entries; at most ${limit} are read.`)
}

function tooLarge(bytes: number, limit: number): FileRefused {
  return new FileRefused('archive-too-large', `解压后 ${Math.ceil(bytes / 1e6)} MB，超过上限 ${Math.floor(limit / 1e6)} MB。`,
    `Inflates to ${Math.ceil(bytes / 1e6)} MB; the limit is ${Math.floor(limit / 1e6)} MB.`)
}
