import { setTimeout as pause } from 'node:timers/promises'
import type { Db, Tx } from '../db/db.ts'
import { cancelled, refuseCancelled } from './cancel.ts'

/** import runs and their undoing take turns on one installation */
const turnKey = 7_263_002
const askEveryMs = 200

/** Joins and sorts of a file of 200,000 rows stay in memory by it, which is a tenth of finding out what is written. */
const serverMemory = "select set_config('work_mem', '128MB', true)"

/** ms that one statement of a run over millions of rows may take */
export const runBudgetMs = 1_800_000
/**
 * Joins and sorts of a whole file in memory, one run at a time; rows are counted by the run itself (app.bulk). Remembering
 * what an earlier row gave pays nothing where hardly any row is like another. The program may be busy between two statements
 * for longer than a transaction may idle on the server, which would end its session (seen as EPIPE at the next write).
 * The texts of the matters are set aside for their index, which takes them in after the run (takeInTexts).
 */
export const workSettings = `select set_config('lock_timeout', '0', true), set_config('app.bulk', 'on', true),
  set_config('work_mem', '64MB', true), set_config('enable_memoize', 'off', true),
  set_config('idle_in_transaction_session_timeout', '0', true), set_config('gin_pending_list_limit', '256MB', true)`

const queues = new WeakMap<Db, Promise<unknown>>()

/**
 * Runs and undoings of this process, one after another: on the embedded engine a run is more than one transaction.
 *
 * @throws FileRefused `cancelled` when the signal comes while it waits
 */
export async function inImportTurn<T>(db: Db, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  const before = queues.get(db) ?? Promise.resolve()
  const { promise: mine, resolve: done } = Promise.withResolvers<undefined>()
  queues.set(db, before.then(() => mine))
  try {
    await Promise.race([before, whenAborted(signal)])
    return await work()
  } finally {
    done(undefined)
  }
}

function whenAborted(signal: AbortSignal | undefined): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  promise.catch(() => undefined)
  if (signal?.aborted) reject(cancelled())
  signal?.addEventListener('abort', () => { reject(cancelled()) }, { once: true })
  return promise
}

/**
 * Waits for runs of other processes, and prepares the transaction for bulk work.
 *
 * @throws FileRefused `cancelled` when the signal comes while it waits
 */
export async function importTurn({ engine }: Pick<Db, 'engine'>, tx: Tx, signal?: AbortSignal): Promise<void> {
  await tx.query(workSettings)
  if (engine === 'server') await tx.query(serverMemory)
  for (;;) {
    refuseCancelled(signal)
    // asked again and again rather than waited for: one who waits in the database does not hear that he is cancelled
    const { rows: [row] } = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [turnKey])
    if (row?.mine) return
    await pause(askEveryMs)
  }
}
