/** One run, asked after until it is over. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { ImportRun } from '../../api/contract/imports.ts'
import { ApiProblem, fetchJson } from '../lib/fetch-json.ts'

const pauseMs = 700

export function useRun(id: () => number | null, onEnd: (run: ImportRun) => void) {
  const run = shallowRef<ImportRun | null>(null)
  const error = shallowRef<ApiProblem | null>(null)
  const cancelling = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(wanted: number): Promise<void> {
    clearTimeout(timer)
    try {
      const answer = await fetchJson<ImportRun>(`/api/imports/${wanted}`)
      if (id() !== wanted) return
      const was = run.value?.state
      run.value = answer
      error.value = null
      if (answer.state === 'running') timer = setTimeout(() => void ask(wanted), pauseMs)
      else if (was === 'running') onEnd(answer)
    } catch (problem) {
      if (id() !== wanted || !(problem instanceof ApiProblem)) return
      error.value = problem
      // a server that is busy or restarts is asked again; a run that is not there is not
      if (problem.status === 0 || problem.status >= 429) timer = setTimeout(() => void ask(wanted), (problem.retryAfterSeconds ?? 3) * 1000)
    }
  }

  watch(id, (wanted) => {
    clearTimeout(timer)
    cancelling.value = false
    if (run.value?.id !== wanted) run.value = null
    error.value = null
    if (wanted !== null) void ask(wanted)
  }, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))

  return {
    run, error, cancelling,
    working: computed(() => run.value?.state === 'running'),
    /** a run that was just answered with, before it is asked after */
    take: (answer: ImportRun): void => {
      run.value = answer
      if (answer.state !== 'running') onEnd(answer)
    },
    again: (): void => {
      const wanted = id()
      if (wanted !== null) void ask(wanted)
    },
    async cancel(): Promise<void> {
      // a run that has just begun is on screen before it is in the address
      const wanted = run.value?.id ?? id()
      if (wanted === null) return
      cancelling.value = true
      await fetchJson(`/api/imports/${wanted}`, { method: 'DELETE' }).catch((problem: unknown) => {
        if (problem instanceof ApiProblem) error.value = problem
      })
      if (id() === wanted) await ask(wanted)
    },
  }
}
