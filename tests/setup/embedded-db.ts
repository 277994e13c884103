import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../api/db/db.ts'
import { buildFolder, copyFolder, createHome } from '../../api/db/embedded-home.ts'
import { embeddedImage, engineKey } from '../../api/db/embedded-image.ts'
import { openEmbedded } from '../../api/db/embedded.ts'
import { migrate } from '../../api/migrate.ts'
import { readSqlFiles } from '../../api/migration-files.ts'
import { builtOnce, folderMade } from './image-lock.ts'
import { dropOldImages } from './old-images.ts'

export const cache = join(import.meta.dirname, '../../node_modules/.cache/rg-test')

/** A closed database without tables, made once per version of the engine. */
export async function emptyImage(): Promise<string> {
  const image = embeddedImage(cache) ?? ''
  await builtOnce(`${image}.lock`, folderMade(image), () => createHome(image, undefined))
  return image
}

/** A closed database made from a folder of SQL, once per hash of what is in it. */
export async function migratedImage(sqlDir: string): Promise<string> {
  const empty = await emptyImage()
  const { sha256 } = await readSqlFiles(sqlDir)
  const image = join(cache, `${engineKey()}-${sha256.slice(0, 16)}`)
  await filledImage(image, empty, (db) => migrate(db, sqlDir))
  return image
}

/** A closed database, `from` another one and filled, made once: its path says what is in it. */
async function filledImage(image: string, from: string, fill: (db: Db) => Promise<void>): Promise<void> {
  await builtOnce(`${image}.lock`, folderMade(image), async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rg-image-'))
    try {
      const db = await openEmbedded({ dataDir, image: from, dumpEveryMs: 0 })
      try {
        await fill(db)
      } finally {
        await db.close()
      }
      await buildFolder(image, (staging) => copyFolder(join(dataDir, 'embedded'), staging))
      await dropOldImages(cache)
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  })
}

/** A closed database with the demo county; `key` is a hash of all that makes it. */
export async function demoImage(sqlDir: string, key: string, fill: (db: Db) => Promise<void>): Promise<string> {
  const image = join(cache, `demo-${engineKey()}-${key}`)
  await filledImage(image, await migratedImage(sqlDir), fill)
  return image
}

/** Opens a copy of an image in a folder of its own; closing it removes the folder. */
export async function openCopy(image: string): Promise<Db> {
  if (!existsSync(image)) throw new Error(`no image at ${image}`)
  const dataDir = await mkdtemp(join(tmpdir(), 'rg-test-'))
  const db = await openEmbedded({ dataDir, image, dumpEveryMs: 0 })
  return {
    ...db,
    async close() {
      await db.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
