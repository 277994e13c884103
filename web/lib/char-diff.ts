/** What two short texts share and where they differ, character by character: Chinese has no spaces to go by. */
import { diffChars } from 'diff'

export interface Passage { text: string, differs: boolean }

/** Shared runs as short as this between two differences are read as part of them. */
const tooShort = 1

function side(parts: readonly { value: string, added?: boolean, removed?: boolean }[], own: 'added' | 'removed'): Passage[] {
  const passages: Passage[] = []
  for (const [at, part] of parts.entries()) {
    if (own === 'added' ? part.removed : part.added) continue
    const between = at > 0 && at < parts.length - 1
    const differs = Boolean(part[own]) || (between && [...part.value].length <= tooShort)
    const last = passages.at(-1)
    if (last?.differs === differs) last.text += part.value
    else passages.push({ text: part.value, differs })
  }
  return passages
}

/** Both texts in passages; put together, each side is its text. */
export function differences(left: string, right: string): { left: Passage[], right: Passage[] } {
  const parts = diffChars(left, right)
  return { left: side(parts, 'removed'), right: side(parts, 'added') }
}
