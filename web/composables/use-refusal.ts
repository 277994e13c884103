/** A refused write in words that say what to do now. */
import { useI18n } from 'vue-i18n'
import type { ApiProblem } from '../lib/fetch-json.ts'

export function useRefusal() {
  const { t, locale } = useI18n()
  /** `legal` are the names of what may be done now, after the row was read again. */
  function sentence(problem: ApiProblem, legal: readonly string[] = []): string {
    if (problem.status === 409 && problem.code === 'illegal_move') {
      return legal.length ? t('response.refused.fasterNow', { moves: legal.join(t('response.and')) }) : t('response.refused.faster')
    }
    if (problem.status === 0 || problem.status >= 500) return t('response.refused.unsent')
    return (locale.value === 'en' ? problem.english : problem.message) || t('error.other', { status: problem.status })
  }
  return { sentence }
}
