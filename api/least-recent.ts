/** What was asked last, in memory: bounded by size and, where it grows old, by age. */

interface Options<V> {
  /** sum of the sizes kept at most */
  largest: number
  sizeOf: (value: V) => number
  /** ms after which a value is no longer given out; absent: never */
  ageMs?: number
  now?: () => number
}

interface Entry<V> { value: V, size: number, since: number }

/** The least recently used go first; what alone is larger than the whole is not kept. */
export class LeastRecent<V> {
  readonly #options: Options<V>
  readonly #now: () => number
  #entries = new Map<string, Entry<V>>()
  #size = 0

  constructor(options: Options<V>) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  get size(): number {
    return this.#size
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    this.#entries.delete(key)
    if (this.#options.ageMs !== undefined && this.#now() - entry.since > this.#options.ageMs) {
      this.#size -= entry.size
      return undefined
    }
    this.#entries.set(key, entry)
    return entry.value
  }

  set(key: string, value: V): void {
    const { largest, sizeOf } = this.#options
    const size = sizeOf(value)
    this.#size -= this.#entries.get(key)?.size ?? 0
    this.#entries.delete(key)
    if (size > largest) return
    this.#entries.set(key, { value, size, since: this.#now() })
    this.#size += size
    for (const [oldest, entry] of this.#entries) {
      if (this.#size <= largest) break
      this.#entries.delete(oldest)
      this.#size -= entry.size
    }
  }
}
