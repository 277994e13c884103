/** One line of a list of places: a key area or a unit, in the same words. */
import { smallNumber } from '../../api/contract/small-number.ts'
import { decimal } from './format.ts'
import type { KeyAreaProperties, UnitProperties } from './api-types.ts'
import type { MatrixRow } from '../../api/contract/feeds/response-matrix.ts'
import type { Orderable } from './order.ts'

export interface PlaceRow extends Orderable {
  of: 'area' | 'unit'
  matters: number | null
  people: number | null
  collective: number | null
  kindName: string | null
  state: { open: number, overdue: number, closed: number } | null
  previous: number | null | undefined
  hasBelow: boolean
  /** the four-level response of a key area: null where there is none, absent where it is not known */
  response?: MatrixRow | null
}

export function areaRow(area: KeyAreaProperties, language: string): PlaceRow {
  return {
    ...area, of: 'area', kindName: language === 'en' ? area.kind_name_en : area.kind_name, state: area.by_state,
    previous: area.previous?.petitions, hasBelow: false,
  }
}

export function unitRow(unit: UnitProperties): PlaceRow {
  return { ...unit, of: 'unit', kindName: null, state: unit.by_state, previous: undefined, hasBelow: unit.level !== 'group' }
}

/** Matters per 1,000 households, as the measure `household_rate` defines it; a dash below five matters or without households. */
export function perThousand({ matters, household_count: households }: Pick<PlaceRow, 'matters' | 'household_count'>): string {
  return matters === null || matters < smallNumber || !households ? decimal(null) : decimal(matters / households * 1000)
}
