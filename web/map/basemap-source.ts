import type { SourceSpecification } from 'maplibre-gl'
import type { MapState } from './types.ts'

/** Pixels by which a line may be straightened: more than the library's 0.375, which draws twice the corners for a difference that nobody sees. */
export const tolerance = 0.75

/** The named base layers that this installation has, as GeoJSON sources `base-<name>`. */
export function baseSources(state: MapState, ...names: string[]): Record<string, SourceSpecification> {
  return Object.fromEntries(names.filter((name) => hasBase(state, name)).map((name) =>
    [`base-${name}`, { type: 'geojson' as const, data: `${state.origin}/api/basemap/${name}.geojson`, tolerance }]))
}

export function hasBase(state: MapState, name: string): boolean {
  return state.basemap?.layers.includes(name) ?? false
}
