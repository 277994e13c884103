import type { Db } from './db/db.ts'
import type { Log } from './db/log.ts'

/** What has done its work; audit rows are never among it. */
const statements = [
  'delete from session where expires_at < now()',
  `delete from api_token where expires_at < now() - interval '30 days'`,
  `delete from idempotency_key where at < now() - interval '7 days'`,
  `delete from hotspot_run where made_at < now() - interval '7 days'`,
  `delete from notice where made_at < now() - interval '90 days'`,
  `delete from outbox where at < now() - interval '7 days'`,
]

/** Clears expired sessions, tokens, keys of repeated requests and delivered events; now and every hour. */
export function keepHouse(db: Db, log: Log): () => void {
  const clear = async (): Promise<void> => {
    try {
      for (const statement of statements) await db.query(statement)
    } catch (error) {
      log.warn(`清理过期记录未完成，下次再试 / clearing expired rows failed, next try in an hour: ${String(error)}`)
    }
  }
  void clear()
  const timer = setInterval(() => void clear(), 3_600_000)
  timer.unref()
  return () => { clearInterval(timer) }
}
