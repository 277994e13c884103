import type { Tx } from '../db/db.ts'

/** import runs and their undoing take turns on one installation */
const turnKey = 7_263_002

/** Waits for other import runs, and says that this transaction counts its rows itself (app.bulk). */
export async function importTurn(tx: Tx): Promise<void> {
  await tx.query("select set_config('lock_timeout', '0', true), set_config('app.bulk', 'on', true)")
  await tx.query('select pg_advisory_xact_lock($1)', [turnKey])
}
