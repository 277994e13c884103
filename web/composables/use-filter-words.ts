/** The filter in words: for chips, the head of a list, an export's foot. */
import { useI18n } from 'vue-i18n'
import { kinds } from '../../api/contract/filter.ts'
import { chips } from '../lib/chips.ts'
import type { Chip } from '../lib/chips.ts'
import type { Filter } from '../../api/contract/filter.ts'
import type { Reference } from './use-reference.ts'

/** `placeName` gives the name of an area or a unit that is on screen. */
export function useFilterWords({ nameOf }: Reference, placeName: (code: string) => string) {
  const { t } = useI18n()

  /** A trait is a kind, open or closed, or a place. */
  const traitWords = (value: string): string => value === 'open' ? t('filter.openAll') : value === 'closed' ? t('filter.closedAll')
    : t(kinds.some((kind) => kind === value) ? `kind.${value}` : `filterPlace.${value}`)

  function chipWords({ key, value }: Chip): string {
    switch (key) {
      case 'period': return t(`period.${value}`)
      case 'from': return value.split('/').map((day) => day || '…').join(' – ')
      case 'unit': return placeName(value)
      case 'hexagon': return t('hotspots.cells', { n: value })
      case 'within': return t('mapPage.filter.within')
      case 'area': return value === 'none' ? t('noArea') : placeName(value)
      case 'kind': return t(`kind.${value}`)
      case 'place': return t(`filterPlace.${value}`)
      case 'also': return traitWords(value)
      case 'overdue': return t('filter.overdue')
      case 'state': return value === 'open' || value === 'closed' ? traitWords(value) : nameOf('state', value.replace(/_state$/, ''))
      case 'category': return nameOf('category', value.padEnd(6, '0'))
      case 'q': return `“${value}”`
      case 'bbox': return t('filter.bbox')
      case 'as_of': return `${t('filter.as_of')} ${value}`
      default: return nameOf(key, value)
    }
  }

  function periodWords({ period, from, to }: Filter): string {
    if (period) return t(`period.${period}`)
    return from || to ? `${from ?? '…'} – ${to ?? '…'}` : t('period.all')
  }

  /** The period always first: without one the words say that it is everything. */
  const filterWords = (filter: Filter): string[] =>
    [periodWords(filter), ...chips(filter).filter(({ key }) => key !== 'period' && key !== 'from').map(chipWords)]

  return { chipWords, periodWords, filterWords }
}
