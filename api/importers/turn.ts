import { setTimeout as pause } from 'node:timers/promises'
import type { Tx } from '../db/db.ts'
import { refuseCancelled } from './cancel.ts'

/** import runs and their undoing take turns on one installation */
const turnKey = 7_263_002
const askEveryMs = 200

/**
 * Waits for other import runs, and says that this transaction counts its rows itself (app.bulk).
 *
 * @throws FileRefused `cancelled` when the signal comes while it waits
 */
export async function importTurn(tx: Tx, signal?: AbortSignal): Promise<void> {
  // joins and sorts of a whole file in memory; one run at a time takes it
  await tx.query("select set_config('lock_timeout', '0', true), set_config('app.bulk', 'on', true), set_config('work_mem', '64MB', true)")
  for (;;) {
    refuseCancelled(signal)
    // asked again and again rather than waited for: one who waits in the database does not hear that he is cancelled
    const { rows: [row] } = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [turnKey])
    if (row?.mine) return
    await pause(askEveryMs)
  }
}
