import type { Db, Tx } from '../db/db.ts'
import { FileRefused } from './refusal.ts'

export const cancelled = (): FileRefused =>
  new FileRefused('cancelled', '导入已取消，没有写入任何内容', 'the import was cancelled; nothing was written')

/** @throws FileRefused `cancelled` once the signal says so */
export function refuseCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled()
}

/**
 * The same transaction, which begins no further statement once the run is cancelled. On the server the statement that
 * runs is cut as well; the embedded engine, which answers one at a time, ends it first.
 */
export async function cancellable(db: Db, tx: Tx, signal: AbortSignal | undefined): Promise<Tx> {
  if (!signal) return tx
  if (db.engine === 'server') {
    const { rows: [own] } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
    const cut = (): void => { void db.query('select pg_cancel_backend($1)', [own?.pid]).catch(() => undefined) }
    signal.addEventListener('abort', cut, { once: true })
  }
  return {
    async query(sql, params) {
      refuseCancelled(signal)
      return await tx.query(sql, params)
    },
    async copyIn(table, columns, lines) {
      refuseCancelled(signal)
      return await tx.copyIn(table, columns, lines)
    },
  }
}
