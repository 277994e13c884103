/** One address of the API as reactive state. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { ApiProblem, fetchJson } from '../lib/fetch-json.ts'
import { useChanges } from './use-live.ts'
import { forgetSession } from './use-session.ts'

export interface Feed<T> {
  data: ShallowRef<T | null>
  error: Ref<ApiProblem | null>
  busy: Ref<boolean>
  /** asks the same address again */
  again: () => void
}

/** What is asked first has this much time for itself. */
const headStartMs = 700
/** After it, what it brought is painted, and whoever clicks on through the filter is let past before the rest is asked for. */
const breathMs = 80

/**
 * Fetches `url()` whenever it or the county's data change; null = nothing to ask. The last good answer stays on screen while the next one
 * is on its way, so that numbers do not blink; it goes when the next one fails. An answer that comes late for an older
 * address is dropped; a busy server (429, 503) is asked again when it said.
 *
 * @param goesFirst while it holds, a further asking waits for a moment: the figures that people look at come before the rest
 */
export function useFeed<T>(url: () => string | null, goesFirst?: () => boolean): Feed<T> {
  const data = shallowRef<T | null>(null)
  const error = ref<ApiProblem | null>(null)
  const busy = ref(false)
  let running: AbortController | null = null
  let answered: string | null = null
  let later: ReturnType<typeof setTimeout> | undefined

  async function ask(address: string | null): Promise<void> {
    running?.abort()
    running = null
    clearTimeout(later)
    busy.value = false
    if (address === null) {
      error.value = data.value = null
      return
    }
    const mine = running = new AbortController()
    busy.value = true
    try {
      const answer = await fetchJson<T>(address, { signal: mine.signal })
      if (running !== mine) return
      data.value = answer
      answered = address
      error.value = null
    } catch (problem) {
      if (running !== mine || !(problem instanceof ApiProblem)) return
      if (problem.status === 401) forgetSession()
      error.value = problem
      // figures of another filter must not stand under this one
      if (answered !== address) data.value = null
      // the database is being reopened, or too many ask at once: the server says when to come back
      if (problem.status === 503 || problem.status === 429) {
        later = setTimeout(() => void ask(address), (problem.retryAfterSeconds ?? 3) * 1000)
      }
    } finally {
      if (running === mine) busy.value = false
    }
  }

  let leave = (): void => undefined
  function askInTurn(address: string | null): void {
    leave()
    if (!goesFirst || address === null || data.value === null) {
      void ask(address)
      return
    }
    running?.abort()
    running = null
    clearTimeout(later)
    busy.value = true
    const go = (): void => {
      leave()
      void ask(address)
    }
    let timer = setTimeout(go, headStartMs)
    const stop = watch(goesFirst, (others) => {
      if (others) return
      clearTimeout(timer)
      timer = setTimeout(go, breathMs)
    })
    leave = () => {
      clearTimeout(timer)
      stop()
      leave = () => undefined
    }
    // what goes first may not have begun yet: its watcher runs in the same turn
    const mine = leave
    queueMicrotask(() => { if (leave === mine && !goesFirst()) go() })
  }

  const changes = useChanges()
  // unchanged answers cost a 304: the address stays the same, its ETag decides
  watch([url, changes], ([address]) => askInTurn(address), { immediate: true })
  onScopeDispose(() => {
    leave()
    running?.abort()
    clearTimeout(later)
  })
  return { data, error, busy, again: () => void ask(url()) }
}
