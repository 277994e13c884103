/** One joint response, by its own code or by the code of its key area. */
import { computed } from 'vue'
import type { Ref } from 'vue'
import { useDay } from './use-day.ts'
import { useFeed } from './use-feed.ts'
import { workUrl } from '../lib/work-urls.ts'
import type { Rows } from '../lib/api-types.ts'
import type { ResponseRow } from '../../api/contract/feeds/responses.ts'

export function useResponse(code: Ref<string>) {
  const { day } = useDay()
  const byCode = useFeed<Rows<ResponseRow>>(() => workUrl('responses', day.value, { response: code.value }))
  const unknown = computed(() => byCode.data.value?.rows.length === 0)
  const byArea = useFeed<Rows<ResponseRow>>(() => unknown.value ? workUrl('responses', { ...day.value, area: [code.value] }) : null)
  const rows = computed(() => [...byCode.data.value?.rows ?? [], ...byArea.data.value?.rows ?? []])
  return {
    // an area may have been revoked and opened anew: the one that lives is meant
    row: computed(() => rows.value.find(({ state }) => state !== 'revoked') ?? rows.value[0] ?? null),
    asOf: computed(() => byCode.data.value?.as_of ?? ''),
    busy: computed(() => byCode.busy.value || byArea.busy.value),
    error: computed(() => byCode.error.value ?? (byArea.error.value?.status === 404 ? null : byArea.error.value)),
    lost: computed(() => unknown.value && (byArea.error.value?.status === 404 || byArea.data.value?.rows.length === 0)),
    again: (): void => { byCode.again() },
  }
}
