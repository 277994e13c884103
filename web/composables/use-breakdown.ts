/** One breakdown of a filter as parts of a whole, each with the list behind it. */
import { smallNumber } from '../../api/contract/small-number.ts'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Breakdown, breakdowns } from '../../api/contract/feeds/breakdown.ts'
import type { Filter } from '../../api/contract/filter.ts'
import { useFeed } from './use-feed.ts'
import { change } from '../lib/format.ts'
import { breakdownUrl } from '../lib/place-address.ts'
import type { SharePart } from '../components/ShareBars.vue'

type By = (typeof breakdowns)[number]

/** Shares of fewer than five say nothing (domain section 5). */
const shareOf = (part: number | null, whole: number): number | null => part === null || whole < smallNumber ? null : part / whole

/**
 * @param figure what is counted: petitions, or distinct matters
 * @param opens whether a row's number is the door of a list
 */
export function useBreakdown(
  by: By, filter: () => Filter, level: () => number, figure: 'petitions' | 'matters', opens: (code: string | null, ownLevel: number | null) => boolean,
) {
  const { t, locale } = useI18n()
  const feed = useFeed<Breakdown>(() => breakdownUrl(filter(), by, level()))
  const parts = computed((): SharePart[] => {
    const { rows = [] } = feed.data.value ?? {}
    const whole = rows.reduce((sum, row) => sum + (row[figure] ?? 0), 0)
    return rows.map((row) => ({
      key: row.code ?? '', name: nameOf(row), value: row[figure], share: shareOf(row[figure], whole),
      ...figure === 'petitions' ? { change: change(row.petitions, row.previous) } : {},
      opens: opens(row.code, row.level) && (row[figure] ?? 0) > 0,
      deeper: by === 'category' && row.level === level() && level() < 3,
    }))
  })

  function nameOf({ code, name, name_en: english, level: own }: Breakdown['rows'][number]): string {
    if (by === 'band' && code !== null) return t('dossier.band.name', { band: code })
    if (code === null || name === null) return t('dossier.unsaid')
    const words = locale.value === 'en' ? english ?? name : name
    return own !== null && own < level() ? t('dossier.category.coarser', { name: words }) : words
  }
  return { parts, feed }
}
