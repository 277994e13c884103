import { DbUnavailable } from './db.ts'

/**
 * One at a time, first come first served. The embedded engine has a single session: whatever needs it takes a turn
 * and gives it back.
 */
export class Turns {
  #waiting: { start: () => void; refuse: (error: Error) => void }[] = []
  #taken = false

  /** Calls waiting for their turn. */
  get waiting(): number {
    return this.#waiting.length
  }

  /**
   * Resolves when it is this caller's turn, to the function that ends the turn.
   *
   * @param waitMs longest wait
   * @throws DbUnavailable after `waitMs`, or when {@link refuseWaiting} is called
   */
  async take(waitMs: number): Promise<() => void> {
    if (this.#taken) {
      await new Promise<void>((resolve, reject) => {
        const entry = {
          start: () => { clearTimeout(timer); resolve() },
          refuse: (error: Error) => { clearTimeout(timer); reject(error) },
        }
        const timer = setTimeout(() => {
          this.#waiting = this.#waiting.filter((other) => other !== entry)
          reject(new DbUnavailable('数据库忙，请稍后再试 / the database is busy, try again shortly'))
        }, waitMs)
        this.#waiting.push(entry)
      })
    }
    this.#taken = true
    let over = false
    return () => {
      if (over) return
      over = true
      const next = this.#waiting.shift()
      if (next === undefined) this.#taken = false
      else next.start()
    }
  }

  /** Turns away everybody who waits; the turn that runs is not touched. */
  refuseWaiting(error: Error): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const entry of waiting) entry.refuse(error)
  }
}
