/** The second filter of a comparison, and in words what stands on either side. */
import { computed } from 'vue'
import type { Ref } from 'vue'
import type { Filter } from '../../api/contract/filter.ts'
import { patched } from '../lib/url-state.ts'
import type { View } from '../lib/url-state.ts'
import type { Summary } from '../lib/api-types.ts'

/**
 * The filter of the second map; null = no comparison, or none yet. The days of the period before, and of last year, are
 * the server's: the summary names them, so both maps and the figures' changes speak of the same days.
 */
export function useComparison(filter: Ref<Filter>, view: Ref<View>, summary: Ref<Summary | null>) {
  const other = computed<Filter | null>(() => {
    const { with: kind, patch } = view.value.compare
    if (kind === 'none') return null
    if (kind === 'own') return patched(filter.value, patch)
    const days = summary.value?.[kind === 'previous' ? 'previous' : 'last_year']
    return days?.from && days.to ? patched(filter.value, { from: days.from, to: days.to }) : null
  })
  // text, so that a new object of the same filter asks nothing again
  const key = computed(() => other.value === null ? null : JSON.stringify(other.value))
  return {
    other: computed<Filter | null>(() => key.value === null ? null : JSON.parse(key.value) as Filter),
    /** the period has no beginning, so there is none before it */
    impossible: computed(() => ['previous', 'last_year'].includes(view.value.compare.with) && summary.value !== null && summary.value.previous === null),
  }
}
