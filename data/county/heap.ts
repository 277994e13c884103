/** A binary heap of cell numbers by priority (smallest first), on typed arrays that grow. */
export class Heap {
  private keys: Float64Array
  private items: Int32Array
  size = 0

  constructor(capacity = 1024) {
    this.keys = new Float64Array(capacity)
    this.items = new Int32Array(capacity)
  }

  push(item: number, key: number): void {
    if (this.size === this.keys.length) this.grow()
    const { keys, items } = this
    let at = this.size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = keys[parent] as number
      if (above <= key) break
      keys[at] = above
      items[at] = items[parent] as number
      at = parent
    }
    keys[at] = key
    items[at] = item
  }

  /** Priority of the next item; only valid while `size > 0`. */
  get nextKey(): number {
    return this.keys[0] as number
  }

  pop(): number {
    const { keys, items } = this
    const top = items[0] as number
    const size = --this.size
    const key = keys[size] as number
    const item = items[size] as number
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && (keys[child + 1] as number) < (keys[child] as number)) child++
      if ((keys[child] as number) >= key) break
      keys[at] = keys[child] as number
      items[at] = items[child] as number
      at = child
    }
    keys[at] = key
    items[at] = item
    return top
  }

  private grow(): void {
    const keys = new Float64Array(this.keys.length * 2)
    const items = new Int32Array(this.items.length * 2)
    keys.set(this.keys)
    items.set(this.items)
    this.keys = keys
    this.items = items
  }
}
