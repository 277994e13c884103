/** A map to work on: terrain, boundaries and key areas without figures; pages lay their own things over it. */
import { computed } from 'vue'
import { useBasemap } from './use-basemap.ts'
import { useFeed } from './use-feed.ts'
import { useScreen } from './use-screen.ts'
import { useTheme } from './use-theme.ts'
import { boundsOf } from '../lib/bounds.ts'
import { areasUrl, unitsUrl } from '../lib/feed-urls.ts'
import type { AreaCollection, Bounds, Level, UnitCollection } from '../lib/api-types.ts'
import type { MapState } from '../map/types.ts'

/** `level`: whose boundaries are drawn; `may`: false while nothing can be asked */
export function useGround(may: () => boolean, level: () => Level = () => 'township') {
  const { theme } = useTheme()
  const { scale } = useScreen()
  const { basemap, ...base } = useBasemap(() => may())
  const units = useFeed<UnitCollection>(() => may() ? unitsUrl({}, level(), null) : null)
  const areas = useFeed<AreaCollection>(() => may() ? areasUrl({}) : null)

  return {
    units, areas, basemap, base,
    ready: base.ready,
    /** where the caller's units lie */
    bounds: computed<Bounds | null>(() => boundsOf((units.data.value?.features ?? []).map(({ geometry }) => geometry))),
    state: computed<MapState>(() => ({
      theme: theme.value, basemap: basemap.data.value, backdrop: base.backdrop.value, marks: 'areas', hidden: ['clusters', 'petitions'], areas: areas.data.value, units: units.data.value,
      context: null, level: level(), inside: null, selectedAreas: [], selectedUnit: null, within: null, density: null, show: 'petitions', tint: null, greatest: null, scale: scale.value, zoom: 9,
      petitionTiles: '', origin: location.origin,
    })),
  }
}
