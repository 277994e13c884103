import type { EmbeddedSession } from './embedded-session.ts'
import type { Log } from './log.ts'

const upkeepBudgetMs = 300_000

/** Tables whose statistics or dead rows are due, by the thresholds of PostgreSQL's autovacuum. */
const dueTables = `
  select format('%I.%I', schemaname, relname) as name, n_dead_tup > 50 + 0.2 * n_live_tup as vacuum
  from pg_stat_user_tables
  where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup
  order by 1`

export interface Upkeep {
  stop(): Promise<void>
}

interface Parts {
  session: EmbeddedSession
  inTurn<T>(budgetMs: number, work: () => Promise<T>): Promise<T>
  dump(reason: string): Promise<string>
  log: Log
  /** ms between two dumps, 0 = none */
  dumpEveryMs: number
  /** ms between two looks at what is due */
  everyMs: number
}

/**
 * What a server does in the background and the single-user engine does not: checkpoints (or the log grows without
 * end), vacuum and analyze (or plans rot), and the hourly dump. Each piece waits until nobody else does.
 */
export function startUpkeep({ session, inTurn, dump, log, dumpEveryMs, everyMs }: Parts): Upkeep {
  let seen = session.changes
  let dumpedAt = performance.now()
  let dumpedChanges = session.changes
  let running: Promise<void> = Promise.resolve()

  const run = (sql: string): Promise<Record<string, unknown>[]> => inTurn(upkeepBudgetMs, async () => {
    const { rows } = await session.exchange<Record<string, unknown>>([{ kind: 'statement', sql, params: [] }], upkeepBudgetMs)
    return rows
  })

  async function tick(): Promise<void> {
    if (session.waiting > 0) return
    if (session.changes !== seen) {
      seen = session.changes
      // the engine tells its row counts at most once a second: what changed just now would stay unseen until the next change
      await run('select pg_stat_force_next_flush()')
      for (const { name, vacuum } of await run(dueTables)) {
        if (session.waiting > 0) break
        await run(`${vacuum === true ? 'vacuum (analyze)' : 'analyze'} ${String(name)}`)
      }
      await run('checkpoint')
    }
    if (dumpEveryMs > 0 && performance.now() - dumpedAt >= dumpEveryMs && session.changes !== dumpedChanges) {
      dumpedAt = performance.now()
      dumpedChanges = session.changes
      await dump('hourly')
    }
  }

  const timer = setInterval(() => {
    running = running.then(tick).catch((error: unknown) => log.warn(`embedded database upkeep: ${String(error)}`))
  }, everyMs)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
