/** The hot-spot page's wiring: address bar -> run, month, second period, alarms, the response of the chosen area -> pictures and rows. */
import { computed, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { AlarmAnswer } from '../../api/contract/alarms.ts'
import { bands } from '../../api/contract/feeds/breakdown.ts'
import type { ResponseRow } from '../../api/contract/feeds/responses.ts'
import { pickFilter } from '../../api/contract/filter.ts'
import type { Filter } from '../../api/contract/filter.ts'
import type { HotspotAnswer, HotspotBy, HotspotMeasure } from '../../api/contract/hotspots.ts'
import { useComparison } from './use-comparison.ts'
import { useFeed } from './use-feed.ts'
import { useHotspotPlayer } from './use-hotspot-player.ts'
import { useSession } from './use-session.ts'
import { useUrl } from './use-url.ts'
import { hotspotsUrl, summaryUrl } from '../lib/feed-urls.ts'
import { inOrder, scaleOf } from '../lib/hotspots.ts'
import type { Colouring, SpotDoor } from '../lib/hotspots.ts'
import { responseUrl } from '../lib/place-address.ts'
import { seesCounty, seesFigures, seesRows } from '../lib/rights.ts'
import { patched, writeUrl } from '../lib/url-state.ts'
import { hotspotLayer } from '../map/hotspot-layer.ts'
import type { Summary } from '../lib/api-types.ts'

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
    // shares of repeats are drawn where repeats are asked about
    if (next.colour === 'smoothed') at.measure = 'repeat'
    if (at.measure !== 'repeat' && at.colour === 'smoothed') at.colour = 'level'
    // households belong to villages and areas, heat to a grid
    if (next.measure === 'rate' && at.by === 'hexagon') at.by = 'unit'
    if (at.by === 'hexagon' && at.measure === 'rate') at.measure = 'frequency'
    if (next.colour === 'heat' && at.by !== 'hexagon') Object.assign(at, { by: 'hexagon', measure: at.measure === 'rate' ? 'frequency' : at.measure })
    if (at.colour === 'heat' && at.by !== 'hexagon') at.colour = 'level'
    void router.push({ path: `/hotspots/${at.by}/${at.measure}/${at.colour}`, query: route.query })
  }

  const runUrl = (filter: Filter, scale: string | null = null): string => hotspotsUrl(filter, by.value, measure.value, { scale })
  const feed = useFeed<HotspotAnswer>(() => may.value ? runUrl(url.filter.value) : null)
  // a run of what was asked before must not be drawn on the places of now
  const fits = (answer: HotspotAnswer | null): HotspotAnswer | null => answer?.run.by === by.value && answer.run.measure === measure.value ? answer : null
  const own = computed(() => fits(feed.data.value))

  // old years of a county end where their record does
  const lastDay = computed(() => own.value === null ? null : [own.value.run.to ?? own.value.run.until, own.value.run.until].sort()[0] ?? null)
  const player = useHotspotPlayer(() => lastDay.value, (month, scale) => runUrl(patched(url.filter.value, { ...month }), scale))
  /** what the page shows: its own period, or a month of it */
  const answer = computed(() => player.month.value === null ? own.value : player.answer.value)
  const filter = computed<Filter>(() => player.month.value === null ? url.filter.value : patched(url.filter.value, { ...player.month.value }))
  const grid = computed(() => player.month.value === null ? null : player.grid())

  const summary = useFeed<Summary>(() => may.value && url.view.value.compare.with !== 'none' ? summaryUrl(url.filter.value) : null)
  const comparison = useComparison(url.filter, url.view, summary.data)
  /** the grid of the first map is the second one's */
  const shared = computed(() => own.value && scaleOf(own.value))
  const otherFeed = useFeed<HotspotAnswer>(() => comparison.other.value && own.value ? runUrl(comparison.other.value, shared.value) : null)
  const other = computed(() => comparison.other.value && fits(otherFeed.data.value))

  const alarms = useFeed<AlarmAnswer>(() => seesCounty(role.value) ? '/api/feeds/alarms' : null)
  const told = computed(() => alarms.data.value?.features.filter(({ properties }) => properties.level !== 'none') ?? [])
  const alarm = ref<number | null>(null)

  const spots = computed(() => answer.value ? inOrder(answer.value) : [])
  const chosen = ref<number | null>(null)
  watch(answer, () => { chosen.value = null })
  const spot = computed(() => spots.value.find((one) => one.spot === chosen.value) ?? null)
  const area = computed(() => rows.value ? spot.value?.area ?? null : null)
  const response = useFeed<{ rows: ResponseRow[] }>(() => area.value === null ? null : responseUrl('responses', 'area', area.value))

  const picture = (run: HotspotAnswer, of: Filter, scale: string | null, picked: number | null) => hotspotLayer({
    answer: run, spots: inOrder(run), colouring: colouring.value, chosen: picked, alarms: told.value, alarm: alarm.value,
    shapes: location.origin + hotspotsUrl(of, by.value, measure.value, { shapes: true, scale }),
  })
  const overlays = computed(() => answer.value ? [picture(answer.value, filter.value, grid.value, chosen.value)] : [])
  const otherOverlays = computed(() => other.value && comparison.other.value ? [picture(other.value, comparison.other.value, shared.value, null)] : [])

  /** The list behind a number: part of the address, within the month that is shown. `band`: matters with so many petitions. */
  function openList({ of, patch, band }: SpotDoor): void {
    const list = { of, patch: { ...player.month.value ?? {}, ...patch } }
    void router.push({ path: route.path, query: { ...writeUrl({ filter: url.filter.value, view: { ...url.view.value, list } }), ...band ? { band } : {} } })
  }

  /** The alarm counts the whole county: nothing of the page's filter but its period may narrow the list, whose days are the alarm's. */
  function openAlarmList(patch: Filter): void {
    const { period, from, to } = url.filter.value
    void router.push({ path: route.path, query: writeUrl({ filter: pickFilter({ period, from, to }), view: { ...url.view.value, list: { of: 'matters', patch } } }) })
  }

  return {
    url, may, rows, by, measure, colouring, turnTo, feed, answer, filter, player, comparison, other, otherFeed, alarms, told, alarm,
    spots, chosen, spot, response, overlays, otherOverlays, openList, openAlarmList, band: computed(() => bands.find((one) => one === route.query['band']) ?? null),
    closeList: (): void => url.closeList(),
  }
}
