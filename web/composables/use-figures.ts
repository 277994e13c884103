/** Everything the map page counts, under one filter. */
import { computed } from 'vue'
import type { Ref } from 'vue'
import type { Filter } from '../../api/contract/filter.ts'
import { useFeed } from './use-feed.ts'
import { areasUrl, measureUrl, summaryUrl } from '../lib/feed-urls.ts'
import { classes } from '../lib/classes.ts'
import type { AreaCollection, Level, MeasureAnswer, Summary } from '../lib/api-types.ts'
import type { View } from '../lib/url-state.ts'

export function useFigures(may: Ref<boolean>, filter: Ref<Filter>, view: Ref<View>, level: Ref<Level | null>) {
  const summary = useFeed<Summary>(() => may.value ? summaryUrl(filter.value) : null)
  const areas = useFeed<AreaCollection>(() => may.value ? areasUrl(filter.value) : null)
  const measure = useFeed<MeasureAnswer>(() => {
    const { tint } = view.value
    return may.value && tint !== 'none' && level.value && level.value !== 'county' ? measureUrl(tint, filter.value, level.value) : null
  })
  return {
    summary,
    areas,
    tint: computed(() => measure.data.value && {
      rows: measure.data.value.rows, classes: classes(measure.data.value.rows.map(({ value }) => value)),
    }),
  }
}
