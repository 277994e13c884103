import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { lockData } from '../../api/db/data-lock.ts'

/** Runs `build` unless `made` says it is done; of several test workers one builds and the others wait. */
export async function builtOnce(lockFile: string, made: () => boolean | Promise<boolean>, build: () => Promise<void>) {
  await mkdir(dirname(lockFile), { recursive: true })
  for (const deadline = Date.now() + 240_000; !(await made());) {
    if (Date.now() > deadline) throw new Error(`nobody finished building what ${lockFile} guards`)
    const lock = await lockData(lockFile).catch(() => undefined)
    if (lock === undefined) {
      await pause(200)
      continue
    }
    try {
      if (!(await made())) await build()
    } finally {
      lock.release()
    }
  }
}

export const folderMade = (folder: string) => (): boolean => existsSync(folder)
