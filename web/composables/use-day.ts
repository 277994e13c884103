/** The day that a page of work is asked for, in its address (`as_of`): none is today. What lies before today is read, not changed. */
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import type { Filter } from '../../api/contract/filter.ts'
import { readFilter } from '../lib/url-state.ts'
import { useAsOf } from './use-as-of.ts'

export function useDay() {
  const route = useRoute()
  const asOf = computed(() => readFilter(route.query).as_of)
  return { day: computed<Filter>(() => asOf.value === undefined ? {} : { as_of: asOf.value }), past: useAsOf(() => asOf.value) }
}
