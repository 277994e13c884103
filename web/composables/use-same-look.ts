/** Starts a comparison of what is new or was changed, after an import for instance, and says what came of it. */
import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { dataChanged } from './use-live.ts'
import { count } from '../lib/format.ts'
import { ApiProblem, fetchJson } from '../lib/fetch-json.ts'

export function useSameLook() {
  const { t } = useI18n()
  const busy = ref(false)
  const done = shallowRef<{ looked: number, pairs: number } | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)

  async function start(): Promise<void> {
    if (busy.value) return
    busy.value = true
    problem.value = null
    try {
      done.value = await fetchJson<{ looked: number, pairs: number }>('/api/same-looks', { method: 'POST', body: {} })
      dataChanged()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      problem.value = error
    } finally {
      busy.value = false
    }
  }
  const words = computed(() => problem.value?.message
    ?? (done.value === null ? '' : done.value.looked === 0 ? t('same.look.nothing') : t('same.look.done', { n: count(done.value.looked), pairs: count(done.value.pairs) })))
  return { busy, words, start }
}
