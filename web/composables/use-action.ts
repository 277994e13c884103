/** One write at a time: `POST /api/actions/{name}`. */
import { ref, shallowRef } from 'vue'
import { dataChanged } from './use-live.ts'
import { forgetSession } from './use-session.ts'
import { ApiProblem, fetchJson } from '../lib/fetch-json.ts'

export function useAction() {
  const busy = ref(false)
  const error = shallowRef<ApiProblem | null>(null)
  /** keys of intents that are not answered for good */
  const keys = new Map<string, string>()

  /**
   * The action's answer; null when it was refused (`error` says why) or another one is on its way. An intent, that is an
   * action with one body, keeps its key until it is answered: sent again after a lost connection it happens once.
   */
  async function run<T = Record<string, unknown>>(name: string, body: Record<string, unknown>): Promise<T | null> {
    if (busy.value) return null
    const intent = JSON.stringify([name, body])
    const key = keys.get(intent) ?? crypto.randomUUID()
    keys.set(intent, key)
    busy.value = true
    error.value = null
    try {
      const answer = await fetchJson<T>(`/api/actions/${name}`, { method: 'POST', body, key })
      keys.delete(intent)
      dataChanged()
      return answer
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem
      if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) keys.delete(intent)
      if (problem.status === 401) forgetSession()
      // somebody was faster: what is true now is asked for
      if (problem.status === 409) dataChanged()
      error.value = problem
      return null
    } finally {
      busy.value = false
    }
  }

  return { run, busy, error, forget: (): void => { error.value = null } }
}
