/** Everything the map counts under one filter; a comparison asks a second time. */
import { computed } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { Filter } from '../../api/contract/filter.ts'
import { useFeed } from './use-feed.ts'
import { areasUrl, measureUrl, summaryUrl, unitsUrl } from '../lib/feed-urls.ts'
import { isRate } from '../lib/url-state.ts'
import type { RateMeasure, View } from '../lib/url-state.ts'
import type { AreaCollection, Level, MeasureAnswer, Summary, UnitCollection } from '../lib/api-types.ts'
import type { Marks } from '../map/types.ts'

export interface Wanted { measure: RateMeasure, by: 'unit' | 'area', of: Level | 'area' }

/** The rate that colours the map now: the measure itself, or the tint under the bubbles of a count. */
export function useWantedRate(view: Ref<View>, marks: Ref<Marks>, level: Ref<Level | null>): ComputedRef<Wanted | null> {
  const measure = computed(() => isRate(view.value.show) ? view.value.show : view.value.tint)
  const ofArea = computed(() => isRate(view.value.show) && marks.value === 'areas')
  return computed(() => {
    if (measure.value === 'none') return null
    if (ofArea.value) return { measure: measure.value, by: 'area', of: 'area' }
    return level.value && level.value !== 'county' ? { measure: measure.value, by: 'unit', of: level.value } : null
  })
}

/** `filter` null asks nothing. */
export function useFigures(filter: () => Filter | null, rate: Ref<Wanted | null>) {
  const under = (address: (filter: Filter) => string | null) => (): string | null => {
    const now = filter()
    return now && address(now)
  }
  const summary = useFeed<Summary>(under(summaryUrl))
  const first = (): boolean => summary.busy.value
  return {
    summary,
    areas: useFeed<AreaCollection>(under(areasUrl), first),
    measure: useFeed<MeasureAnswer>(under((now) => rate.value && measureUrl(rate.value.measure, now, rate.value.of)), first),
  }
}
export type Figures = ReturnType<typeof useFigures>

/** The units on the second map of a comparison; those of the first come with the tree (use-units.ts). */
export const useUnitsUnder = (filter: () => Filter | null, level: Ref<Level | null>, parent: Ref<{ code: string, level: Level } | null>) =>
  useFeed<UnitCollection>(() => {
    const now = filter()
    const over = parent.value
    return now && level.value && over ? unitsUrl(now, level.value, ['county', 'group'].includes(over.level) ? null : over.code) : null
  })
