/**
 * Files that the import wizard looks at several times before it runs: sent once, kept for the session that sent them.
 * They lie in folders of this process that only it may read, and go when they are dropped, forgotten for an hour, when
 * the session or the process ends; what a killed process left is swept by the next one.
 */
import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '../errors.ts'
import { uploadFolder, type Upload } from './upload.ts'

export interface HeldFile {
  id: string
  fileName: string
  byteCount: number
  /** instant, ISO 8601: until when it is kept if nobody asks for it */
  keptUntil: string
}
interface Entry { owner: string, upload: Upload, byteCount: number, until: number, readers: number, dropped: boolean }

const keepMs = 3_600_000
/** of one session: the file at hand and one before it */
const mostFiles = 2
/** bytes of all sessions together */
const mostBytes = 4 * 1_073_741_824

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Removes the upload folders of processes that are no more. */
export function sweepUploads(folder = tmpdir()): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(uploadFolder.exec(name)?.[1] ?? Number.NaN)
    if (Number.isInteger(pid) && pid !== process.pid && !alive(pid)) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

export class HeldFiles {
  readonly #held = new Map<string, Entry>()
  readonly #timer: NodeJS.Timeout
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
    this.#timer = setInterval(() => { void this.tidy() }, 60_000).unref()
  }

  /**
   * Keeps an upload for a session; the oldest one of the session goes when it has too many.
   * @param owner what tells sessions apart
   * @throws Problem 503 when all sessions together hold too much
   */
  async hold(owner: string, upload: Upload): Promise<HeldFile> {
    const byteCount = statSync(upload.path).size
    await this.tidy()
    const mine = [...this.#held].filter(([, entry]) => entry.owner === owner)
    for (const [id] of mine.slice(0, Math.max(0, mine.length - mostFiles + 1))) await this.#drop(id)
    const all = [...this.#held.values()].reduce((sum, entry) => sum + entry.byteCount, 0)
    if (all + byteCount > mostBytes) {
      await upload.remove()
      throw new Problem(503, 'uploads_full', '正在处理的文件太多，请稍后再试', 'too many files are at work, try again later', { headers: { 'retry-after': '60' } })
    }
    const id = randomUUID()
    this.#held.set(id, { owner, upload, byteCount, until: this.#now() + keepMs, readers: 0, dropped: false })
    return { id, fileName: upload.fileName, byteCount, keptUntil: new Date(this.#now() + keepMs).toISOString() }
  }

  /**
   * The file for one reading; `remove` ends the reading and not the file.
   * @throws Problem 404 when it is gone, or another session's
   */
  take(owner: string, id: string): Upload {
    const entry = this.#held.get(id)
    if (entry?.owner !== owner) {
      throw new Problem(404, 'file_gone', '文件已不在服务器上，请重新选择', 'the file is no longer kept; send it again', { parameter: 'file' })
    }
    entry.until = this.#now() + keepMs
    entry.readers += 1
    return {
      ...entry.upload,
      remove: async () => {
        entry.readers -= 1
        if (entry.dropped && entry.readers === 0) await entry.upload.remove()
      },
    }
  }

  async drop(owner: string, id: string): Promise<void> {
    if (this.#held.get(id)?.owner === owner) await this.#drop(id)
  }

  /** A session is over. */
  async forget(owner: string): Promise<void> {
    for (const [id, entry] of this.#held) if (entry.owner === owner) await this.#drop(id)
  }

  /** Drops what nobody asked for within the hour. */
  async tidy(): Promise<void> {
    for (const [id, entry] of this.#held) if (entry.until <= this.#now() && entry.readers === 0) await this.#drop(id)
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    for (const id of this.#held.keys()) await this.#drop(id)
  }

  /** A run that still reads it keeps the bytes until it is done. */
  async #drop(id: string): Promise<void> {
    const entry = this.#held.get(id)
    if (!entry) return
    this.#held.delete(id)
    entry.dropped = true
    if (entry.readers === 0) await entry.upload.remove()
  }
}
