/** The joint responses of the areas on the map, as they stand today: whatever day the map counts at, states are not told back. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MatrixRow } from '../../api/contract/feeds/response-matrix.ts'
import { areaResponse, countedGaps } from '../lib/area-response.ts'
import { seesRows } from '../lib/rights.ts'
import { workUrl } from '../lib/work-urls.ts'
import { useFeed } from './use-feed.ts'
import { useWords } from './use-words.ts'

export function useAreaResponses(role: () => string | undefined) {
  const { t } = useI18n()
  const { named } = useWords()
  const matrix = useFeed<{ rows: MatrixRow[] }>(() => seesRows(role())
    ? workUrl('response-matrix', {}) : null)
  // a screen on the wall is told how many, in fives, and not by whom
  const counted = useFeed<{ rows: Parameters<typeof countedGaps>[0][] }>(() => role() === 'wall' ? '/api/measures/gaps?by=area' : null)
  const byArea = computed(() => new Map((matrix.data.value?.rows ?? []).map((row) => [row.area_code, row])))
  return {
    /** for a row of the lists: nothing while it is not known */
    of: (code: string): { response?: MatrixRow | null } => matrix.data.value ? { response: byArea.value.get(code) ?? null } : {},
    onMap: computed(() => [...(matrix.data.value?.rows ?? [])
      .flatMap((row) => areaResponse(row, named(row, 'state_name'), (level) => t(`areaResponse.letter.${level}`)) ?? []),
    ...(counted.data.value?.rows ?? []).flatMap((row) => countedGaps(row) ?? [])]),
  }
}
