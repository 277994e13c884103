/** Names that a row carries in both languages, and its dates. */
import { useI18n } from 'vue-i18n'
import { daysBetween, dayOf } from '../lib/days.ts'

export function useWords() {
  const { t, locale } = useI18n()
  /** `named(task, 'state_name')`: the English twin where the reader asked for English and there is one */
  function named<R extends object>(row: R, member: keyof R & string): string {
    const twin = (row as Record<string, unknown>)[`${member}_en`]
    const own = row[member]
    return (locale.value === 'en' && typeof twin === 'string' ? twin : typeof own === 'string' ? own : '') || ''
  }
  /** how long ago, in days, as people say it */
  function ago(at: string | null, asOf: string): string {
    if (at === null) return t('response.never')
    const days = daysBetween(dayOf(at), asOf)
    return days <= 0 ? t('response.today') : t('response.daysAgo', { n: days })
  }
  /** how far a date is off: today, in three days, three days late */
  function until(day: string, asOf: string): string {
    const days = daysBetween(asOf, day)
    return days === 0 ? t('response.dueToday') : days > 0 ? t('response.daysLeft', { n: days }) : t('response.daysLate', { n: -days })
  }
  return { named, ago, until }
}
