import { constants, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { EngineProcess } from './embedded-process.ts'

/** Copies a folder of a closed database; a file system that can share blocks does not even copy them. */
export const copyFolder = (from: string, to: string): Promise<void> =>
  cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE })

/**
 * Makes a folder appear whole or not at all: `build` fills a folder beside it, then one rename puts it in place
 * (guard G6; a kill in the middle of initdb left a folder that never opened again). When somebody else was faster,
 * theirs stays.
 */
export async function buildFolder(folder: string, build: (staging: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  const staging = await mkdtemp(join(dirname(folder), `${basename(folder)}.building-`))
  try {
    await build(join(staging, 'data'))
    await rename(join(staging, 'data'), folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** Removes what a killed {@link buildFolder} left; call it only while holding the data lock. */
export async function sweepStaging(folder: string): Promise<void> {
  if (!existsSync(dirname(folder))) return
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.building-`)) continue
    await rm(join(dirname(folder), name), { recursive: true, force: true })
  }
}

/**
 * A new database with its extensions and nothing else: copied from the image when there is one, otherwise created
 * (ten seconds of work) and kept as the image for the next time.
 */
export async function createHome(folder: string, image: string | undefined): Promise<void> {
  await buildFolder(folder, async (staging) => {
    if (image !== undefined && existsSync(image)) {
      await copyFolder(image, staging)
      return
    }
    const engine = await EngineProcess.start(staging, () => undefined)
    await engine.close()
    if (image === undefined) return
    // an installation whose program folder is read-only does without
    await buildFolder(image, (copy) => copyFolder(staging, copy)).catch(() => undefined)
  })
}
