import { readdir, stat } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'

const mb = 2 ** 20
/** All of it is resident from the opening on, and takes time to be cleared: a small county keeps the least. */
const least = 160
const most = 512

/**
 * MB of data pages that the embedded engine keeps: half of the data, at most a sixteenth of the machine's memory. A page that is not
 * there costs a call out of the engine, many times what it costs in there, and the petitions and matters of a large
 * county take half a gigabyte.
 */
export const pagesMb = (dataBytes: number, machineBytes = totalmem()): number =>
  Math.round(Math.max(least, Math.min(most, dataBytes / 2 / mb, machineBytes / 16 / mb)))

/** Bytes of the tables and indexes in a data folder of the embedded engine; 0 where there is none yet. */
export async function dataBytes(dataDir: string): Promise<number> {
  const base = join(dataDir, 'base')
  const names = await readdir(base, { recursive: true }).catch(() => [])
  const sizes = await Promise.all(names.map((name) => stat(join(base, name)).then((file) => file.isFile() ? file.size : 0, () => 0)))
  return sizes.reduce((sum, size) => sum + size, 0)
}
