/** A small map of one place and what lies around it: a key area among areas and townships, a unit with those below it. */
import { computed, ref } from 'vue'
import type { Ref } from 'vue'
import type { Filter } from '../../api/contract/filter.ts'
import { useBasemap } from './use-basemap.ts'
import { useFeed } from './use-feed.ts'
import { useScreen } from './use-screen.ts'
import { useTheme } from './use-theme.ts'
import { boundsOf } from '../lib/bounds.ts'
import { areasUrl, petitionTilesUrl, unitsUrl } from '../lib/feed-urls.ts'
import { levelBelow } from '../lib/levels.ts'
import type { AreaCollection, Bounds, Level, UnitCollection } from '../lib/api-types.ts'
import type { MapState } from '../map/types.ts'
import type { PlaceKind } from '../lib/place-address.ts'

export interface MappedPlace { of: PlaceKind, code: string, level: Level | null, parent: string | null }

/**
 * @param filter of the page without its place, so that the surroundings have figures too
 * @param place null until it is known
 */
export function usePlaceMap(may: Ref<boolean>, filter: Ref<Filter>, place: Ref<MappedPlace | null>) {
  const { theme } = useTheme()
  const { scale } = useScreen()
  const zoom = ref(10)
  const { basemap, ...base } = useBasemap(() => may.value && place.value !== null)
  const areas = useFeed<AreaCollection>(() => may.value && place.value ? areasUrl(filter.value) : null)
  /** the units that are counted: townships around an area, the units below a unit, or a group's own siblings */
  const counted = computed((): { level: Level, parent: string | null } | null => {
    const at = place.value
    if (!at) return null
    if (at.of === 'area' || at.level === null || at.level === 'county') return { level: 'township', parent: null }
    return at.level === 'group' ? { level: 'group', parent: at.parent } : { level: levelBelow(at.level) ?? 'group', parent: at.code }
  })
  const units = useFeed<UnitCollection>(() => may.value && counted.value ? unitsUrl(filter.value, counted.value.level, counted.value.parent) : null)
  /** the unit's own outline, among those of its level */
  const own = useFeed<UnitCollection>(() => may.value && place.value?.of === 'unit' && place.value.level
    ? unitsUrl({}, place.value.level, place.value.parent) : null)

  const focus = computed<Bounds | null>(() => {
    const at = place.value
    const features = at?.of === 'area' ? areas.data.value?.features ?? [] : own.data.value?.features ?? []
    const outline = features.filter(({ id }) => id === at?.code).map(({ geometry }) => geometry)
    // a unit without a border is as large as those below it
    return boundsOf(outline) ?? boundsOf((units.data.value?.features ?? []).map(({ geometry }) => geometry))
  })
  const state = computed<MapState | null>(() => place.value && counted.value && {
    theme: theme.value,
    basemap: basemap.data.value, backdrop: base.backdrop.value,
    marks: place.value.of === 'area' || place.value.level === 'county' ? 'areas' : 'units',
    hidden: [],
    areas: areas.data.value,
    units: units.data.value,
    context: place.value.of === 'unit' ? own.data.value : null,
    level: counted.value.level,
    inside: place.value.of === 'unit' && place.value.level !== 'county' && place.value.level !== 'group' ? place.value.code : null,
    selectedAreas: place.value.of === 'area' ? [place.value.code] : [],
    selectedUnit: place.value.of === 'unit' ? place.value.code : null,
    within: null,
    show: 'petitions',
    tint: null,
    greatest: null,
    scale: scale.value,
    zoom: zoom.value,
    petitionTiles: petitionTilesUrl(filter.value, location.origin),
    origin: location.origin,
  })
  const ready = computed(() => focus.value !== null && base.ready.value)
  /** nothing was drawn for it and nothing lies below it that was */
  const shapeless = computed(() => focus.value === null && units.data.value !== null
    && (place.value?.of === 'area' ? areas.data.value !== null : own.data.value !== null))
  return { state, focus, ready, base, shapeless, zoomed: (to: number): void => { zoom.value = Math.round(to * 4) / 4 } }
}
