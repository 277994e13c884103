/**
 * The one filter of a page of work, in its address. No period unless somebody asks for one: what is owed does not end
 * with a year. Words of the page's own (a kind of gap, an open cell) stand beside it under their own names.
 */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { filterQuery, pickFilter } from '../../api/contract/filter.ts'
import type { Filter } from '../../api/contract/filter.ts'
import { readFilter } from '../lib/url-state.ts'

export function useWorkUrl<const Own extends string>(names: readonly Own[]) {
  const route = useRoute()
  const router = useRouter()
  const filterKey = computed(() => JSON.stringify(readFilter(route.query)))
  const filter = computed(() => JSON.parse(filterKey.value) as Filter)
  const own = computed(() => Object.fromEntries(names.map((name) => {
    const value = route.query[name]
    return [name, typeof value === 'string' && value !== '' ? value : null]
  })) as Record<Own, string | null>)

  function write(next: Filter, words: Record<string, string | null>, how: 'push' | 'replace' = 'push'): void {
    const query = filterQuery(pickFilter(next))
    for (const [name, value] of Object.entries(words)) if (value !== null) query.append(name, value)
    void router[how](`${route.path}?${query.toString()}`)
  }
  return {
    filter, own,
    setFilter: (patch: Partial<Filter>): void => write({ ...filter.value, ...patch }, own.value),
    setOwn: (patch: Partial<Record<Own, string | null>>): void => write(filter.value, { ...own.value, ...patch }),
    clear: (): void => write({}, {}),
  }
}
