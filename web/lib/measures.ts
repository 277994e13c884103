/** What the map can show of a place: counts as bubbles, rates as colours. */
import { count, decimal, share } from './format.ts'
import { isRate } from './url-state.ts'
import type { CountMeasure, Measure } from './url-state.ts'

/** Figures of a place as every feed of places has them; null = fewer than five and not told. */
export interface Counted {
  petitions: number | null
  matters: number | null
  people: number | null
  repeat: number | null
  overdue: number | null
}

export function countOf(row: Counted, measure: CountMeasure): number | null {
  return measure === 'repeats' ? row.repeat : row[measure]
}

/** A value as maps, legends and tables write it. */
export function measureText(value: number | null | undefined, measure: Measure): string {
  if (!isRate(measure)) return count(value)
  return measure === 'household_rate' ? decimal(value) : share(value)
}
