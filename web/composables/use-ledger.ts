/** The list behind a number, page by page. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Filter } from '../../api/contract/filter.ts'
import { ledgerUrl } from '../lib/feed-urls.ts'
import { ApiProblem, fetchJson } from '../lib/fetch-json.ts'
import type { LedgerRow, Rows } from '../lib/api-types.ts'

export const pageLength = 100

export function useLedger(wanted: () => { of: 'petitions' | 'matters', filter: Filter, band?: string | null } | null) {
  const rows = shallowRef<LedgerRow[]>([])
  const total = ref<number | null>(null)
  const next = ref<string | null>(null)
  const busy = ref(false)
  const error = ref<ApiProblem | null>(null)
  let running: AbortController | null = null

  async function ask(cursor: string | null): Promise<void> {
    const list = wanted()
    running?.abort()
    if (!list) return
    const mine = running = new AbortController()
    busy.value = true
    error.value = null
    try {
      const page = await fetchJson<Rows<LedgerRow>>(ledgerUrl(list.of, list.filter, cursor, pageLength, list.band), { signal: mine.signal })
      if (running !== mine) return
      rows.value = cursor === null ? page.rows : [...rows.value, ...page.rows]
      total.value = page.total
      next.value = page.next
    } catch (problem) {
      if (running === mine && problem instanceof ApiProblem) error.value = problem
    } finally {
      if (running === mine) busy.value = false
    }
  }

  watch(() => JSON.stringify(wanted()), () => {
    rows.value = []
    total.value = next.value = null
    void ask(null)
  }, { immediate: true })
  onScopeDispose(() => running?.abort())

  return { rows, total, next, busy, error, more: () => void ask(next.value), again: () => void ask(rows.value.length ? next.value : null) }
}
