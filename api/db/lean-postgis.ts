/**
 * PostGIS for the embedded engine without what nobody here loads: raster, topology, geocoder and the scripts of old
 * versions are five sixths of its bundle, and the engine unpacks and compiles all of it each time it opens, which was
 * half of that time.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Extension } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import { cacheFolder, engineKey } from './embedded-image.ts'
import { withoutEntries } from './tar.ts'

const unpack = promisify(gunzip)
const pack = promisify(gzip)

/** `postgis--3.6.2.sql` makes the extension; names with a second `--` lead from one version to another. */
const needed = (name: string): boolean => !/_raster|_topology|_tiger|\/contrib\/|--.*--|--unpackaged/.test(name)

/** The reduced bundle beside the installed packages, made once per version of them; where it cannot be kept, the whole one. */
async function leanBundle(whole: URL): Promise<URL> {
  const cache = cacheFolder()
  if (cache === undefined) return whole
  const lean = join(cache, `postgis-${engineKey()}.tar.gz`)
  if (existsSync(lean)) return pathToFileURL(lean)
  const half = `${lean}.${process.pid}`
  try {
    await mkdir(dirname(lean), { recursive: true })
    // packed lightly: it is unpacked far more often
    await writeFile(half, await pack(withoutEntries(await unpack(await readFile(whole)), needed), { level: 1 }))
    // of two that were made at once either will do
    await rename(half, lean)
  } catch {
    // an installation whose program folder is read-only does without
    await rm(half, { force: true }).catch(() => undefined)
    return whole
  }
  return pathToFileURL(lean)
}

export const leanPostgis = {
  name: postgis.name,
  async setup(pg, options) {
    const made = await postgis.setup(pg, options)
    return made.bundlePath === undefined ? made : { ...made, bundlePath: await leanBundle(made.bundlePath) }
  },
} satisfies Extension
