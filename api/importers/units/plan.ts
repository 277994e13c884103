import { bareName, shortForms } from '../gazetteer/name-forms.ts'
import type { NameKind, UnitLevel } from '../gazetteer/types.ts'
import type { Reason } from '../row-results.ts'

/** A unit of today as the plan needs it. */
export interface KnownUnit {
  id: number
  code: string
  name: string
  level: UnitLevel
  kind: string | null
  parent_code: string | null
  household_count: number | null
  official: boolean
  valid_from: string
  point: string | null
  geom_hash: string | null
  /** all that it is or was called */
  names: string[]
}

/** A row of the file after checks. Absent values change nothing. */
export interface UnitRow {
  line: number
  code: string
  name: string
  level: UnitLevel
  parentCode?: string
  kind?: string
  householdCount?: number
  official?: boolean
  validFrom?: string
  validTo?: string
  successorCode?: string
  predecessorCode?: string
  aliases: string[]
  lon?: number
  lat?: number
  geomHash?: string
}

export type SuccessionReason = 'recoded' | 'renamed' | 'split' | 'merged' | 'redrawn'

export interface Plan {
  /** new units and new versions, parents first */
  created: (UnitRow & { parent: string | null; from: string })[]
  /** corrected in place */
  updated: (UnitRow & { id: number; parent: string | null })[]
  unchanged: UnitRow[]
  /** further lines of a unit that only give it another name; `fresh` ones give it one that it did not have */
  joined: { line: number; code: string; fresh: boolean }[]
  ended: { id: number; code: string; on: string }[]
  /** from a unit's id to the code of the unit that takes its place */
  successions: { from: number; to: string; on: string; reason: SuccessionReason }[]
  names: { code: string; name: string; kind: NameKind }[]
  rejected: { line: number; reasons: Reason[] }[]
}

/** characters of a name that are kept (sql/imports/units/write.sql) */
const longestName = 80
const RANK: Record<UnitLevel, number> = { county: 1, township: 2, village: 3, group: 4 }

/**
 * What a file of units means for the units of today. Pure: nothing is written here.
 *
 * A row with a new code and a predecessor takes that unit's place. A row whose name or boundary differs corrects the
 * unit, unless it says from when on it holds: then the old version ends and a new one begins.
 *
 * @param today `yyyy-MM-dd`: when a change holds from, if the file does not say
 */
export function planUnits(known: readonly KnownUnit[], rows: readonly UnitRow[], today: string): Plan {
  const plan: Plan = { created: [], updated: [], unchanged: [], joined: [], ended: [], successions: [], names: [], rejected: [] }
  const byCode = new Map(known.map((unit) => [unit.code, unit]))
  const given = new Map<string, UnitRow>()
  const predecessors = new Map<string, Set<string>>()
  for (const row of rows.toSorted((a, b) => RANK[a.level] - RANK[b.level] || a.line - b.line)) {
    const before = given.get(row.code)
    if (row.predecessorCode !== undefined) {
      predecessors.set(row.code, (predecessors.get(row.code) ?? new Set()).add(row.predecessorCode))
    }
    if (before && before.name === row.name && row.predecessorCode !== undefined) continue // one line per predecessor: a merger
    if (before && isOtherName(before, row)) {
      plan.joined.push({ line: row.line, code: row.code, fresh: newNames(byCode.get(row.code), row).length > 0 })
      given.set(row.code, { ...before, aliases: [...new Set([...before.aliases, ...row.aliases])] })
    } else if (before) plan.rejected.push({ line: row.line, reasons: [duplicate(row.code, before.line)] })
    else given.set(row.code, row)
  }
  const successorsOf = Map.groupBy([...predecessors].flatMap(([code, from]) => [...from].map((of) => ({ of, code }))), ({ of }) => of)
  const levels = new Map([...known.map(({ code, level }) => [code, level] as const), ...[...given.values()].map(({ code, level }) => [code, level] as const)])
  for (const row of given.values()) {
    const parent = row.level === 'county' ? null : parentOf(row, levels)
    if (parent === undefined) {
      const lines = [row.line, ...plan.joined.filter(({ code }) => code === row.code).map(({ line }) => line)]
      plan.rejected.push(...lines.map((line) => ({ line, reasons: [parentMissing(row)] })))
      plan.joined = plan.joined.filter(({ code }) => code !== row.code)
      levels.delete(row.code)
      continue
    }
    placeRow(plan, row, parent, byCode, { predecessors, successorsOf }, today)
    addNames(plan, row, byCode.get(row.code))
  }
  endOutlived(plan, known, byCode, given, today)
  return plan
}

interface Lineage { predecessors: Map<string, Set<string>>; successorsOf: Map<string, { of: string; code: string }[]> }

function placeRow(
  plan: Plan, row: UnitRow, parent: string | null, byCode: ReadonlyMap<string, KnownUnit>, lineage: Lineage, today: string,
): void {
  const unit = byCode.get(row.code)
  const on = row.validFrom ?? today
  if (row.validTo !== undefined && row.validTo < today) {
    if (unit) end(plan, unit, row.validTo)
    if (unit && row.successorCode !== undefined) plan.successions.push({ from: unit.id, to: row.successorCode, on: row.validTo, reason: 'merged' })
    return void plan.unchanged.push(row)
  }
  const changed = unit ? differences(unit, row, parent) : []
  const renames = row.predecessorCode === row.code && changed.includes('name')
  if (unit && (renames || row.validFrom !== undefined && row.validFrom > unit.valid_from && changed.some((what) => what === 'name' || what === 'geom'))) {
    end(plan, unit, on)
    plan.created.push({ ...row, parent, from: on })
    plan.successions.push({ from: unit.id, to: row.code, on, reason: changed.includes('name') ? 'renamed' : 'redrawn' })
  } else if (unit && changed.length > 0) plan.updated.push({ ...row, id: unit.id, parent })
  else if (unit) plan.unchanged.push(row)
  else plan.created.push({ ...row, parent, from: row.validFrom ?? (lineage.predecessors.has(row.code) ? today : '1949-10-01') })
  for (const code of lineage.predecessors.get(row.code) ?? []) {
    const old = byCode.get(code)
    if (!old || code === row.code || old.level !== row.level) continue
    const heirs = lineage.successorsOf.get(code)?.length ?? 1
    const merged = (lineage.predecessors.get(row.code)?.size ?? 1) > 1
    if (heirs === 1 || !plan.ended.some(({ id }) => id === old.id)) end(plan, old, on)
    plan.successions.push({ from: old.id, to: row.code, on, reason: heirs > 1 ? 'split' : merged ? 'merged' : 'recoded' })
  }
}

