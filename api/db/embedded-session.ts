import { setTimeout as pause } from 'node:timers/promises'
import type { Result } from './db.ts'
import { DbError, DbUnavailable } from './db.ts'
import { BudgetSpent, EngineGone, EngineProcess } from './embedded-process.ts'
import type { Failure, Step } from './embedded-protocol.ts'
import type { Log } from './log.ts'
import { Turns } from './turns.ts'
import { needsReplacing, noWear, worn } from './wear.ts'

/**
 * The one session of the embedded engine across the lives of its process: a process that was cut, died or wore out
 * is replaced, and until the next one is ready every call is refused with DbUnavailable.
 */
export class EmbeddedSession {
  /** rises with each new process: a transaction of an earlier one is over */
  life = 0
  /** rows changed since the start, to know whether there is something to keep up */
  changes = 0
  #engine: EngineProcess | undefined
  #wear = noWear
  #openMs = 3_000
  #closing = false
  #replacing: Promise<void> | undefined
  readonly #turns = new Turns()
  readonly #home: string
  readonly #log: Log
  readonly #noteChild: (pid: number) => void

  private constructor(home: string, log: Log, noteChild: (pid: number) => void) {
    this.#home = home
    this.#log = log
    this.#noteChild = noteChild
  }

  /** Opens an existing data folder. */
  static async open(home: string, log: Log, noteChild: (pid: number) => void): Promise<EmbeddedSession> {
    const session = new EmbeddedSession(home, log, noteChild)
    await session.#start()
    return session
  }

  get waiting(): number {
    return this.#turns.waiting
  }

  async #start(): Promise<void> {
    const from = performance.now()
    const engine = await EngineProcess.start(this.#home, this.#noteChild)
    this.#openMs = performance.now() - from
    this.#wear = noWear
    this.#engine = engine
    this.life++
    void engine.exited.then(() => {
      if (this.#engine === engine && !this.#closing) this.#replace('进程意外退出 / the process ended unexpectedly')
    })
  }

  #unavailable(): DbUnavailable {
    return new DbUnavailable(
      '数据库正在重新打开 / the database is being reopened', Math.max(2, Math.ceil(this.#openMs / 1_000)),
    )
  }

  /** Waits for the session; the returned function gives it back. */
  async turn(waitMs: number): Promise<() => void> {
    if (this.#engine === undefined) throw this.#unavailable()
    const done = await this.#turns.take(waitMs)
    return () => {
      if (this.#engine !== undefined && needsReplacing(this.#wear)) this.#replace('已磨损 / worn by failed statements', true)
      done()
    }
  }

  /**
   * Runs steps in one round trip. Only the holder of the turn may call it.
   *
   * @throws DbError the statement's own error; 57014 when it was cut at `budgetMs`; XX000 when the engine swallowed it
   * @throws DbUnavailable while the process is being replaced
   */
  async exchange<Row>(steps: readonly Step[], budgetMs: number, atomic = false): Promise<Result<Row>> {
    const engine = this.#engine
    if (engine === undefined) throw this.#unavailable()
    const rssBefore = engine.rss
    try {
      const reply = await engine.call(steps, budgetMs, atomic)
      if (reply.ok) {
        this.changes += reply.result.affected
        return reply.result as Result<Row>
      }
      this.#wear = worn(this.#wear, reply.failure.code, reply.rss - rssBefore, reply.failure.swallowed)
      if (reply.failure.swallowed) this.#replace('引擎吞掉了异常 / the engine swallowed an exception')
      throw dbError(reply.failure)
    } catch (error) {
      if (error instanceof BudgetSpent) {
        this.#replace('语句超时 / a statement spent its budget')
        throw new DbError(`查询超时，已取消 / the statement was cut: ${error.message}`, '57014')
      }
      if (error instanceof EngineGone) throw this.#unavailable()
      throw error
    }
  }

  #replace(why: string, gently = false): void {
    if (this.#replacing !== undefined || this.#closing) return
    const old = this.#engine
    this.#engine = undefined
    this.#log.warn(`embedded database: ${why}; reopening`)
    this.#turns.refuseWaiting(this.#unavailable())
    this.#replacing = this.#reopen(old, gently).finally(() => { this.#replacing = undefined })
  }

  async #reopen(old: EngineProcess | undefined, gently: boolean): Promise<void> {
    if (gently) await old?.close()
    old?.kill()
    await old?.exited
    for (let waitMs = 1_000; !this.#closing; waitMs = Math.min(30_000, waitMs * 2)) {
      try {
        await this.#start()
        this.#log.info('embedded database: open again')
        return
      } catch (error) {
        // Never wiped, never guessed at: the folder stays as it is for somebody to look at
        this.#log.error(String(error))
        await pause(waitMs)
      }
    }
  }

  /** Refuses new calls, lets the running one end, then checkpoints and closes. */
  async close(): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    this.#turns.refuseWaiting(new DbUnavailable('数据库正在关闭 / the database is closing'))
    const done = await this.#turns.take(60_000).catch(() => undefined)
    await this.#replacing
    const engine = this.#engine
    this.#engine = undefined
    await engine?.close()
    done?.()
  }
}

function dbError({ message, code, hint, detail, constraint }: Failure): DbError {
  return new DbError(message, code, { hint, detail, constraint })
}
