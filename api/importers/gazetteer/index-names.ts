import { groupNumber } from './group-number.ts'
import { bareName, hasSuffix, shortForms } from './name-forms.ts'
import type { GazetteerUnit } from './types.ts'

/** A name's meaning: one of the units that bear it. */
export interface NameEntry {
  unit: GazetteerUnit
  /** the unit's own name or the plain short form of it, not a nickname or a name of the past */
  own: boolean
  /** says its kind itself, as 大河村 does and 大河 does not */
  suffixed: boolean
}

export interface NameIndex {
  entries: Map<string, NameEntry[]>
  /** lengths of the names that begin with a character, longest first */
  lengths: Map<string, number[]>
  /** groups by village and number */
  groups: Map<number, Map<number, GazetteerUnit>>
  villagesOf: Map<number, { unit: GazetteerUnit; name: string }[]>
}

/** Builds the index of every name once per run; groups are found by number below their village. */
export function indexNames(units: readonly GazetteerUnit[]): NameIndex {
  const index: NameIndex = { entries: new Map(), lengths: new Map(), groups: new Map(), villagesOf: new Map() }
  for (const unit of units) {
    if (unit.level === 'group') addGroup(index, unit)
    else addNames(index, unit)
  }
  for (const [name] of index.entries) {
    const first = name.charAt(0)
    const lengths = index.lengths.get(first) ?? []
    if (!lengths.includes(name.length)) index.lengths.set(first, [...lengths, name.length].sort((a, b) => b - a))
  }
  return index
}

function addGroup(index: NameIndex, unit: GazetteerUnit): void {
  const number = groupNumber(bareName(unit.name))
  if (unit.villageId === null || number === undefined) return
  const groups = index.groups.get(unit.villageId) ?? new Map<number, GazetteerUnit>()
  index.groups.set(unit.villageId, groups.set(number, unit))
}

function addNames(index: NameIndex, unit: GazetteerUnit): void {
  const add = (text: string, own: boolean): void => {
    const name = bareName(text)
    if (name.length < 2) return
    const entries = index.entries.get(name) ?? []
    const known = entries.find((entry) => entry.unit === unit)
    if (known) known.own ||= own
    else index.entries.set(name, [...entries, { unit, own, suffixed: hasSuffix(name, unit.level) }])
  }
  for (const { name, kind } of [{ name: unit.name, kind: 'official' as const }, ...unit.names]) {
    const own = kind === 'official' || kind === 'short'
    add(name, own)
    for (const form of shortForms(name, unit.level)) add(form, own)
  }
  if (unit.level === 'village' && unit.townshipId !== null) {
    const list = index.villagesOf.get(unit.townshipId) ?? []
    const forms = [bareName(unit.name), ...shortForms(unit.name, 'village')].filter((name) => hasSuffix(name, 'village'))
    index.villagesOf.set(unit.townshipId, [...list, ...forms.map((name) => ({ unit, name }))])
  }
}
