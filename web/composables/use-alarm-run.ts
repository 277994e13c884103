/** A look for alarms on demand: started, followed until it ends, then the alarms are asked again. */
import { computed, onScopeDispose, shallowRef } from 'vue'
import { ApiProblem, fetchJson } from '../lib/fetch-json.ts'
import type { AlarmProgress } from '../../api/contract/alarms.ts'

const askEveryMs = 500

export function useAlarmRun(ended: () => void) {
  const progress = shallowRef<AlarmProgress | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function follow(how: 'POST' | 'GET'): Promise<void> {
    problem.value = null
    try {
      progress.value = await fetchJson<AlarmProgress>('/api/alarm-runs', how === 'POST' ? { method: 'POST', body: {} } : {})
      if (progress.value.state === 'running') timer = setTimeout(() => void follow('GET'), askEveryMs)
      else ended()
    } catch (refusal) {
      if (!(refusal instanceof ApiProblem)) throw refusal
      problem.value = refusal
      progress.value = null
    }
  }
  onScopeDispose(() => clearTimeout(timer))

  return { progress, problem, running: computed(() => progress.value?.state === 'running'), start: () => void follow('POST') }
}
