import type { FieldName, ImportKind } from '../types.ts'
import { bareHeader } from './header-text.ts'
import { PETITION_NAMES } from './petition-names.ts'
import { AREA_NAMES, HOLIDAY_NAMES, LEVEL_FAMILIES, UNIT_NAMES } from './territory-names.ts'

export interface KnownName { field: FieldName; bare: string; score: number }

const NAMES: Record<ImportKind, Partial<Record<FieldName, string[]>>> = {
  petitions: PETITION_NAMES, units: UNIT_NAMES, 'key-areas': AREA_NAMES, holidays: HOLIDAY_NAMES,
}
/** headers that mean nothing to an import but do make a row a header row */
const FURNITURE = ['序号', '行号', '原因', 'reason', 'reasons', 'line', 'no', '办理答复情况', '涉及人数', '紧急程度', '反对数', '点赞数', '是否老户', '复查标志', '复核标志', '年份']

const TABLES = new Map<ImportKind, KnownName[]>()

/** Every known header of a kind with what a full match is worth: 1 and slightly less down the list, 0.62 for `~` names. */
export function knownNames(kind: ImportKind): KnownName[] {
  let table = TABLES.get(kind)
  if (!table) {
    table = Object.entries(NAMES[kind]).flatMap(([field, names]) => names.map((name, i) => ({
      field: field as FieldName, bare: bareHeader(name.replace(/^~/, '')), score: (name.startsWith('~') ? 0.62 : 1) - i * 0.001,
    })))
    TABLES.set(kind, table)
  }
  return table
}

/** The fields that a file of this kind may give. */
export function fieldsOf(kind: ImportKind): FieldName[] {
  return Object.keys(NAMES[kind]) as FieldName[]
}

const WORDS = LEVEL_FAMILIES.flatMap((family) => family.words).map(bareHeader).toSorted((a, b) => b.length - a.length).join('|')
const FAMILY = new RegExp(`^(${WORDS})(code|id|代码|编码|区划代码|编号)?(name|名称|名)?(6|9|12|15)?$`)

/** `town_code` -> township's code, `村名称` -> village's name; undefined for other headers. */
export function levelFamily(bare: string): { level: string; part: 'code' | 'name' } | undefined {
  const match = FAMILY.exec(bare)
  const level = levelOfWord(match?.[1])
  if (!match || !level || (match[2] && match[3])) return undefined
  return { level, part: match[2] ? 'code' : 'name' }
}

const OTHER_NAME = new RegExp(`^(${WORDS})(?:name|名称|名)(?!\\d|$).{1,8}$`)

/** `vill_name_tw`: the level whose other name the column gives. */
export function familyOfOtherName(bare: string): string | undefined {
  return levelOfWord(OTHER_NAME.exec(bare)?.[1])
}

function levelOfWord(word: string | undefined): string | undefined {
  return word === undefined ? undefined : LEVEL_FAMILIES.find((family) => family.words.some((known) => bareHeader(known) === word))?.level
}

const HEADER_WORDS = new Map<ImportKind, Set<string>>()

/** Whether a cell could stand in a header row of this kind. */
export function isHeaderWord(kind: ImportKind, bare: string): boolean {
  let words = HEADER_WORDS.get(kind)
  if (!words) {
    words = new Set([...knownNames(kind).map((name) => name.bare), ...FURNITURE.map(bareHeader)])
    HEADER_WORDS.set(kind, words)
  }
  return words.has(bare) || (kind === 'units' && levelFamily(bare)?.part === 'code')
}