function end(plan: Plan, { id, code }: KnownUnit, on: string): void {
  if (!plan.ended.some((one) => one.id === id)) plan.ended.push({ id, code, on })
}

/** One line per other name, as lists of former and short names are kept: all that it says besides was said before. */
function isOtherName(before: UnitRow, row: UnitRow): boolean {
  const { line: _line, aliases, ...said } = row
  return aliases.length > 0 && Object.entries(said).every(([key, value]) => value === undefined || value === before[key as keyof UnitRow])
}

/** Other names that the row gives the unit, beyond its own name, its short forms and what it has. */
function newNames(unit: KnownUnit | undefined, row: UnitRow): string[] {
  const known = new Set([...ownNames(row), ...(unit?.names ?? []).map(bareName)])
  return row.aliases.filter((name) => !known.has(bareName(name.slice(0, longestName))))
}

const ownNames = (row: UnitRow): Set<string> => new Set([row.name, ...shortForms(row.name, row.level)].map(bareName))

/** Which attributes of a unit the row would change. */
function differences(unit: KnownUnit, row: UnitRow, parent: string | null): string[] {
  const changes: [string, unknown, unknown][] = [
    ['name', row.name, unit.name], ['level', row.level, unit.level], ['kind', row.kind, unit.kind],
    ['parent', parent ?? undefined, unit.parent_code], ['household_count', row.householdCount, unit.household_count],
    ['official', row.official, unit.official], ['geom', row.geomHash, unit.geom_hash],
    ['point', row.lon === undefined ? undefined : `${row.lon} ${row.lat}`, unit.point],
  ]
  const changed = changes.filter(([, given, has]) => given !== undefined && given !== has).map(([what]) => what)
  return row.level !== 'group' && newNames(unit, row).length > 0 ? [...changed, 'names'] : changed
}

/** The parent's code: as given, else the longest code of a higher level that this one begins with. */
function parentOf(row: UnitRow, levels: ReadonlyMap<string, UnitLevel>): string | undefined {
  const above = (code: string): boolean => RANK[levels.get(code) ?? 'group'] < RANK[row.level] && levels.has(code)
  if (row.parentCode !== undefined) return above(row.parentCode) ? row.parentCode : undefined
  for (let length = row.code.length - 1; length > 0; length--) {
    if (above(row.code.slice(0, length))) return row.code.slice(0, length)
  }
  return undefined
}

function addNames(plan: Plan, row: UnitRow, unit: KnownUnit | undefined): void {
  if (row.level === 'group') return
  const own = ownNames(row)
  plan.names.push({ code: row.code, name: row.name, kind: 'official' })
  for (const name of shortForms(row.name, row.level)) plan.names.push({ code: row.code, name, kind: 'short' })
  for (const name of row.aliases) if (!own.has(bareName(name))) plan.names.push({ code: row.code, name, kind: 'alias' })
  if (unit && !own.has(bareName(unit.name))) plan.names.push({ code: row.code, name: unit.name, kind: 'former' })
}

/** A unit all of whose children went elsewhere is over: its children's new parents are its successors. */
function endOutlived(
  plan: Plan, known: readonly KnownUnit[], byCode: ReadonlyMap<string, KnownUnit>, given: ReadonlyMap<string, UnitRow>, today: string,
): void {
  const gone = new Map(plan.successions.map((one) => [one.from, one]))
  for (const [parentCode, children] of Map.groupBy(known, (unit) => unit.parent_code)) {
    const parent = parentCode === null ? undefined : byCode.get(parentCode)
    if (!parent || parent.level === 'county' || given.has(parent.code) || !children.every(({ id }) => gone.has(id))) continue
    const heirs = new Set(plan.successions.filter(({ from }) => children.some(({ id }) => id === from))
      .map(({ to }) => given.get(to)?.parentCode ?? plan.created.find(({ code }) => code === to)?.parent)
      .filter((code): code is string => typeof code === 'string' && code !== parent.code))
    if (heirs.size === 0) continue
    const on = gone.get(children[0]?.id ?? -1)?.on ?? today
    end(plan, parent, on)
    for (const to of heirs) plan.successions.push({ from: parent.id, to, on, reason: heirs.size > 1 ? 'split' : 'recoded' })
  }
}

const duplicate = (code: string, line: number): Reason => ({
  code: 'duplicate-code', column: 'code', message_zh: `代码 ${code} 在第 ${line} 行已出现`, message_en: `the code ${code} is in line ${line} already`,
})
const parentMissing = (row: UnitRow): Reason => ({
  code: 'parent-missing', column: 'parent_code', message_zh: `找不到 ${row.name} 的上级单位${row.parentCode ? `（${row.parentCode}）` : ''}，请先导入上级`,
  message_en: `the unit above ${row.name}${row.parentCode ? ` (${row.parentCode})` : ''} is not known; import the upper level first`,
})
