import type { SourceSpecification } from 'maplibre-gl'
import type { Expression, MapState } from './types.ts'

/** Pixels by which a line may be straightened: more than the library's 0.375, which draws twice the corners for a difference that nobody sees. */
export const tolerance = 0.75

/** The base layers that the map draws, where an installation has them. */
const drawn = ['contours', 'lakes', 'outline', 'outside', 'peaks', 'places', 'rivers', 'roads'] as const
type BaseName = typeof drawn[number]

/**
 * All of them as one source: wherever one source follows another in the stack the library cuts the picture along the tiles anew,
 * which the processor of a machine without graphics card pays for pixel by pixel.
 */
export function baseSource(state: MapState): Record<string, SourceSpecification> {
  const names = drawn.filter((name) => hasBase(state, name))
  return names.length ? { base: { type: 'geojson', data: `${state.origin}/api/basemap/${names.join('+')}.geojson`, tolerance } } : {}
}

/** What belongs to one base layer, and to a part of it. */
export const only = (name: BaseName, part?: Expression): Expression => {
  const own: Expression = ['==', ['get', 'layer'], name]
  return part ? ['all', own, part] : own
}

/** What marks the county off from its surroundings, whatever lies under it. */
const always: readonly string[] = ['outline', 'outside'] satisfies BaseName[]

export function hasBase(state: MapState, name: string): boolean {
  return (state.basemap?.layers.includes(name) ?? false) && (!state.backdrop || always.includes(name))
}
