import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Keeps the work of a transaction from asking its own Db for anything but its Tx: the embedded engine has one session
 * and would wait for itself for ever, and on the server a second connection would not see the transaction's rows.
 */
export class TransactionGuard {
  readonly #current = new AsyncLocalStorage<{ open: boolean }>()

  /** Runs the work; the mark goes with its chain of calls and ends with it. */
  async inside<T>(work: () => Promise<T>): Promise<T> {
    const mark = { open: true }
    try {
      return await this.#current.run(mark, work)
    } finally {
      mark.open = false
    }
  }

  /** @throws Error when called from inside the work of a transaction */
  refuseInside(): void {
    if (this.#current.getStore()?.open !== true) return
    throw new Error(
      '事务内请使用 tx，不要再用 db / inside a transaction use its tx: a second connection would wait for the first',
    )
  }
}
