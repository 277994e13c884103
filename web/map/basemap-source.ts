import type { SourceSpecification } from 'maplibre-gl'
import type { MapState } from './types.ts'

/** The named base layers that this installation has, as GeoJSON sources `base-<name>`. */
export function baseSources(state: MapState, ...names: string[]): Record<string, SourceSpecification> {
  return Object.fromEntries(names.filter((name) => hasBase(state, name)).map((name) =>
    [`base-${name}`, { type: 'geojson' as const, data: `${state.origin}/api/basemap/${name}.geojson` }]))
}

export function hasBase(state: MapState, name: string): boolean {
  return state.basemap?.layers.includes(name) ?? false
}
