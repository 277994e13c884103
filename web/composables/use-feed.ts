/** One address of the API as reactive state. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { ApiProblem, fetchJson } from '../lib/fetch-json.ts'
import { forgetSession } from './use-session.ts'

export interface Feed<T> {
  data: ShallowRef<T | null>
  error: Ref<ApiProblem | null>
  busy: Ref<boolean>
  /** asks the same address again */
  again: () => void
}

/**
 * Fetches `url()` whenever it changes; null = nothing to ask. The last good answer stays on screen while the next one
 * is on its way, so that numbers do not blink; an answer that comes late for an older address is dropped.
 */
export function useFeed<T>(url: () => string | null): Feed<T> {
  const data = shallowRef<T | null>(null)
  const error = ref<ApiProblem | null>(null)
  const busy = ref(false)
  let running: AbortController | null = null

  async function ask(address: string | null): Promise<void> {
    running?.abort()
    running = null
    error.value = null
    busy.value = false
    if (address === null) {
      data.value = null
      return
    }
    const mine = running = new AbortController()
    busy.value = true
    try {
      const answer = await fetchJson<T>(address, { signal: mine.signal })
      if (running === mine) data.value = answer
    } catch (problem) {
      if (running !== mine || !(problem instanceof ApiProblem)) return
      if (problem.status === 401) forgetSession()
      error.value = problem
    } finally {
      if (running === mine) busy.value = false
    }
  }

  watch(url, (address) => void ask(address), { immediate: true })
  onScopeDispose(() => running?.abort())
  return { data, error, busy, again: () => void ask(url()) }
}
