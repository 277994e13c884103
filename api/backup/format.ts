/**
 * A backup is gzipped text that both engines and a person with `zcat` can read:
 *   {"format":"regional-governance-backup","version":1,...}   what it is and which migrations made its tables
 *   {"table":"admin_unit","columns":["id",...]}                then its rows in COPY text format, then `\.`
 *   {"end":{"admin_unit":1732,...}}                            rows per table; a file without it was cut off
 */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import * as Type from 'typebox'
import { Parse } from 'typebox/value'

export const endOfRows = '\\.'

export const Header = Type.Object({
  format: Type.Literal('regional-governance-backup'),
  version: Type.Literal(1),
  made_at: Type.String(),
  engine: Type.String(),
  migrations: Type.Array(Type.Object({ name: Type.String(), sha256: Type.String() })),
})
export type Header = Type.Static<typeof Header>
export const TableStart = Type.Object({ table: Type.String(), columns: Type.Array(Type.String()) })
export const End = Type.Object({ end: Type.Record(Type.String(), Type.Integer()) })

const cutOff = (): Error => new Error('备份文件不完整或不是备份 / the file is cut off or is no backup')

export interface Reader {
  header: Header
  /** the next table, or the end's row counts */
  next(): Promise<{ table: string, columns: string[], rows: AsyncIterable<string> } | { end: Record<string, number> }>
}

/** Lines end at \n and nowhere else: readline would also end them at U+2028, which a text may hold. */
async function* linesOf(file: string): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let rest = ''
  // pipeline and not pipe: a fault of the file must reach the reader
  const unzipped = createGunzip()
  const piped = pipeline(createReadStream(file), unzipped)
  piped.catch(() => undefined)
  for await (const chunk of unzipped as AsyncIterable<Buffer>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    yield* parts
  }
  await piped
}

/** What a backup is, without reading on. @throws Error for a file that is none */
export async function readHeader(file: string): Promise<Header> {
  const lines = linesOf(file)
  try {
    return Parse(Header, JSON.parse((await lines.next()).value ?? ''))
  } catch {
    throw cutOff()
  } finally {
    await lines.return(undefined)
  }
}

/** Opens a backup for reading from front to back. @throws Error for a file that is none, or is cut off */
export async function readBackup(file: string): Promise<Reader> {
  const lines = linesOf(file)
  const line = async (): Promise<string> => {
    const next = await lines.next().catch(() => { throw cutOff() })
    if (next.done) throw cutOff()
    return next.value
  }
  async function* rows(): AsyncGenerator<string> {
    for (let text = await line(); text !== endOfRows; text = await line()) yield `${text}\n`
  }
  const header = await line().then((text) => Parse(Header, JSON.parse(text))).catch(() => { throw cutOff() })
  return {
    header,
    async next() {
      const start: unknown = JSON.parse(await line())
      if (typeof start === 'object' && start !== null && 'end' in start) {
        // the checksum stands behind the last line: only whoever reads on is told that a byte was changed
        if (!(await lines.next().catch(() => { throw cutOff() })).done) throw cutOff()
        return Parse(End, start)
      }
      return { ...Parse(TableStart, start), rows: rows() }
    },
  }
}
