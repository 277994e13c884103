/** The base map: what this installation offers, which was chosen, and what is shown while that one gives nothing. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { useIntervalFn, useLocalStorage, useThrottleFn } from '@vueuse/core'
import { backdropOf } from '../map/backdrop.ts'
import type { Backdrop, OwnStyle } from '../map/backdrop.ts'
import { baseChosen, basesOffered } from '../lib/base-choice.ts'
import type { BasemapInfo } from '../lib/api-types.ts'
import type { Base, View } from '../lib/url-state.ts'
import { useFeed } from './use-feed.ts'

/** Maps without an address of their own for it follow the last choice of this browser. */
const remembered = useLocalStorage<View['base']>('base-map', 'auto')

/** Tiles that did not come, by whose they were; the style's server is asked by the browser itself, so that only it can tell. */
const missed = { tianditu: ref(0), style: ref(0) }
/** Fewer may be a hole in a map, or one busy moment. */
const tooMany = 3
/** A map tells of a tile that it asked for in vain: `status` is none where nobody answered. */
export function tileMissed(source: string, status: number | undefined): void {
  const of = backdropOf(source)
  if (of && status !== 503) missed[of].value += 1
}

const againMs = 60_000

/** @param wanted what the page's address says; absent where it says nothing */
export function useBasemap(may: () => boolean, wanted?: Ref<View['base']>) {
  const basemap = useFeed<BasemapInfo>(() => may() ? '/api/basemap' : null)
  const style = useFeed<OwnStyle>(() => may() && basemap.data.value?.style === 'ok' ? '/api/basemap/style' : null)
  const offered = computed<Base[]>(() => basesOffered(basemap.data.value))
  const chosen = computed<Base>(() => baseChosen(offered.value, wanted?.value ?? 'auto', remembered.value))

  /** why the chosen one is not shown: a key of the words in `base.trouble` */
  const trouble = computed(() => {
    if (chosen.value === 'own') return null
    if (chosen.value !== 'style') return basemap.data.value?.tianditu === 'ok' ? null : basemap.data.value?.tianditu ?? null
    return basemap.data.value?.style !== 'ok' || style.error.value || missed.style.value >= tooMany ? 'style' : null
  })
  const backdrop = shallowRef<Backdrop | null>(null)
  watch([chosen, trouble, style.data] as const, ([base, why, sheet]) => {
    const next: Backdrop | null = base === 'own' || why !== null ? null : base !== 'style' ? { of: 'tianditu', set: base } : sheet && { of: 'style', style: sheet }
    // the map compares by identity: the same stays the same
    if (JSON.stringify(next) !== JSON.stringify(backdrop.value)) backdrop.value = next
  }, { immediate: true })

  if (wanted) watch(wanted, (base) => { if (base !== 'auto') remembered.value = base })
  // the server knows why a tile did not come, and when they come again
  const ask = useThrottleFn(() => basemap.again(), 1_000, true)
  watch(missed.tianditu, () => { void ask() })
  const timer = useIntervalFn(() => {
    missed.style.value = 0
    basemap.again()
  }, againMs, { immediate: false })
  watch(trouble, (why) => { if (why) timer.resume(); else timer.pause() }, { immediate: true })
  onScopeDispose(() => { timer.pause() })

  return {
    basemap, backdrop, offered, chosen, trouble,
    busy: computed(() => basemap.busy.value || style.busy.value),
    /** it is known what to draw */
    ready: computed(() => basemap.error.value !== null || (basemap.data.value !== null && (chosen.value !== 'style' || backdrop.value !== null || trouble.value !== null))),
    remember: (base: View['base']): void => { remembered.value = base },
  }
}
