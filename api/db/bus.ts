import { DbError } from './db.ts'
import { mostPayloadBytes } from './engine-settings.ts'
import type { Log } from './log.ts'

/** @throws DbError 22023 for a payload that a server's NOTIFY would refuse */
export function checkPayload(payload: string): void {
  if (Buffer.byteLength(payload) > mostPayloadBytes) {
    throw new DbError(`通知内容过长 / a notice holds at most ${mostPayloadBytes} bytes`, '22023')
  }
}

type Notice = (payload: string) => void

/** Who listens to which channel; each listener is called in a task of its own, and one that throws stops no other. */
export class Bus {
  readonly #log: Log
  readonly #listeners = new Map<string, Set<Notice>>()

  constructor(log: Log) {
    this.#log = log
  }

  get channels(): string[] {
    return [...this.#listeners.keys()]
  }

  /** Returns the unsubscribe, which tells whether the channel has no listener left. */
  add(channel: string, notice: Notice): () => boolean {
    const listeners = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, listeners)
    const entry: Notice = (payload) => {
      try {
        notice(payload)
      } catch (error) {
        this.#log.error(`listener of ${channel}: ${String(error)}`)
      }
    }
    listeners.add(entry)
    return () => {
      listeners.delete(entry)
      if (listeners.size > 0) return false
      return this.#listeners.delete(channel)
    }
  }

  tell(channel: string, payload: string): void {
    for (const notice of this.#listeners.get(channel) ?? []) setImmediate(notice, payload)
  }
}
