/** The hot-spot page's wiring: address bar -> run, alarms, the response of the chosen area -> picture and rows. */
import { computed, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { AlarmAnswer } from '../../api/contract/alarms.ts'
import type { ResponseRow } from '../../api/contract/feeds/responses.ts'
import type { HotspotAnswer, HotspotBy, HotspotMeasure } from '../../api/contract/hotspots.ts'
import { useFeed } from './use-feed.ts'
import { useSession } from './use-session.ts'
import { useUrl } from './use-url.ts'
import { hotspotsUrl } from '../lib/feed-urls.ts'
import { inOrder } from '../lib/hotspots.ts'
import type { Colouring } from '../lib/hotspots.ts'
import { responseUrl } from '../lib/place-address.ts'
import { seesCounty, seesFigures, seesRows } from '../lib/rights.ts'
import { hotspotLayer } from '../map/hotspot-layer.ts'

export function useHotspots() {
  const { session } = useSession()
  const route = useRoute()
  const router = useRouter()
  const url = useUrl()
  const role = computed(() => session.value?.role)
  const may = computed(() => seesFigures(role.value))
  const rows = computed(() => seesRows(role.value))

  const by = computed(() => (route.params['by'] || 'hexagon') as HotspotBy)
  const colouring = computed(() => (route.params['colour'] || 'level') as Colouring)
  // a rate asks for households, which hexagons do not know
  const measure = computed<HotspotMeasure>(() => {
    const wanted = (route.params['measure'] || 'frequency') as HotspotMeasure
    return by.value === 'hexagon' && wanted === 'rate' ? 'frequency' : wanted
  })
  const turnTo = (next: { by?: HotspotBy, measure?: HotspotMeasure, colour?: Colouring }): void => {
    const at = { by: by.value, measure: measure.value, colour: colouring.value, ...next }
    // households belong to villages and areas
    if (next.measure === 'rate' && at.by === 'hexagon') at.by = 'unit'
    void router.push({ path: `/hotspots/${at.by}/${at.measure}/${at.colour}`, query: route.query })
  }

  const feed = useFeed<HotspotAnswer>(() => may.value ? hotspotsUrl(url.filter.value, by.value, measure.value) : null)
  // a run of what was asked before must not be drawn on the places of now
  const answer = computed(() => feed.data.value?.run.by === by.value && feed.data.value.run.measure === measure.value ? feed.data.value : null)
  const alarms = useFeed<AlarmAnswer>(() => seesCounty(role.value) ? '/api/feeds/alarms' : null)
  const told = computed(() => alarms.data.value?.features.filter(({ properties }) => properties.level !== 'none') ?? [])

  const spots = computed(() => answer.value ? inOrder(answer.value) : [])
  const chosen = ref<number | null>(null)
  watch(answer, () => { chosen.value = null })
  const spot = computed(() => spots.value.find((one) => one.spot === chosen.value) ?? null)
  const area = computed(() => rows.value ? spot.value?.area ?? null : null)
  const response = useFeed<{ rows: ResponseRow[] }>(() => area.value === null ? null : responseUrl('responses', 'area', area.value))

  const overlays = computed(() => answer.value
    ? [hotspotLayer({ answer: answer.value, spots: spots.value, colouring: colouring.value, chosen: chosen.value, alarms: told.value,
      shapes: location.origin + hotspotsUrl(url.filter.value, by.value, measure.value, true) })]
    : [])

  return { url, may, rows, by, measure, colouring, turnTo, feed, answer, alarms, told, spots, chosen, spot, response, overlays }
}
