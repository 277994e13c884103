/** The page of one key area or unit: its address, its feeds, its words. The page itself only arranges. */
import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { Filter } from '../../api/contract/filter.ts'
import type { AreaProfile } from '../../api/contract/feeds/area-profiles.ts'
import type { PlaceIndicators } from '../../api/contract/feeds/place-indicators.ts'
import type { SamePeriod } from '../../api/contract/feeds/same-period.ts'
import type { Timeline } from '../../api/contract/feeds/timeline.ts'
import type { UnitProfile } from '../../api/contract/feeds/unit-profiles.ts'
import { useFeed } from './use-feed.ts'
import { useLive } from './use-live.ts'
import { useFilterWords } from './use-filter-words.ts'
import { useReference } from './use-reference.ts'
import { useSession } from './use-session.ts'
import { useUrl } from './use-url.ts'
import { doors } from '../lib/doors.ts'
import type { Door, DoorName } from '../lib/doors.ts'
import { summaryUrl } from '../lib/feed-urls.ts'
import { filledMonths, monthsBefore } from '../lib/months.ts'
import { elsewhere, filterOf, indicatorsUrl, monthsUrl, profileUrl, samePeriodUrl } from '../lib/place-address.ts'
import type { PlaceKind } from '../lib/place-address.ts'
import { seesFigures, seesRows } from '../lib/rights.ts'
import { patched } from '../lib/url-state.ts'
import type { Summary } from '../lib/api-types.ts'

export const historyYears = 3

export function usePlacePage(of: Ref<PlaceKind>, code: Ref<string>) {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const url = useUrl()
  const { session } = useSession()
  const may = computed(() => seesFigures(session.value?.role))
  const rows = computed(() => seesRows(session.value?.role))
  const filter = computed(() => filterOf(of.value, code.value, url.filter.value))
  const reference = useReference(may)
  const live = useLive(may)

  const areaProfile = useFeed<{ rows: AreaProfile[] }>(() => may.value && of.value === 'area' ? profileUrl('area', code.value) : null)
  const unitProfile = useFeed<{ rows: UnitProfile[] }>(() => may.value && of.value === 'unit' ? profileUrl('unit', code.value) : null)
  const area = computed(() => areaProfile.data.value?.rows[0] ?? null)
  const unit = computed(() => unitProfile.data.value?.rows[0] ?? null)
  const name = computed(() => (of.value === 'area' ? area.value?.name : unit.value?.name) ?? '')
  /** what the place is compared with: key areas, or units of its level; a county has no like */
  const kin = computed(() => of.value === 'area' ? 'area' : unit.value && unit.value.level !== 'county' ? unit.value.level : null)

  const summary = useFeed<Summary>(() => may.value ? summaryUrl(filter.value) : null)
  const past = useFeed<SamePeriod>(() => may.value ? samePeriodUrl(filter.value, historyYears) : null)
  const indicators = useFeed<PlaceIndicators>(() => may.value && kin.value ? indicatorsUrl(url.filter.value, kin.value, code.value) : null)
  /** last day of the series: the present one, or the county's last petition where its files end earlier */
  const until = computed(() => {
    const now = summary.data.value?.as_of
    if (now === undefined || (past.data.value === null && past.error.value === null)) return null
    const last = past.data.value?.data_to
    return last && last < now ? last : now
  })
  /** first day of the series: three years of months with the last one */
  const since = computed(() => until.value === null ? null : monthsBefore(until.value, historyYears * 12 - 1))
  // a kiosk may not ask for days
  const series = useFeed<Timeline>(() => rows.value && since.value && until.value
    ? monthsUrl(filter.value, since.value, until.value) : null)
  const feeds = [summary, areaProfile, unitProfile, past, indicators, series]
  const months = computed(() => {
    const { value: now } = summary.data
    return now && since.value && until.value && series.data.value ? filledMonths(series.data.value.rows, since.value, until.value, now) : []
  })

  const names = ref(new Map<string, string>())
  watch([area, unit], () => {
    const known = [area.value, unit.value, ...area.value?.units ?? [], ...unit.value?.path ?? []].flatMap((one) => one ? [one] : [])
    names.value = new Map([...names.value, ...known.map((one) => [one.code, one.name] as const)])
  })
  const words = useFilterWords(reference, (one) => names.value.get(one) ?? one)

  /** A list that no filter alone describes: matters with so many petitions. */
  const band = computed(() => typeof route.query['band'] === 'string' ? route.query['band'] : null)
  const list = computed(() => {
    if (band.value) return { of: 'matters' as const, filter: filter.value, band: band.value }
    const { list: opened } = url.view.value
    return opened && { of: opened.of, filter: patched(filter.value, opened.patch), band: null }
  })

  return {
    url, filter, reference, live, words, rows, area, unit, name, kin, summary, past, indicators, months, list,
    lost: computed(() => [areaProfile, unitProfile].some(({ error }) => error.value?.status === 404)),
    problem: computed(() => feeds.map(({ error }) => error.value).find((one) => one && one.status !== 404) ?? null),
    again: (): void => { for (const feed of feeds) if (feed.error.value) feed.again() },
    setFilter: (next: Filter): void => url.setFilter(elsewhere(next)),
    open: (door: DoorName): void => url.openList(doors[door]),
    openList: (door: Door): void => url.openList(door),
    openBand: (wanted: string): void => { void router.push({ path: route.path, query: { ...route.query, band: wanted } }) },
    closeList: (): void => {
      const { band: _band, ...query } = route.query
      if (band.value) void router.replace({ path: route.path, query })
      else url.closeList()
    },
    listWords: computed(() => list.value === null ? []
      : [...words.filterWords(list.value.filter), ...list.value.band ? [t('dossier.band.words', { band: list.value.band })] : []]),
    /** the filter of the page's address, which the map takes too */
    plain: computed(() => elsewhere(url.filter.value)),
  }
}
