import { copyStatement, linePieces } from './copy-messages.ts'
import type { Result, Tx } from './db.ts'
import { DbError, DbUnavailable } from './db.ts'
import type { Step } from './embedded-protocol.ts'
import type { EmbeddedSession } from './embedded-session.ts'
import { idleInTransactionMs } from './engine-settings.ts'
import { paramTexts } from './params.ts'
import type { TransactionGuard } from './transaction-guard.ts'

/** A COPY waits for whoever reads the file the lines come from. */
const idleInCopyMs = 60_000

/**
 * One transaction on the only session: while it is open everybody else waits, so a transaction that does nothing for
 * 15 s is rolled back, as the server's idle_in_transaction_session_timeout does.
 */
export class EmbeddedTransaction implements Tx {
  readonly #session: EmbeddedSession
  readonly #guard: TransactionGuard
  readonly #budgetMs: number
  #life = 0
  #over: Error | undefined
  #idle: NodeJS.Timeout | undefined
  #idleMs = idleInTransactionMs
  #running: Promise<unknown> = Promise.resolve()

  constructor(session: EmbeddedSession, guard: TransactionGuard, budgetMs: number) {
    this.#session = session
    this.#guard = guard
    this.#budgetMs = budgetMs
  }

  /** Begins, works, commits; rolls back and rethrows when the work throws. */
  async run<T>(begin: readonly Step[], work: (tx: Tx) => Promise<T>): Promise<T> {
    this.#life = this.#session.life
    try {
      await this.#session.exchange(begin, this.#budgetMs, true)
      this.#rest()
      const result = await this.#guard.inside(() => work(this))
      await this.#step({ kind: 'words', sql: 'commit', tags: ['COMMIT'] })
      return result
    } catch (error) {
      await this.#rollback()
      throw error
    } finally {
      clearTimeout(this.#idle)
      this.#over ??= new Error('事务已结束 / the transaction is over')
    }
  }

  query<Row>(sql: string, params?: readonly unknown[]): Promise<Result<Row>> {
    return this.#step<Row>({ kind: 'statement', sql, params: paramTexts(params) })
  }

  async copyIn(
    table: string, columns: readonly string[], lines: AsyncIterable<string> | Iterable<string>,
  ): Promise<number> {
    const sql = copyStatement(table, columns)
    let copied = 0
    this.#idleMs = idleInCopyMs
    try {
      for await (const piece of linePieces(lines)) {
        const { affected } = await this.#step({ kind: 'copy', sql, lines: piece })
        copied += affected
      }
    } finally {
      this.#idleMs = idleInTransactionMs
    }
    return copied
  }

  /** Statements of one transaction run one after another even when nobody waits for them. */
  #step<Row>(step: Step): Promise<Result<Row>> {
    const next = this.#running.then(async () => {
      clearTimeout(this.#idle)
      if (this.#over !== undefined) throw this.#over
      if (this.#life !== this.#session.life) throw new DbUnavailable('数据库已重新打开，事务作废 / the database was reopened')
      try {
        return await this.#session.exchange<Row>([step], this.#budgetMs)
      } finally {
        this.#rest()
      }
    })
    this.#running = next.catch(() => undefined)
    return next
  }

  #rest(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      this.#over = new DbError('事务闲置过久，已回滚 / the transaction was idle too long and was rolled back', '25P03')
      void this.#rollback()
    }, this.#idleMs)
  }

  async #rollback(): Promise<void> {
    if (this.#life !== this.#session.life) return
    this.#running = this.#running.then(() =>
      this.#session.exchange([{ kind: 'words', sql: 'rollback', tags: ['ROLLBACK'] }], 10_000))
      .catch(() => undefined) // a process that cannot roll back is gone, and with it the transaction
    await this.#running
  }
}
