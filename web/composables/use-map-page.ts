/** The map page's wiring: address bar -> feeds -> map state and rows. The page itself only arranges. */
import { computed, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAbout } from './use-about.ts'
import { useBasemap } from './use-basemap.ts'
import { useDensity } from './use-density.ts'
import { useFeed } from './use-feed.ts'
import { useComparison } from './use-comparison.ts'
import { useFigures, useUnitsUnder, useWantedRate } from './use-figures.ts'
import { useAreaResponses } from './use-area-responses.ts'
import { useFilterWords } from './use-filter-words.ts'
import { useReference } from './use-reference.ts'
import { useSession } from './use-session.ts'
import { useMapStates } from './use-map-states.ts'
import { useUnits } from './use-units.ts'
import { useUrl } from './use-url.ts'
import { boundsOf, boundsOfFirst } from '../lib/bounds.ts'
import { unitsUrl } from '../lib/feed-urls.ts'
import { areaRow, unitRow } from '../lib/place-row.ts'
import type { PlaceRow } from '../lib/place-row.ts'
import { seesFigures, seesRows } from '../lib/rights.ts'
import type { Filter } from '../../api/contract/filter.ts'
import { pickFilter } from '../../api/contract/filter.ts'
import type { Bounds, UnitCollection } from '../lib/api-types.ts'
import type { Picked } from '../map/pick.ts'
import type { Marks } from '../map/types.ts'

