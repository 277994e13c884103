import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Hello, Order, Reply, Step } from './embedded-protocol.ts'

const childFile = fileURLToPath(new URL('./embedded-child.ts', import.meta.url))

/** The statement took longer than its budget; its process has been killed. */
export class BudgetSpent extends Error {}
/** The process ended by itself (crash, killed from outside, out of memory). */
export class EngineGone extends Error {}

/**
 * One life of the child process. It answers one call at a time: the caller keeps the turns.
 */
export class EngineProcess {
  readonly pid: number
  /** resident bytes: after the start, and as last reported */
  readonly rssAtStart: number
  rss: number
  readonly exited: Promise<void>
  readonly #child: ChildProcess
  #nextId = 1
  #pending: { id: number; settle: (reply: Reply | Error) => void } | undefined

  private constructor(child: ChildProcess, rss: number) {
    this.#child = child
    this.pid = child.pid ?? 0
    this.rssAtStart = rss
    this.rss = rss
    this.exited = new Promise((resolve) => child.once('exit', () => {
      resolve()
      this.#pending?.settle(new EngineGone('数据库进程已退出 / the database process ended'))
    }))
    child.on('message', (reply: Reply) => {
      this.rss = reply.rss
      if (this.#pending?.id === reply.id) this.#pending.settle(reply)
    })
  }

  /**
   * Starts a child on a data folder, creating the database when the folder is empty.
   *
   * @param startMs longest time for it to be ready
   * @throws Error with the engine's reason when it cannot open the folder
   */
  static start(dataDir: string, noteStart: (pid: number) => void, startMs = 180_000): Promise<EngineProcess> {
    // Flags of this process (a test runner's loader, --watch, a debugger's port) are not the child's
    const child = fork(childFile, [dataDir], { serialization: 'advanced', execArgv: [] })
    if (child.pid !== undefined) noteStart(child.pid)
    return new Promise((resolve, reject) => {
      const fail = (reason: string): void => {
        clearTimeout(timer)
        child.kill('SIGKILL')
        reject(new Error(`内置数据库无法打开 / the embedded database cannot be opened (${dataDir}): ${reason}`))
      }
      const timer = setTimeout(() => fail(`not ready after ${startMs} ms`), startMs)
      const early = (): void => fail('the process ended while starting')
      child.once('error', (error) => fail(error.message))
      child.once('exit', early)
      child.once('message', (hello: Hello) => {
        clearTimeout(timer)
        child.off('exit', early)
        if (hello.ready) resolve(new EngineProcess(child, hello.rss))
        else fail(hello.message)
      })
    })
  }

  /**
   * Runs steps in the child.
   *
   * @throws BudgetSpent after `budgetMs`, the child being killed
   * @throws EngineGone when the child ends before it answers
   */
  async call(steps: readonly Step[], budgetMs: number, atomic = false): Promise<Reply> {
    const id = this.#nextId++
    const answered = new Promise<Reply | Error>((resolve) => { this.#pending = { id, settle: resolve } })
    const timer = setTimeout(() => {
      this.#pending?.settle(new BudgetSpent(`超过 ${budgetMs} 毫秒 / over ${budgetMs} ms`))
      this.kill()
    }, budgetMs)
    this.#send({ id, steps, atomic })
    const reply = await answered
    clearTimeout(timer)
    this.#pending = undefined
    if (reply instanceof Error) throw reply
    return reply
  }

  #send(order: Order): void {
    if (!this.#child.connected) {
      this.#pending?.settle(new EngineGone('数据库进程已退出 / the database process ended'))
      return
    }
    this.#child.send(order, (error) => {
      if (error !== null) this.#pending?.settle(new EngineGone(error.message))
    })
  }

  /** SIGKILL: no statement survives it, no acknowledged transaction is lost by it. */
  kill(): void {
    this.#child.kill('SIGKILL')
  }

  /** Checkpoint, close, exit (guard G11); killed when that takes longer than `closeMs`. */
  async close(closeMs = 20_000): Promise<void> {
    const timer = setTimeout(() => this.kill(), closeMs)
    this.#send({ close: true })
    await this.exited
    clearTimeout(timer)
  }
}
