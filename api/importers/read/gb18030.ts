/**
 * Looks at bytes that decode as GB18030 and asks whether they mean it.
 */

/** a run of at least this many bytes that is all three-byte CJK UTF-8 is no accident: about 1 in 10^8 runs of GB text */
const SURE_RUN = 12

/** Position of the first run of non-ASCII bytes that can only be UTF-8 Chinese; -1 when there is none. */
export function firstUtf8Run(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length) {
    if ((bytes[at] as number) < 0x80) {
      at++
      continue
    }
    const start = at
    let cjk = true
    while (at < bytes.length && (bytes[at] as number) >= 0x80) {
      if (cjk && isCjkTriple(bytes, at)) at += 3
      else {
        cjk = false
        at++
      }
    }
    if (cjk && at - start >= SURE_RUN) return start
  }
  return -1
}

function isCjkTriple(bytes: Uint8Array, at: number): boolean {
  const lead = bytes[at] as number
  if (!((lead >= 0xe3 && lead <= 0xe9) || lead === 0xef)) return false
  return ((bytes[at + 1] ?? 0) & 0xc0) === 0x80 && ((bytes[at + 2] ?? 0) & 0xc0) === 0x80
}

/** Whether so many rare characters speak against GB18030; in Chinese offices' texts one in fifty is rare. */
export function isImplausible(seen: { common: number; rare: number }): boolean {
  return seen.rare > 10 && seen.rare * 3 > seen.common
}

/** Adds to `seen` the characters and full-width marks of GB2312 (what people write) and the others (rare, or another encoding). */
export function gbPlausibility(bytes: Uint8Array, seen: { common: number; rare: number }): void {
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] as number
    if (lead < 0x81) continue
    const trail = bytes[at + 1] ?? 0
    if (trail >= 0x30 && trail <= 0x39) {
      at += 3
      continue
    }
    if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xf7) || (lead >= 0xa1 && lead <= 0xa3))) seen.common++
    else seen.rare++
    at++
  }
}