export function useMapPage() {
  const { t, locale } = useI18n()
  const { session } = useSession()
  const url = useUrl()
  const about = useAbout()
  const may = computed(() => seesFigures(session.value?.role))
  const places = useUnits(session, url.filter, () => figures.summary.busy.value)
  /** a county that draws none has nothing to see on a map of them */
  const noAreas = ref(false)
  const marks = computed<Marks>(() => {
    const wanted = url.view.value.marks
    return wanted !== 'auto' ? wanted : url.filter.value.unit || noAreas.value ? 'units' : 'areas'
  })
  const rate = useWantedRate(url.view, marks, places.level)
  const figures = useFigures(() => may.value ? url.filter.value : null, rate)
  watch(figures.areas.data, (areas) => { noAreas.value = areas?.features.length === 0 })
  const comparison = useComparison(url.filter, url.view, figures.summary.data)
  const otherFigures = useFigures(() => comparison.other.value, rate)
  const otherUnits = useUnitsUnder(() => comparison.other.value, places.level, places.parent)
  const reference = useReference(may)
  const { basemap, ...base } = useBasemap(() => may.value, computed(() => url.view.value.base))
  /** the scope's own outline: what the first camera fits */
  const ground = useFeed<UnitCollection>(() => may.value ? unitsUrl({}, places.root.value?.level ?? 'county', null) : null)

  const responses = useAreaResponses(() => session.value?.role)

  const areaRows = computed(() => (figures.areas.data.value?.features ?? [])
    .map(({ properties }) => ({ ...areaRow(properties, locale.value), ...responses.of(properties.code) }))
    // inside a unit, areas elsewhere have nothing to say
    .filter(({ petitions }) => url.filter.value.unit === undefined || petitions !== 0))
  const unitRows = computed(() => (places.below.data.value?.features ?? []).map(({ properties }) => unitRow(properties)))
  const areaOf = (code: string): PlaceRow | undefined => areaRows.value.find((row) => row.code === code)

  function nameOf(code: string): string {
    return areaOf(code)?.name ?? places.path.value?.find((step) => step.code === code)?.name
      ?? unitRows.value.find((row) => row.code === code)?.name ?? code
  }
  const words = useFilterWords(reference, nameOf)

  const drill = (code: string | null): void => url.setFilter(pickFilter({
    ...url.filter.value, unit: code === null || code === places.root.value?.code ? undefined : code,
  }))
  const chooseArea = (code: string | null): void =>
    url.setFilter(pickFilter({ ...url.filter.value, area: code === null ? undefined : [code] }))
  function pick({ kind, code }: Picked): void {
    if (kind === 'area') chooseArea(url.filter.value.area?.includes(code) ? null : code)
    else if (code !== url.filter.value.unit) drill(code)
  }

  const chosenRow = computed<PlaceRow | null>(() => {
    const { area, unit } = url.filter.value
    if (area?.length === 1) return areaOf(area[0] ?? '') ?? null
    // a villager group is chosen among its siblings; units above have their figures in the strip
    return unitRows.value.find((row) => row.code === unit) ?? null
  })

  const focus = computed<Bounds | null>(() => {
    const { area, unit } = url.filter.value
    const chosen = figures.areas.data.value?.features.filter(({ id }) => area?.includes(String(id))) ?? []
    if (chosen.length) return boundsOf(chosen.map(({ geometry }) => geometry))
    const below = places.below.data.value?.features ?? []
    if (!unit) return ground.data.value && boundsOfFirst(ground.data.value.features.map(({ geometry }) => geometry), below.map(({ geometry }) => geometry))
    const own = below.filter(({ id }) => id === unit)
    return boundsOf((own.length ? own : below).map(({ geometry }) => geometry))
  })

  const zoom = ref(9)
  const density = useDensity(() => may.value ? url.filter.value : null, marks, zoom)
  const otherDensity = useDensity(() => comparison.other.value, marks, zoom)
  const maps = useMapStates({
    view: url.view, marks, rate, places, basemap: basemap.data, backdrop: base.backdrop, responses: responses.onMap, zoom,
    left: { filter: url.filter, figures, units: places.below.data, density },
    right: computed(() => comparison.other.value && {
      filter: computed(() => comparison.other.value ?? {}), figures: otherFigures, units: otherUnits.data, density: otherDensity,
    }),
  })

  return {
    url, base, noAreas, figures, otherFigures, comparison, places, reference, words, areaRows, unitRows, chosenRow, focus, drill, chooseArea, pick,
    mapState: maps.left, otherState: maps.right,
    /** figures that the map draws are on their way */
    busy: computed(() => [figures, otherFigures].some(({ summary, areas, measure }) => summary.busy.value || areas.busy.value || measure.busy.value)
      || places.below.busy.value || otherUnits.busy.value || base.busy.value || ground.busy.value),
    pickRow: (row: PlaceRow): void => pick({ kind: row.of, code: row.code }),
    rowOf: ({ kind, code }: Picked): PlaceRow | undefined => kind === 'area' ? areaOf(code) : unitRows.value.find((row) => row.code === code),
    /** the places that the map marks now */
    shownRows: computed(() => marks.value === 'units' ? unitRows.value : areaRows.value),
    /** what the second side replaces of the filter */
    otherPatch: computed<Filter>(() => url.view.value.compare.with === 'own' ? url.view.value.compare.patch
      : { from: comparison.other.value?.from, to: comparison.other.value?.to }),
    /** the two maps show different places, so they share their scale and not their middle */
    otherIsElsewhere: computed(() => Boolean(url.view.value.compare.patch.area ?? url.view.value.compare.patch.unit)),
    otherFocus: computed<Bounds | null>(() => {
      const chosen = otherFigures.areas.data.value?.features.filter(({ id }) => comparison.other.value?.area?.includes(String(id))) ?? []
      return chosen.length ? boundsOf(chosen.map(({ geometry }) => geometry)) : focus.value
    }),
    areaShape: computed(() => figures.areas.data.value?.features.find(({ id }) => url.filter.value.area?.includes(String(id)))?.geometry ?? null),
    areaName: computed(() => url.filter.value.area?.map(nameOf).join('、') || null),
    clearChoice: (): void => {
      const way = places.path.value ?? []
      if (url.filter.value.area) chooseArea(null)
      else drill(way.at(-2)?.code ?? null)
    },
    zoomed: (to: number): void => { zoom.value = Math.round(to * 4) / 4 },
    fitAll: (): void => url.setView({ camera: null }),
    mapReady: may,
    emptyInstallation: computed(() => about.value?.has_units === false),
    approval: computed(() => about.value?.map.approval_no ?? null),
    mayExport: computed(() => seesRows(session.value?.role)),
    tabTitle(tab: string): string {
      if (tab === 'areas') return `${t('place.areas')} ${areaRows.value.length || ''}`
      if (tab === 'indicators') return t('place.indicators')
      const { level } = places
      return t(level.value === 'group' ? 'place.groups' : level.value === 'village' ? 'place.villages' : 'place.townships')
    },
  }
}
