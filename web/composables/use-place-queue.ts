/** The place workbench's work: the queue under the filter, the matter at hand, what it may be and what was done. */
import { computed, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Filter } from '../../api/contract/filter.ts'
import type { PlaceQueueRow } from '../../api/contract/feeds/place-queue.ts'
import type { PlaceCandidates } from '../../api/contract/place-candidates.ts'
import { useFeed } from './use-feed.ts'
import { placeCandidatesUrl, placeQueueUrl } from '../lib/feed-urls.ts'
import type { QueueName } from '../lib/feed-urls.ts'
import { ApiProblem, fetchJson } from '../lib/fetch-json.ts'
import type { Rows } from '../lib/api-types.ts'

type Queue = Rows<PlaceQueueRow> & { counts: Record<QueueName | 'matters', number> }
type Candidate = PlaceCandidates['candidates'][number]
type Pin = readonly [lon: number, lat: number]
const pageSize = 50

/** Something a number key can choose: a unit, or a point on one side of a border. */
interface Choice {
  key: string
  name: string
  unit: string
  target: { unit_code: string } | { lon: number, lat: number }
  candidate?: Candidate
}

/** `first`: the queue to begin with; what has no place at all is the county's, so cadres begin with what can be refined. */
export function usePlaceQueue(may: () => boolean, filter: () => Filter, first: QueueName) {
  const { t } = useI18n()
  const name = ref<QueueName>(first)
  const limit = ref(pageSize)
  const queue = useFeed<Queue>(() => may() ? placeQueueUrl(filter(), name.value, limit.value) : null)
  const rows = computed(() => queue.data.value?.rows ?? [])
  const current = ref<string | null>(null)
  const pin = shallowRef<Pin | null>(null)
  const search = ref('')
  const chosen = ref(0)
  const busy = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)
  const last = shallowRef<{ no: string, words: string, undoable: boolean } | null>(null)

  const detail = useFeed<PlaceCandidates>(() => current.value === null ? null : placeCandidatesUrl(current.value, pin.value, search.value))
  const choices = computed<Choice[]>(() => {
    const at = detail.data.value
    if (!at || at.matter_no !== current.value) return []
    if (pin.value && at.pin) {
      const [lon, lat] = pin.value
      const unit = at.pin.unit_name
      const here: Choice[] = unit === null ? [] : [{ key: 'here', name: t('places.pin.here', { unit }), unit, target: { lon, lat } }]
      return [...here, ...at.pin.near.flatMap((near): Choice[] => near.point === null ? [] : [{
        key: near.unit_code, name: t('places.pin.metres', { unit: near.unit_name, n: near.metres }), unit: near.unit_name,
        target: { lon: near.point[0], lat: near.point[1] },
      }])]
    }
    return at.candidates.map((candidate) => ({
      key: candidate.unit_code, name: candidate.name, unit: candidate.name, target: { unit_code: candidate.unit_code }, candidate,
    }))
  })

  function open(no: string | null): void {
    current.value = no
    pin.value = null
    search.value = ''
    chosen.value = 0
    problem.value = null
  }
  // the matter at hand left the queue, or the queue is another one: go on with what stands in its place
  watch(rows, (now, before) => {
    if (current.value !== null && now.some(({ matter_no: no }) => no === current.value)) return
    const at = Math.max(0, before.findIndex(({ matter_no: no }) => no === current.value))
    open(now[Math.min(at, now.length - 1)]?.matter_no ?? null)
  })
  watch(name, () => { limit.value = pageSize })

  async function act(action: string, body: Record<string, unknown>, words: string, undoable: boolean): Promise<void> {
    const no = current.value
    if (busy.value || no === null) return
    busy.value = true
    problem.value = null
    try {
      await fetchJson(`/api/actions/${action}`, { method: 'POST', body })
      last.value = { no: String(body['matter_no']), words, undoable }
      queue.again()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      problem.value = error
    } finally {
      busy.value = false
    }
  }

  async function accept(): Promise<void> {
    const choice = choices.value[chosen.value]
    // what the pin shows must be of this pin
    if (!choice || current.value === null || detail.busy.value) return
    const reason = t(pin.value ? 'places.act.byPin' : search.value ? 'places.act.bySearch' : 'places.act.byText')
    const no = current.value
    await act('place-matter', { matter_no: no, reason, ...choice.target }, t('places.act.placed', { no, unit: choice.unit }), true)
  }

  return {
    name, queue, rows, current, pin, search, chosen, busy, problem, last, detail, choices, open, accept,
    more: (): void => { limit.value += pageSize },
    left: computed(() => (queue.data.value?.total ?? 0) - rows.value.length),
    skip(): void {
      const at = rows.value.findIndex(({ matter_no: no }) => no === current.value)
      const next = rows.value[at + 1] ?? rows.value[0]
      if (next) open(next.matter_no)
    },
    setPin(at: Pin | null): void {
      pin.value = at
      chosen.value = 0
    },
    async undo(no?: string): Promise<void> {
      const target = no ?? (last.value?.undoable ? last.value.no : undefined)
      if (target === undefined) return
      current.value ??= target
      await act('unplace-matter', { matter_no: target, reason: t('places.act.takenBack') }, t('places.act.undone', { no: target }), false)
    },
  }
}
