import type { Tx } from '../db/db.ts'

/** import runs and their undoing take turns on one installation */
const turnKey = 7_263_002

/** Waits for other import runs, and says that this transaction counts its rows itself (app.bulk). */
export async function importTurn(tx: Tx): Promise<void> {
  // joins and sorts of a whole file in memory; one run at a time takes it
  await tx.query("select set_config('lock_timeout', '0', true), set_config('app.bulk', 'on', true), set_config('work_mem', '64MB', true)")
  await tx.query('select pg_advisory_xact_lock($1)', [turnKey])
}
