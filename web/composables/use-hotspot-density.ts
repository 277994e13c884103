/** Columns and heat of a run's own numbers; two runs side by side share the height of their columns. */
import { computed } from 'vue'
import type { Ref } from 'vue'
import type { HotspotAnswer } from '../../api/contract/hotspots.ts'
import { densityOf } from '../lib/hotspots.ts'
import type { Colouring } from '../lib/hotspots.ts'
import { colourOf } from '../map/hotspot-layer.ts'
import { palettes } from '../map/palette.ts'
import type { MapState, ThemeName } from '../map/types.ts'

const highestOf = (answer: HotspotAnswer | null): number => Math.max(1, ...(answer?.rows ?? []).map(({ matters }) => matters ?? 0))

export function useHotspotDensity(
  ground: Ref<MapState>, colouring: Ref<Colouring>, left: Ref<HotspotAnswer | null>, right: Ref<HotspotAnswer | null>, theme: Ref<ThemeName>,
) {
  const greatest = computed(() => Math.max(highestOf(left.value), highestOf(right.value)))
  const stateOf = (answer: HotspotAnswer | null): MapState => {
    const marks = colouring.value
    if (answer === null || marks !== 'columns' && marks !== 'heat') return ground.value
    const { rows, cells, size, as_of } = densityOf(answer)
    // a place that the test leaves without a colour still has a column
    const colours = rows.map((row) => {
      const colour = colourOf(row, 'level', theme.value)
      return colour === null || colour === 'transparent' ? palettes[theme.value].textMuted : colour
    })
    return { ...ground.value, marks, density: { answer: { cells, size, as_of }, classes: [], colours, greatest: greatest.value } }
  }
  return { left: computed(() => stateOf(left.value)), right: computed(() => stateOf(right.value)) }
}
