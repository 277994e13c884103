import type { Db } from '../db/db.ts'
import type { Log } from '../db/log.ts'
import { deliverNotices } from './deliver.ts'
import { makeDigests } from './digests.ts'

/** Looks every minute whose digest is due and what waits to be sent; one look at a time. */
export function keepNotices(db: Db, origin: string | null, log: Log): () => void {
  let looking = false
  const look = async (): Promise<void> => {
    if (looking) return
    looking = true
    try {
      await makeDigests(db, Date.now())
      await deliverNotices(db, Date.now(), origin)
    } catch (error) {
      log.warn(`通知未完成，一分钟后再试 / notices failed, next try in a minute: ${String(error)}`)
    } finally {
      looking = false
    }
  }
  // a program that has just started has more urgent work
  const first = setTimeout(() => void look(), 15_000)
  const timer = setInterval(() => void look(), 60_000)
  first.unref()
  timer.unref()
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}
