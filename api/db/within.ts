import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage<{ open: boolean }>()

/**
 * Runs the work of a transaction. While it runs, the same chain of calls may not ask the Db for anything but its Tx:
 * the embedded engine has one session and would wait for itself for ever, and on the server a second connection
 * would not see the transaction's rows.
 */
export async function insideTransaction<T>(work: () => Promise<T>): Promise<T> {
  const mark = { open: true }
  try {
    return await current.run(mark, work)
  } finally {
    mark.open = false
  }
}

/** @throws Error when called from inside the work of a transaction */
export function refuseInsideTransaction(): void {
  if (current.getStore()?.open !== true) return
  throw new Error(
    '事务内请使用 tx，不要再用 db / inside a transaction use its tx: a second connection would wait for the first',
  )
}
