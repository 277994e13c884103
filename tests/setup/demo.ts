import { createHash, type Hash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../api/db/db.ts'
import { buildFolder } from '../../api/db/embedded-home.ts'
import { silent } from '../../api/db/log.ts'
import { basemapFolder } from '../../data/basemap-folder.ts'
import { DEMO_SEED, generateCounty } from '../../data/county/county.ts'
import { writeCounty } from '../../data/county/write.ts'
import { loadDemo } from '../../data/load.ts'
import { builtOnce, folderMade } from './image-lock.ts'

const root = join(import.meta.dirname, '../..')
/** The demo's last day in tests, so that every figure is known for ever. */
export const demoUntil = '2026-11-22'

const short = (hash: Hash): string => hash.digest('hex').slice(0, 16)
let sources: Promise<string> | undefined

/** A hash of the files that make the demo county: sql/, data/ and how they are loaded. */
function sourcesKey(): Promise<string> {
  sources ??= (async () => {
    const hash = createHash('sha256')
    for (const folder of ['sql', 'data']) {
      for (const name of (await readdir(join(root, folder), { recursive: true })).sort()) {
        if (/\.(sql|ts|csv)$/.test(name)) hash.update(name).update(await readFile(join(root, folder, name)))
      }
    }
    return short(hash)
  })()
  return sources
}

/** A hash of all that makes the demo county with this last day. */
export const demoKey = async (until: string): Promise<string> => short(createHash('sha256').update(await sourcesKey()).update(until))

export const fillDemo = (until: string) => async (db: Db): Promise<void> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rg-demo-'))
  try {
    await loadDemo(db, { dataDir }, silent, { until })
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** A data folder with the base map of the demo county, made once: it is only read. */
export async function demoDataDir(cache: string): Promise<string> {
  const dataDir = join(cache, `ground-${await sourcesKey()}`)
  await builtOnce(`${dataDir}.lock`, folderMade(dataDir), () => buildFolder(dataDir, async (staging) => {
    writeCounty(generateCounty(DEMO_SEED), basemapFolder(staging))
  }))
  return dataDir
}
