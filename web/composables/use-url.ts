/** The page's state, read from and written to the address bar. */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Filter } from '../../api/contract/filter.ts'
import { narrowing, patched, readUrl, writeUrl } from '../lib/url-state.ts'
import type { Camera, UrlState, View } from '../lib/url-state.ts'
import type { Door } from '../lib/doors.ts'

export function useUrl() {
  const route = useRoute()
  const router = useRouter()
  const state = computed<UrlState>(() => readUrl(route.query))
  // text keys let watchers fire on a real change only, not on every new object
  const filterKey = computed(() => JSON.stringify(state.value.filter))
  const filter = computed<Filter>(() => JSON.parse(filterKey.value) as Filter)

  const write = (next: UrlState, how: 'push' | 'replace'): void => {
    void router[how]({ path: route.path, query: writeUrl(next) })
  }

  /** A new filter. What the camera showed no longer fits when the place changes, so it is let go then. `replace` for steps that back shall not undo one by one. */
  function setFilter(next: Filter, how: 'push' | 'replace' = 'push'): void {
    const { filter: old, view } = state.value
    const moved = next.unit !== old.unit || String(next.area ?? '') !== String(old.area ?? '')
    write({ filter: next, view: moved ? { ...view, camera: null } : view }, how)
  }

  return {
    state,
    filter,
    view: computed<View>(() => state.value.view),
    setFilter,
    setView: (patch: Partial<View>): void => write({ filter: state.value.filter, view: { ...state.value.view, ...patch } }, 'replace'),
    /** Where the user has panned to; never a step in the history. */
    setCamera: (camera: Camera): void => write({ filter: state.value.filter, view: { ...state.value.view, camera } }, 'replace'),
    /** `instead` replaces parts of the page's filter first, as on the second side of a comparison. */
    openList: ({ of, patch }: Door, instead: Filter = {}): void => {
      const { filter: own, view } = state.value
      write({ filter: own, view: { ...view, list: { of, patch: { ...instead, ...narrowing(patched(own, instead), patch) } } } }, 'push')
    },
    closeList: (): void => write({ filter: state.value.filter, view: { ...state.value.view, list: null } }, 'replace'),
    listedFilter: computed<Filter>(() => patched(state.value.filter, state.value.view.list?.patch ?? {})),
  }
}
