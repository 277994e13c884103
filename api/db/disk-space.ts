import { statfs } from 'node:fs/promises'

const gibibyte = 2 ** 30

/** Free bytes below which writes stop: 1 GiB, or a tenth of a small disk (a tenth of a large one would waste it). */
export const leastFreeBytes = (totalBytes: number): number => Math.min(gibibyte, totalBytes / 10)

/**
 * Watches the disk a folder is on; a full one makes the embedded engine hang and a server panic (guard G8).
 *
 * @param read free and total bytes of the disk; statfs unless a test says otherwise
 */
export function watchDisk(folder: string, read = diskBytes): () => Promise<boolean> {
  let low = false
  let checkedAt = -Infinity
  return async () => {
    if (performance.now() - checkedAt > 2_000) {
      checkedAt = performance.now()
      const { free, total } = await read(folder)
      low = free < leastFreeBytes(total)
    }
    return low
  }
}

/** Bytes a user without privileges may still write, and bytes of the whole disk. */
export async function diskBytes(folder: string): Promise<{ free: number; total: number }> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, total: blocks * bsize }
}
