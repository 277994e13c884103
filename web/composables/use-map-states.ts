/** What each map draws, from what was asked: one map, or two on one scale. */
import { computed } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { Density } from '../../api/contract/feeds/density.ts'
import type { Filter } from '../../api/contract/filter.ts'
import { petitionTilesUrl } from '../lib/feed-urls.ts'
import { classes, counted } from '../lib/classes.ts'
import { greatestCount, rateScale } from '../lib/scale.ts'
import { useScreen } from './use-screen.ts'
import { useTheme } from './use-theme.ts'
import type { Figures, Wanted } from './use-figures.ts'
import type { useUnits } from './use-units.ts'
import type { View } from '../lib/url-state.ts'
import type { AreaResponse } from '../lib/area-response.ts'
import type { BasemapInfo, UnitCollection } from '../lib/api-types.ts'
import type { Backdrop } from '../map/backdrop.ts'
import type { MapState, Marks } from '../map/types.ts'

export interface Side { filter: Ref<Filter>, figures: Figures, units: Ref<UnitCollection | null>, density: Ref<Density | null> }

export function useMapStates({ view, marks, rate, places, backdrop, basemap, responses, zoom, left, right }: {
  view: Ref<View>, marks: Ref<Marks>, rate: Ref<Wanted | null>, places: ReturnType<typeof useUnits>, basemap: Ref<BasemapInfo | null>
  backdrop: Ref<Backdrop | null>
  responses: Ref<readonly AreaResponse[]>
  /** in quarters, so that small zooms do not rebuild the marks */
  zoom: Ref<number>
  left: Side, right: ComputedRef<Side | null>
}) {
  const { theme } = useTheme()
  const { scale } = useScreen()
  const sides = computed(() => [left, ...(right.value ? [right.value] : [])])

  const rowsOf = (side: Side) => (marks.value === 'areas' ? side.figures.areas.data.value : side.units.value)?.features.map(({ properties }) => properties) ?? []
  // taken out of the address one by one: where somebody panned to is none of the map's state, and must not make it anew
  const show = computed(() => view.value.show)
  const hiddenKey = computed(() => view.value.hidden.join('.'))
  const hidden = computed(() => hiddenKey.value ? hiddenKey.value.split('.') : [])
  const greatest = computed(() => greatestCount(sides.value.map(rowsOf), show.value))

  function tintOf(side: Side): MapState['tint'] {
    if (!rate.value) return null
    const collection = rate.value.by === 'area' ? side.figures.areas.data.value : side.units.value
    const shown = new Set(collection?.features.map(({ properties }) => properties.code) ?? [])
    return rateScale(side.figures.measure.data.value, sides.value.map(({ figures }) => figures.measure.data.value), rate.value, shown)
  }

  function densityOf({ density }: Side): MapState['density'] {
    const answer = density.value
    const all = sides.value.flatMap((side) => (side.density.value?.cells ?? []).map(([, , n]) => n))
    return answer && { answer, classes: counted(classes(all), answer.cells.map(([, , n]) => n)) }
  }

  const stateOf = (side: Side): MapState => ({
    theme: theme.value,
    basemap: basemap.value,
    backdrop: backdrop.value,
    marks: marks.value,
    show: show.value,
    hidden: hidden.value,
    areas: side.figures.areas.data.value,
    responses: responses.value,
    units: side.units.value,
    context: places.above.value,
    level: places.level.value ?? 'township',
    inside: places.parent.value && places.parent.value.code !== places.root.value?.code ? places.parent.value.code : null,
    selectedAreas: side.filter.value.area ?? [],
    selectedUnit: side.filter.value.unit ?? null,
    within: side.filter.value.within ?? null,
    tint: tintOf(side),
    density: densityOf(side),
    greatest: greatest.value,
    scale: scale.value,
    zoom: zoom.value,
    petitionTiles: petitionTilesUrl(side.filter.value, location.origin),
    origin: location.origin,
  })

  return {
    left: computed(() => stateOf(left)),
    right: computed(() => right.value && stateOf(right.value)),
  }
}
