import type { StyleSpecification } from 'maplibre-gl'

/** Names of all sources and layers that a drawing tool adds begin so. */
export const drawnPrefix = 'drawn'

/** A tool that draws on the map has layers of its own, which no composed style knows: a new style must not wipe them off. */
export function keepDrawing(before: StyleSpecification | undefined, next: StyleSpecification): StyleSpecification {
  const isDrawn = (id: string): boolean => id.startsWith(drawnPrefix)
  if (!before) return next
  return {
    ...next,
    sources: { ...next.sources, ...Object.fromEntries(Object.entries(before.sources).filter(([id]) => isDrawn(id))) },
    layers: [...next.layers, ...before.layers.filter(({ id }) => isDrawn(id))],
  }
}
