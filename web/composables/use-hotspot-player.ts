/**
 * The months one after another: one run each, all on one grid, asked for as they are needed. What is kept on the server comes at
 * once; what is not is computed there, and the player waits for it.
 */
import { computed, onScopeDispose, ref, shallowReactive, shallowRef, watch } from 'vue'
import { useChanges } from './use-live.ts'
import { ApiProblem, fetchJson } from '../lib/fetch-json.ts'
import { scaleOf } from '../lib/hotspots.ts'
import { completeMonths } from '../lib/months.ts'
import type { Span } from '../lib/months.ts'
import type { HotspotAnswer } from '../../api/contract/hotspots.ts'

const howMany = 24
/** A county has some thirty matters a month, too few for a grid; three months are judged together, each time a month later. */
export const windowMonths = 3
const [stepMs, calmStepMs] = [1_600, 3_200]

/** `end`: the last day of the page's period, null while unknown; `url`: the run of a month, on the grid of another one when given. */
export function useHotspotPlayer(end: () => string | null, url: (month: Span, scale: string | null) => string) {
  const months = computed<Span[]>(() => {
    const last = end()
    return last === null ? [] : completeMonths(last, howMany, windowMonths)
  })
  /** which month is shown; null while the page shows its own period */
  const at = ref<number | null>(null)
  const playing = ref(false)
  const answers = shallowReactive(new Map<string, HotspotAnswer>())
  const waiting = ref(false)
  const problem = shallowRef<ApiProblem | null>(null)
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)')
  let scale: string | null = null
  let stopped = new AbortController()
  let line: Promise<unknown> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function fetchMonth(month: Span, signal: AbortSignal): Promise<void> {
    if (answers.has(month.from) || signal.aborted) return
    const answer = await fetchJson<HotspotAnswer>(url(month, scale), { signal })
    if (signal.aborted) return
    // the latest month chooses the grid, by the rule; all others follow it
    if (answers.size === 0) scale = scaleOf(answer)
    answers.set(month.from, answer)
  }

  /** One after the other: the server computes one run at a time anyway. */
  function load(i: number): Promise<void> {
    const { signal } = stopped
    const [month, latest] = [months.value[i], months.value.at(-1)]
    const next = line.then(async () => {
      if (month === undefined || latest === undefined) return
      await fetchMonth(latest, signal)
      await fetchMonth(month, signal)
    })
    line = next.catch(() => undefined)
    return next
  }

  async function show(i: number): Promise<void> {
    clearTimeout(timer)
    at.value = i
    waiting.value = true
    problem.value = null
    try {
      await load(i)
      if (at.value !== i) return
      waiting.value = false
      if (!playing.value) return
      timer = setTimeout(next, calm.matches ? calmStepMs : stepMs)
      if (i + 1 < months.value.length) void load(i + 1).catch(() => undefined)
    } catch (refusal) {
      if (at.value !== i || !(refusal instanceof ApiProblem)) return
      playing.value = waiting.value = false
      problem.value = refusal
    }
  }

  function go(i: number): void {
    void show(Math.max(0, Math.min(months.value.length - 1, i)))
  }
  function next(): void {
    if (at.value === null || at.value >= months.value.length - 1) playing.value = false
    else go(at.value + 1)
  }
  function pause(): void {
    clearTimeout(timer)
    playing.value = false
  }
  function play(): void {
    if (playing.value) { pause(); return }
    playing.value = true
    go(at.value === null || at.value >= months.value.length - 1 ? 0 : at.value)
  }
  function forget(): void {
    stopped.abort()
    stopped = new AbortController()
    line = Promise.resolve()
    answers.clear()
    scale = null
  }
  function leave(): void {
    pause()
    at.value = null
    waiting.value = false
    problem.value = null
  }

  // another question has other months; other data other runs
  watch(() => months.value.map((month) => url(month, null)).join(), () => { leave(); forget() })
  watch(useChanges(), () => {
    forget()
    if (at.value !== null) go(at.value)
  })
  onScopeDispose(() => { leave(); forget() })

  const month = computed(() => at.value === null ? null : months.value[at.value] ?? null)
  return {
    months, at, playing, waiting, problem, month, answers, play, pause, go, leave,
    /** the run of the month that is shown; null while it is computed */
    answer: computed(() => month.value && (answers.get(month.value.from) ?? null)),
    ready: computed(() => answers.size),
    /** the grid that all months share */
    grid: () => scale,
  }
}
