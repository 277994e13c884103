import fc from 'fast-check'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import { leanPostgis } from '../../api/db/lean-postgis.ts'
import { withoutEntries } from '../../api/db/tar.ts'

const block = 512

/** One entry as tar writes it. */
function entry(name: string, content: Buffer, kind = '0', prefix = ''): Buffer {
  const header = Buffer.alloc(block)
  header.write(name, 0)
  header.write(content.length.toString(8).padStart(11, '0'), 124)
  header.write(kind, 156)
  header.write(prefix, 345)
  return Buffer.concat([header, content, Buffer.alloc((block - content.length % block) % block)])
}
const end = Buffer.alloc(2 * block)

function names(archive: Buffer): string[] {
  const found: string[] = []
  withoutEntries(archive, (name) => {
    found.push(name)
    return true
  })
  return found
}

describe('an archive without some of its entries', () => {
  it('keeps every other entry byte for byte and in order, whatever their sizes', () => {
    const some = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,20}$/), fc.uint8Array({ maxLength: 1_500 }), fc.boolean()), { maxLength: 12 })
    fc.assert(fc.property(some, (list) => {
      const entries = list.map(([name, bytes, keep], i) => ({ name: `${i}/${name}`, keep, bytes: entry(`${i}/${name}`, Buffer.from(bytes)) }))
      const wanted = new Set(entries.filter(({ keep }) => keep).map(({ name }) => name))
      const left = withoutEntries(Buffer.concat([...entries.map(({ bytes }) => bytes), end]), (name) => wanted.has(name))
      expect(left.equals(Buffer.concat([...entries.filter(({ keep }) => keep).map(({ bytes }) => bytes), end]))).toBe(true)
    }))
  })

  it('knows folders, links and names that are cut in two', () => {
    const archive = Buffer.concat([entry('lib/', Buffer.alloc(0), '5'), entry('b.sql', Buffer.alloc(0), '2', 'share/deep'), entry('c', Buffer.from('x')), end])
    expect(names(archive)).toEqual(['lib/', 'share/deep/b.sql', 'c'])
  })

  it('is refused where an entry goes on in another one, or has no size', () => {
    expect(() => names(Buffer.concat([entry('long', Buffer.from('x'), 'L'), end]))).toThrow('kind L')
    const broken = entry('c', Buffer.from('x'))
    broken.write('zzzzzzzzzzz', 124)
    expect(() => names(broken)).toThrow('no size')
  })
})

describe('the bundle of PostGIS that the embedded engine unpacks', () => {
  it('has the library, its script of this version and the projections, and nothing of raster, topology or other versions', async () => {
    // the engine gives its surroundings; of them only the settings of the process matter here
    const { bundlePath } = await leanPostgis.setup({} as PGlite, { PGLITE_ENV: {} })
    if (!bundlePath) throw new Error('PostGIS comes as a bundle')
    const inside = names(gunzipSync(await readFile(fileURLToPath(bundlePath))))
    expect(inside).toEqual(expect.arrayContaining(['lib/postgresql/postgis-3.so', 'share/postgresql/extension/postgis.control', 'share/proj/proj.db']))
    expect(inside.filter((name) => /postgis--\d+\.\d+\.\d+\.sql$/.test(name))).toHaveLength(1)
    expect(inside.filter((name) => /raster|topology|tiger|ANY|unpackaged/.test(name))).toEqual([])
  })
})
