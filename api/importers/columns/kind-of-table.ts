import type { Geometry } from 'geojson'
import type { Header } from './header.ts'
import { guessColumns } from './guess.ts'
import { REQUIRED } from '../row-checks.ts'
import type { Cell, FieldName, ImportKind } from '../types.ts'

const KINDS: ImportKind[] = ['petitions', 'units', 'key-areas', 'holidays']
/** fields that hardly any other kind of file has */
const TELLING: Record<ImportKind, FieldName[]> = {
  petitions: ['received_on', 'channel', 'purpose', 'category', 'text', 'people_count', 'state'],
  units: ['level', 'parent_code', 'household_count', 'successor_code', 'aliases'],
  'key-areas': ['kind', 'households'],
  holidays: ['date', 'is_workday'],
}

/** A table as each kind would read it: the header that it finds, and rows beside that header. */
export interface TableAs { header: Header; rows: Cell[][] }

/**
 * Which kind of file this is, by the columns that each kind knows and by the shapes that it carries: polygons are units or
 * key areas, told apart by codes of the national form; points and plain tables are mostly petitions.
 */
export function kindOfTable(tableAs: (kind: ImportKind) => TableAs, geometries: readonly (Geometry | null)[]): ImportKind {
  const drawn = geometries.some((geometry) => geometry !== null && geometry.type !== 'Point')
  const scores = KINDS.map((kind): [ImportKind, number] => {
    const { header, rows } = tableAs(kind)
    const { columns, constants } = guessColumns(kind, header.columns, rows, {}, header.rows.length === 0 && geometries.length === 0)
    const fields = new Set([...columns.flatMap(({ field }) => field ?? []), ...Object.keys(constants) as FieldName[]])
    let score = columns.reduce((sum, { field, confidence }) => sum + (field ? confidence : 0), 0)
    score += TELLING[kind].filter((field) => fields.has(field)).length
    score -= 3 * REQUIRED[kind].filter((field) => field !== 'petition_no' && !fields.has(field)).length
    if (drawn) score += kind === 'units' || kind === 'key-areas' ? 6 : -6
    if (kind === 'units') score += codesOfUnits(columns.find(({ field }) => field === 'code')?.samples ?? []) ? 4 : -2
    return [kind, score]
  })
  return scores.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 'petitions'
}

/** 6, 9, 12 or 15 digits; island counties write letters too, but no area is coded so. */
const codesOfUnits = (samples: readonly string[]): boolean =>
  samples.length > 0 && samples.every((code) => /^[0-9A-Z]{6,15}(?:-\d+)?$/i.test(code) && /\d{5}/.test(code))
