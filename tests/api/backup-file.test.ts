/** The file of a backup: read line by line, and never taken for whole when it is not. */
import fc from 'fast-check'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { readBackup } from '../../api/backup/format.ts'

interface Whole { tables: [name: string, columns: string[], rows: string[]][], end: Record<string, number> }
const header = { format: 'regional-governance-backup', version: 1, made_at: '2026-11-22T00:00:00Z', engine: 'server', migrations: [{ name: 'migrations/0001-x.sql', sha256: 'ab' }] }
const textOf = ({ tables, end }: Whole): string => [
  JSON.stringify(header), ...tables.flatMap(([table, columns, rows]) => [JSON.stringify({ table, columns }), ...rows, '\\.']), JSON.stringify({ end }), '',
].join('\n')

let folder = ''
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'rg-backup-file-')) })
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(bytes: Uint8Array): Promise<Whole> {
  const path = join(folder, 'one.gz')
  await writeFile(path, bytes)
  const reader = await readBackup(path)
  const tables: Whole['tables'] = []
  for (;;) {
    const next = await reader.next()
    if ('end' in next) return { tables, end: next.end }
    const rows: string[] = []
    for await (const row of next.rows) rows.push(row.slice(0, -1))
    tables.push([next.table, next.columns, rows])
  }
}

const small: Whole = { tables: [['admin_unit', ['id', 'name'], ['1\t试验县', '2\t东乡\u2028东村']], ['setting', ['key'], []]], end: { admin_unit: 2, setting: 0 } }

describe('a backup', () => {
  it('is read as it was written, table by table, whatever its texts hold but an end of line', async () => {
    const row = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\n\\]/.test(text))
    const table = fc.tuple(fc.constantFrom('matter', 'petition'), fc.array(row, { maxLength: 8 }))
    await fc.assert(fc.asyncProperty(fc.array(table, { maxLength: 4 }), async (drawn) => {
      const whole: Whole = { tables: drawn.map(([name, rows]) => [name, ['id'], rows]), end: { matter: 3 } }
      expect(await read(gzipSync(textOf(whole)))).toEqual(whole)
    }), { numRuns: 40 })
    expect(await read(gzipSync(textOf(small)))).toEqual(small)
  })

  it('longer than a piece of the reading comes whole', async () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => `${n}\t反映征地补偿款未到户之${n}`)
    const whole: Whole = { tables: [['matter', ['id', 'title'], rows]], end: { matter: rows.length } }
    expect((await read(gzipSync(textOf(whole)))).tables[0]?.[2].length).toBe(30_000)
  })

  it('in which a byte of the packed text was changed is told by its checksum', async () => {
    const bytes = gzipSync(textOf(small), { level: 0 })
    // stored as it is: a changed letter unpacks without a fault
    const at = bytes.indexOf('admin_unit')
    expect(at).toBeGreaterThan(0)
    bytes.write('b', at)
    await expect(read(bytes)).rejects.toThrow('备份文件不完整或不是备份')
  })

  it('cut off at any byte is told, and so is one whose text ends at any line before the last', async () => {
    const bytes = gzipSync(textOf(small))
    // the checksum and the length at the end tell of a missing byte too
    for (let length = 0; length < bytes.length; length += 1) await expect(read(bytes.subarray(0, length))).rejects.toThrow('备份文件不完整或不是备份')
    const lines = textOf(small).split('\n')
    for (let n = 0; n < lines.length - 1; n += 1) await expect(read(gzipSync(lines.slice(0, n).map((line) => `${line}\n`).join('')))).rejects.toThrow('备份文件不完整或不是备份')
  })

  test.each<[string, string | Buffer]>([
    ['a text', 'hello'], ['an empty file', Buffer.alloc(0)], ['a packed text', gzipSync('hello\n')], ['another program’s backup', gzipSync('{"format":"pg_dump","version":1}\n')],
    ['a version of tomorrow', gzipSync(`${JSON.stringify({ ...header, version: 2 })}\n`)], ['bytes that are no UTF-8', gzipSync(Buffer.from([0xff, 0xfe, 0x0a]))],
  ])('is not %s', async (_what, bytes) => {
    await expect(read(Buffer.from(bytes as string))).rejects.toThrow('备份文件不完整或不是备份')
  })
})
