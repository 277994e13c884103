import { groupNumber } from './group-number.ts'
import type { NameEntry, NameIndex } from './index-names.ts'
import { oneOff } from './one-off.ts'
import type { GazetteerUnit, TextGrade, TextPlace } from './types.ts'

/** A unit that a text may mean, and why. */
export interface Candidate {
  unitId: number
  grade: TextGrade
  reason: TextPlace['reason'] | 'group-named'
}

export interface Hit { from: number; to: number; entries: NameEntry[] }

/**
 * Every unit that the names in a text may mean, the surest first: what the text decides, then the alternatives that a
 * person would weigh. Grades as in types.ts; equal grades keep the order of the text.
 */
export function rankCandidates(index: NameIndex, text: string, hits: readonly Hit[], decided: TextPlace, most: number): Candidate[] {
  const found = new Map<number, Candidate>()
  const add = (unit: Pick<GazetteerUnit, 'id'>, grade: TextGrade, reason: Candidate['reason']): void => {
    const known = found.get(unit.id)
    if (!known || grade < known.grade) found.set(unit.id, { unitId: unit.id, grade, reason })
  }
  if (decided.unitId !== undefined) add({ id: decided.unitId }, decided.grade, decided.reason)
  const townships = new Set(hits.flatMap((hit) => hit.entries.filter((entry) => entry.unit.level === 'township').map((entry) => entry.unit.id)))
  for (const hit of hits) {
    for (const { unit, own, suffixed } of hit.entries) {
      if (unit.level === 'township') add(unit, 'D', 'township-only')
      if (unit.level !== 'village') continue
      const within = townships.has(unit.townshipId ?? -1)
      const grade = within && own && suffixed ? 'B' : townships.size === 0 || within ? 'C' : 'D'
      add(unit, grade, grade === 'B' ? 'exact' : grade === 'D' ? 'township-differs' : own ? 'no-township' : 'other-name')
      const number = groupNumber(text.slice(hit.to).replace(/^(?:村民委员会|居民委员会|村委会|居委会|村|社区)/, ''))
      const group = number === undefined ? undefined : index.groups.get(unit.id)?.get(number)
      if (group) add(group, grade === 'B' ? 'A' : grade, 'group-named')
    }
  }
  for (const unit of nearly(index, text, townships)) add(unit, 'D', 'one-character-off')
  return [...found.values()].sort((a, b) => (a.grade < b.grade ? -1 : a.grade > b.grade ? 1 : 0)).slice(0, most)
}

/** Villages of the townships named whose name differs by one character from a name in the text. */
function nearly(index: NameIndex, text: string, townships: ReadonlySet<number>): GazetteerUnit[] {
  const written = [...text.matchAll(/[\p{Script=Han}]{1,9}?(?:社区|村|里)/gu)].map(([word]) => word)
  return [...townships].flatMap((id) => index.villagesOf.get(id) ?? [])
    .filter(({ name }) => name.length > 2 && written.some((word) => oneOff(name, word) || oneOff(name, word.slice(-name.length))))
    .map(({ unit }) => unit)
}
