/** The work of comparing: pairs under the filter, the one at hand, what was decided last and how to take it back. */
import { computed, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Filter } from '../../api/contract/filter.ts'
import type { SamePair } from '../../api/contract/feeds/same-pairs.ts'
import { useAction } from './use-action.ts'
import { useFeed } from './use-feed.ts'
import type { Rows } from '../lib/api-types.ts'
import { samePairsUrl } from '../lib/feed-urls.ts'
import type { SameQueue } from '../lib/feed-urls.ts'

export type Decision = 'same' | 'different' | 'later'
type Queue = Rows<SamePair> & { counts: Record<SameQueue, number>, threshold: number }
interface Seen { pair_id: number, version: number }
interface Merged { merge_id: number, version: number }
interface Decided { pair_id: number, matter_no: string, other_no: string, merge_id: number | null, merge_version: number | null }
const pageSize = 50

export function useSameQueue(may: () => boolean, filter: () => Filter) {
  const { t } = useI18n()
  const name = ref<SameQueue>('open')
  const limit = ref(pageSize)
  const queue = useFeed<Queue>(() => may() ? samePairsUrl(filter(), name.value, limit.value) : null)
  const rows = computed(() => queue.data.value?.rows ?? [])
  const current = ref<number | null>(null)
  const pair = computed(() => rows.value.find(({ pair_id: id }) => id === current.value) ?? null)
  /** what was decided last: mergings of a pair are one, of a group several */
  const last = shallowRef<{ words: string, merged: Merged[] } | null>(null)
  const { run, busy, error, forget } = useAction()

  function open(id: number | null): void {
    current.value = id
    forget()
  }
  // the pair at hand was decided, or the queue is another one: go on with what stands in its place
  watch(rows, (now, before) => {
    if (current.value !== null && now.some(({ pair_id: id }) => id === current.value)) return
    const at = Math.max(0, before.findIndex(({ pair_id: id }) => id === current.value))
    current.value = now[Math.min(at, now.length - 1)]?.pair_id ?? null
  })
  watch(name, () => { limit.value = pageSize })

  async function decide(decision: Decision): Promise<void> {
    const at = pair.value
    if (!at || busy.value) return
    const done = await run<Decided>('decide-same', { pair_id: at.pair_id, version: at.version, decision })
    if (!done) return
    last.value = {
      words: t(`same.done.${decision}`, { no: done.matter_no, other: done.other_no }),
      merged: done.merge_id === null || done.merge_version === null ? [] : [{ merge_id: done.merge_id, version: done.merge_version }],
    }
  }
  async function decideAll(pairs: readonly Seen[], decision: Decision): Promise<void> {
    if (busy.value) return
    const done = await run<{ matter_no: string, matters: number, merges: Merged[] }>('decide-same-group', { pairs, decision })
    if (done) last.value = { words: t(`same.group.done.${decision}`, { no: done.matter_no, n: done.matters }), merged: done.merges }
  }
  async function undo(): Promise<void> {
    const [first, ...more] = last.value?.merged ?? []
    if (!first || busy.value) return
    const reason = t('same.undo.reason')
    const words = more.length === 0
      ? (await run<Decided>('split-matter', { ...first, reason }).then((done) => done && t('same.undo.done', { other: done.other_no })))
      : (await run<{ matters: number }>('split-same-group', { merges: [first, ...more], reason }).then((done) => done && t('same.group.undone', { n: done.matters })))
    if (words !== null) last.value = { words, merged: [] }
  }

  return {
    name, queue, rows, current, pair, last, busy, error, open, decide, decideAll, undo,
    left: computed(() => (queue.data.value?.total ?? 0) - rows.value.length),
    more: (): void => { limit.value += pageSize },
    /** the neighbour in the list, by arrow key or button */
    step(by: 1 | -1): void {
      const at = rows.value.findIndex(({ pair_id: id }) => id === current.value)
      const next = rows.value[at + by]
      if (next) open(next.pair_id)
    },
  }
}
