/** Hexagons of the density map, finer as the map comes closer. */
import { computed } from 'vue'
import type { Ref } from 'vue'
import type { Density } from '../../api/contract/feeds/density.ts'
import type { Filter } from '../../api/contract/filter.ts'
import { useFeed } from './use-feed.ts'
import { densityUrl } from '../lib/feed-urls.ts'
import type { Marks } from '../map/types.ts'

/** Radius in mercator metres by zoom: a hexagon is 10 to 30 pixels wide. */
export const sizeAt = (zoom: number): number => zoom < 8 ? 4_000 : zoom < 9.5 ? 2_000 : zoom < 11 ? 1_000 : zoom < 12.5 ? 500 : 250

export function useDensity(filter: () => Filter | null, marks: Ref<Marks>, zoom: Ref<number>) {
  const size = computed(() => sizeAt(zoom.value))
  return useFeed<Density>(() => {
    const now = filter()
    return now && (marks.value === 'columns' || marks.value === 'heat') ? densityUrl(now, size.value) : null
  }).data
}
