/** How a file is to be read, as the person at the wizard says it, and its words in the address. */
import type { ImportLook } from '../../api/contract/import-look.ts'

export type Kind = ImportLook['kind']
export type Column = ImportLook['understood']['columns'][number]

export const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const
export const crsNames = ['wgs84', 'EPSG:4490', 'gcj02', 'bd09'] as const
/** the 3-degree zones of CGCS2000 by EPSG code: with zone number, then by meridian */
export const zones = Array.from({ length: 42 }, (_, i) => `EPSG:${4513 + i}`)

export interface Wishes {
  /** null: told from the file */
  kind: Kind | null
  encoding: string | null
  sheet: string | null
  crs: string | null
  /** first and last line of the header; [] for none, null to find it */
  header: readonly number[] | null
  /** field of each column by its position, '' for left out; null while nobody changed the guess */
  uses: readonly string[] | null
  /** name of the county, which a file of townships does not have */
  countyName: string
}

export const noWishes: Wishes = { kind: null, encoding: null, sheet: null, crs: null, header: null, uses: null, countyName: '' }

/** The field of each column as it was understood. */
export const usesOf = (columns: readonly Column[]): string[] => columns.map(({ field }) => field ?? '')

/** A column's other use; a field that another column had leaves it, for each field is read from one column. */
export function used(uses: readonly string[], column: number, field: string): string[] {
  return uses.map((now, i) => i === column ? field : field !== '' && now === field && field !== 'aliases' ? '' : now)
}

/** Fields that the kind needs and no column gives. */
export const missingFields = (look: ImportLook, uses: readonly string[]): string[] =>
  look.fields.filter(({ name, needed }) => needed && !uses.includes(name)).map(({ name }) => name)

/** `as=FIELD=#n` for every field in use, `as=FIELD=` for every one that was guessed and is not wanted. */
function mapping(look: ImportLook, uses: readonly string[]): [string, string][] {
  const wanted = uses.flatMap((field, i): [string, string][] => field === '' ? [] : [['as', `${field}=#${i + 1}`]])
  const dropped = look.understood.columns.flatMap(({ field }): [string, string][] =>
    field !== undefined && !uses.includes(field) ? [['as', `${field}=`]] : [])
  return [...wanted, ...dropped]
}

/** The query of a look or a run; `look` is the understanding that the uses were chosen from. */
export function wishQuery(wishes: Wishes, look: ImportLook | null, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(more)
  for (const key of ['encoding', 'sheet', 'crs'] as const) {
    const value = wishes[key]
    if (value !== null) query.set(key, value)
  }
  if (wishes.header) query.set('header', wishes.header.length === 0 ? 'none' : wishes.header.join('-'))
  if (wishes.uses && look) for (const [key, value] of mapping(look, wishes.uses)) query.append(key, value)
  const text = query.toString()
  return text ? `?${text}` : ''
}
