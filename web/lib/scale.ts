/** One scale for one map or for two side by side: limits of classes and the size of the largest bubble. */
import { classes, counted } from './classes.ts'
import { countOf } from './measures.ts'
import { isRate } from './url-state.ts'
import type { Measure, RateMeasure } from './url-state.ts'
import type { Counted } from './measures.ts'
import type { MeasureAnswer } from './api-types.ts'
import type { ValueClass } from './classes.ts'

export interface RateScale { measure: RateMeasure, by: 'unit' | 'area', rows: MeasureAnswer['rows'], classes: ValueClass[], median: number | null }

const valuesOf = (answer: MeasureAnswer | null): (number | null)[] => (answer?.rows ?? []).map(({ value }) => value)

/**
 * The rows of one answer in classes whose limits come from all answers together. `shown` are the codes on the map: the
 * limits are those of the whole scope, so that they stay when the user goes down; how many fall in each is counted here.
 */
export function rateScale(
  own: MeasureAnswer | null, all: readonly (MeasureAnswer | null)[], { measure, by }: { measure: RateMeasure, by: 'unit' | 'area' },
  shown: ReadonlySet<string>,
): RateScale | null {
  if (own === null || own.name !== measure) return null
  const rows = own.rows.filter(({ code }) => shown.has(code))
  return { measure, by, rows, classes: counted(classes(all.flatMap(valuesOf)), rows.map(({ value }) => value)), median: own.median }
}

/** The largest count among the places of all maps; null for a rate, which has no bubbles. */
export function greatestCount(maps: readonly (readonly Counted[])[], show: Measure): number | null {
  return isRate(show) ? null : Math.max(0, ...maps.flat().map((row) => countOf(row, show) ?? 0))
}
