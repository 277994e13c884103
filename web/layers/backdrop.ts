import { backdropGround, backdropSources } from '../map/backdrop.ts'
import type { MapLayer } from '../map/types.ts'

/** The base map of others, without its names, which layer `labels` draws. */
export const layer: MapLayer = {
  id: 'backdrop',
  slot: 'ground',
  switchable: () => false,
  sources: backdropSources,
  layers: ({ backdrop, theme }) => backdrop ? backdropGround(backdrop, theme) : [],
}
