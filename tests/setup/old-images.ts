import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

const oldMs = 2 * 3_600_000

/** Every edit of sql/ makes an image of some 70 MB; those that no running test can still need go. */
export async function dropOldImages(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name)
    const made = await stat(path).catch(() => undefined) // another worker may be clearing up too
    if (/^(empty|ground)-/.test(name) || made === undefined || Date.now() - made.mtimeMs < oldMs) continue
    await rm(path, { recursive: true, force: true })
  }
}
