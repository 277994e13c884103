import type pg from 'pg'
import type { Bus } from './bus.ts'
import type { Log } from './log.ts'
import { translated } from './server-errors.ts'

const quoted = (channel: string): string => `"${channel.replaceAll('"', '""')}"`

/** One connection that only listens; when it is lost it comes back by itself and listens to the same channels. */
export class ServerListener {
  readonly #connect: () => pg.Client
  readonly #bus: Bus
  readonly #log: Log
  #client: Promise<pg.Client> | undefined
  #closed = false
  #retry: NodeJS.Timeout | undefined

  constructor(connect: () => pg.Client, bus: Bus, log: Log) {
    this.#connect = connect
    this.#bus = bus
    this.#log = log
  }

  async listen(channel: string, notice: (payload: string) => void): Promise<() => Promise<void>> {
    const remove = this.#bus.add(channel, notice)
    try {
      const client = await this.#open()
      await translated(() => client.query(`listen ${quoted(channel)}`))
    } catch (error) {
      remove()
      throw error
    }
    return async () => {
      if (remove() && !this.#closed) await (await this.#open()).query(`unlisten ${quoted(channel)}`)
    }
  }

  #open(): Promise<pg.Client> {
    this.#client ??= this.#start().catch((error: unknown) => {
      this.#client = undefined
      throw error
    })
    return this.#client
  }

  async #start(): Promise<pg.Client> {
    const client = this.#connect()
    client.on('error', (error) => this.#log.warn(`listening connection: ${error.message}`))
    client.on('end', () => this.#lost())
    client.on('notification', ({ channel, payload }) => this.#bus.tell(channel, payload ?? ''))
    await translated(() => client.connect())
    for (const channel of this.#bus.channels) await client.query(`listen ${quoted(channel)}`)
    return client
  }

  #lost(): void {
    this.#client = undefined
    if (this.#closed || this.#bus.channels.length === 0) return
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => {
      this.#open().catch((error: unknown) => {
        this.#log.warn(`listening connection: ${String(error)}`)
        this.#lost()
      })
    }, 1_000)
    this.#retry.unref()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    const client = await this.#client?.catch(() => undefined)
    await client?.end()
  }
}
