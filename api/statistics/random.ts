/** A seeded stream of numbers (sfc32 with a string-hashed seed): a seed always gives the same county, and the same p. */
export interface Random {
  /** uniform in [0, 1) */
  (): number
  /** whole number in [low, high] */
  int(low: number, high: number): number
  /** normal deviate */
  normal(mean?: number, deviation?: number): number
  pick<T>(items: readonly T[]): T
  shuffled<T>(items: readonly T[]): T[]
  /** an independent stream; drawing from one never moves the other */
  fork(label: string): Random
}

/** 32-bit hash of a text (FNV-1a with a final avalanche). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mixBits(hash)
}

/** Avalanche of a 32-bit number: neighbouring inputs give unrelated outputs. Unsigned. */
export function mixBits(value: number): number {
  let v = value | 0
  v = Math.imul(v ^ (v >>> 16), 0x7feb352d)
  v = Math.imul(v ^ (v >>> 15), 0x846ca68b)
  return (v ^ (v >>> 16)) >>> 0
}

export function randomFrom(seed: number | string): Random {
  const name = String(seed)
  // in a typed array: numbers above 31 bits in plain variables would be put on the heap one by one (6 times slower)
  const state = Int32Array.of(hashText(name + '/a'), hashText(name + '/b'), hashText(name + '/c'), 1)
  const next = (): number => {
    const [a, b, c, counter] = [state[0] as number, state[1] as number, state[2] as number, state[3] as number]
    const t = (a + b + counter) | 0
    state[0] = b ^ (b >>> 9)
    state[1] = (c + (c << 3)) | 0
    state[2] = ((c << 21) | (c >>> 11)) + t | 0
    state[3] = counter + 1
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) next()
  const random = next as Random
  random.int = (low, high) => low + Math.floor(next() * (high - low + 1))
  random.normal = (mean = 0, deviation = 1) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  random.pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('pick needs at least one item')
    return items[Math.floor(next() * items.length)] as T
  }
  random.shuffled = <T>(items: readonly T[]): T[] => {
    const copy = [...items]
    for (let i = copy.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1))
      const held = copy[i] as T
      copy[i] = copy[j] as T
      copy[j] = held
    }
    return copy
  }
  random.fork = label => randomFrom(`${name}/${label}`)
  return random
}
