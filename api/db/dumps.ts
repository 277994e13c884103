import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { copyFolder } from './embedded-home.ts'
import { packFolder } from './tarball.ts'

const kept = 7
const isDump = (name: string): boolean => /^\d{8}T\d{6}Z-.+\.tar\.gz$/.test(name)

/** Dump files of a folder, oldest first. */
export async function listDumps(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter(isDump).sort().map((name) => join(folder, name))
}

/**
 * Copies the data files aside. Call it while the engine is quiet and checkpointed: the copy then is a closed
 * database. Copying takes a fraction of the time that packing does, so callers wait only for this part.
 */
export async function takeSnapshot(home: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const snapshot = join(folder, 'snapshot')
  await rm(snapshot, { recursive: true, force: true })
  await copyFolder(home, snapshot)
  await rm(join(snapshot, 'postmaster.pid'), { force: true })
  return snapshot
}

/** Packs a snapshot into `<time>-<reason>.tar.gz`, removes it and all but the newest 7 dumps; returns the file (guard G9). */
export async function packDump(snapshot: string, folder: string, reason: string): Promise<string> {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const file = join(folder, `${time}-${reason.replace(/[^\w.-]+/g, '-')}.tar.gz`)
  try {
    await packFolder(snapshot, `${file}.partial`)
    await rename(`${file}.partial`, file)
  } finally {
    await rm(`${file}.partial`, { force: true })
    await rm(snapshot, { recursive: true, force: true })
  }
  const dumps = await listDumps(folder)
  for (const old of dumps.slice(0, -kept)) await rm(old, { force: true })
  return file
}
