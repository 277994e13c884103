/** A byte buffer that grows, with the few protobuf writes that a vector tile needs. */
export class Bytes {
  #bytes: Uint8Array
  length = 0

  constructor(capacity = 1024) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity)
  }

  /** Room for `more` bytes behind what is written; every other method relies on it having been asked. */
  reserve(more: number): void {
    const needed = this.length + more
    if (needed <= this.#bytes.length) return
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2))
    grown.set(this.#bytes.subarray(0, this.length))
    this.#bytes = grown
  }

  byte(value: number): void {
    this.#bytes[this.length++] = value
  }

  /** Base-128 varint of a whole number from 0 to 2^53 - 1. */
  varint(value: number): void {
    let rest = value
    while (rest > 0x7fffffff) {
      this.#bytes[this.length++] = (rest % 128) | 0x80
      rest = Math.floor(rest / 128)
    }
    while (rest > 0x7f) {
      this.#bytes[this.length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.#bytes[this.length++] = rest
  }

  /** Leaves one byte for the length of what follows, up to {@link close}; at most 127 bytes may follow. */
  open(): number {
    return this.length++
  }

  close(at: number): void {
    this.#bytes[at] = this.length - at - 1
  }

  /** A field of wire type 2: tag, length, content. */
  field(tag: number, content: Uint8Array): void {
    this.reserve(content.length + 12)
    this.varint(tag)
    this.varint(content.length)
    this.raw(content)
  }

  raw(content: Uint8Array): void {
    this.#bytes.set(content, this.length)
    this.length += content.length
  }

  double(value: number): void {
    new DataView(this.#bytes.buffer).setFloat64(this.length, value, true)
    this.length += 8
  }

  view(): Uint8Array {
    return this.#bytes.subarray(0, this.length)
  }

  clear(): void {
    this.length = 0
  }
}

/** Bytes that the varint of `value` takes. */
export function varintLength(value: number): number {
  let length = 1
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) length++
  return length
}

/** Signed whole numbers of 32 bits as small unsigned ones: 0, -1, 1, -2 become 0, 1, 2, 3. */
export const zigzag = (value: number): number => ((value << 1) ^ (value >> 31)) >>> 0
