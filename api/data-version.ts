import { EventEmitter } from 'node:events'
import type { Db } from './db/db.ts'

/** Writes of this very process: whoever wrote reads his own writes at once, however long the notice is under way. */
const ownWrites = new EventEmitter().setMaxListeners(0)
export const tellOwnWrite = (): void => { ownWrites.emit('write') }

/** How long a change made by another process may go unseen when its notice was lost. */
const pollMs = 2_000

export interface DataVersion {
  /** Rises with every write of the installation; every ETag carries it. */
  current(): Promise<string>
  close(): Promise<void>
}

/**
 * The sum of the counties' data versions, held in process: a notice on `outbox` (sent after each commit) or two
 * seconds make the next asker read it again, so cached answers need no database.
 */
export async function watchDataVersion(db: Db): Promise<DataVersion> {
  let known: Promise<string> | undefined
  let readAt = 0
  const forget = (): void => { known = undefined }
  const stop = await db.listen('outbox', forget)
  ownWrites.on('write', forget)
  async function read(): Promise<string> {
    const { rows: [row] } = await db.query<{ version: string }>(
      'select coalesce(sum(version), 0)::text as version from data_version')
    return row?.version ?? '0'
  }
  return {
    current() {
      const now = performance.now()
      if (known === undefined || now - readAt > pollMs) {
        readAt = now
        const asked = read()
        known = asked
        asked.catch(() => { if (known === asked) known = undefined })
      }
      return known
    },
    async close() {
      ownWrites.off('write', forget)
      await stop()
    },
  }
}
