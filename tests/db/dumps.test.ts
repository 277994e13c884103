import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listDumps } from '../../api/db/dumps.ts'
import { openEmbedded } from '../../api/db/embedded.ts'
import { packFolder, unpackFolder } from '../../api/db/tarball.ts'
import { emptyImage } from '../setup/embedded-db.ts'

describe('a dump', () => {
  let dir: string
  beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'rg-dump-')) })
  afterEach(() => rm(dir, { recursive: true, force: true }))

  const content = async (folder: string): Promise<Record<string, string>> => {
    const names = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()
    return Object.fromEntries(await Promise.all(files.map(async (file) =>
      [file.slice(folder.length + 1), (await readFile(file)).toString('base64')] as const)))
  }

  it('gives any folder back as it was, to us and to tar', async () => {
    const name = fc.stringMatching(/^[a-z0-9_.]{1,8}x$/)
    const files = fc.dictionary(
      fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
      fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(512, 513, 1_048_576, 0).map((size) => new Uint8Array(size).fill(7))),
      { maxKeys: 6 },
    )
    let round = 0
    await fc.assert(fc.asyncProperty(files, async (wanted) => {
      const place = join(dir, String(round++))
      await mkdir(join(place, 'from'), { recursive: true })
      for (const [path, bytes] of Object.entries(wanted)) {
        await mkdir(dirname(join(place, 'from', path)), { recursive: true }).catch(() => undefined)
        await writeFile(join(place, 'from', path), bytes).catch(() => undefined) // a name may be a folder already
      }
      await packFolder(join(place, 'from'), join(place, 'x.tar.gz'))
      await unpackFolder(join(place, 'x.tar.gz'), join(place, 'to'))
      expect(await content(join(place, 'to'))).toEqual(await content(join(place, 'from')))
      await mkdir(join(place, 'by-tar'))
      execFileSync('tar', ['xzf', join(place, 'x.tar.gz'), '-C', join(place, 'by-tar')])
      expect(await content(join(place, 'by-tar'))).toEqual(await content(join(place, 'from')))
    }), { numRuns: 15 })
  })

  it('that is cut off, is something else, or points out of its folder is refused', async () => {
    await mkdir(join(dir, 'from'))
    await writeFile(join(dir, 'from/a'), 'x'.repeat(100_000))
    await packFolder(join(dir, 'from'), join(dir, 'whole.tar.gz'))
    const whole = await readFile(join(dir, 'whole.tar.gz'))
    await writeFile(join(dir, 'cut.tar.gz'), whole.subarray(0, whole.length - 20))
    await expect(unpackFolder(join(dir, 'cut.tar.gz'), join(dir, 'to'))).rejects.toThrow()
    await writeFile(join(dir, 'text.tar.gz'), gzipSync('no tar'.repeat(200)))
    await expect(unpackFolder(join(dir, 'text.tar.gz'), join(dir, 'to'))).rejects.toThrow('not a dump')
    execFileSync('tar', ['czf', join(dir, 'evil.tar.gz'), '--format=ustar', '-P', '--transform=s,.*,../evil,', join(dir, 'from/a')])
    await expect(unpackFolder(join(dir, 'evil.tar.gz'), join(dir, 'to'))).rejects.toThrow('leaves the folder')
    expect(await readdir(dir)).not.toContain('evil')
  })

  it('of a database in use opens again with all its rows, and seven are kept', async () => {
    const db = await openEmbedded({ dataDir: dir, image: await emptyImage(), dumpEveryMs: 0 })
    await db.query('create table visit as select g as id, st_point(g, 1) as place from generate_series(1, 5000) g')
    await db.query('create index on visit using gist (place)')
    const [file] = await Promise.all([
      db.dump?.('by hand'),
      ...Array.from({ length: 20 }, (_, id) => db.query('insert into visit values ($1)', [10_000 + id])),
    ])
    for (let more = 0; more < 7; more++) {
      await writeFile(join(dir, `dumps/2020010${more}T000000Z-old.tar.gz`), '')
    }
    await writeFile(join(dir, 'dumps/notes.txt'), 'mine')
    await db.dump?.('second')
    await db.close()
    const names = await listDumps(join(dir, 'dumps'))
    expect(names).toHaveLength(7)
    expect(names).toContain(file)
    expect(await readdir(join(dir, 'dumps'))).toContain('notes.txt')

    const again = join(dir, 'again')
    await unpackFolder(file ?? '', join(again, 'embedded'))
    const restored = await openEmbedded({ dataDir: again, dumpEveryMs: 0 })
    try {
      const { rows } = await restored.query<{ n: number; near: number }>(
        'select count(*) as n, count(*) filter (where place && st_makeenvelope(10, 0, 19, 2)) as near from visit')
      expect(rows[0]?.n).toBeGreaterThanOrEqual(5_000)
      expect(rows[0]?.near).toBe(10)
    } finally {
      await restored.close()
    }
  })
})
