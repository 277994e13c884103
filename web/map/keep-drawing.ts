import type { StyleSpecification } from 'maplibre-gl'

/** A tool that draws on the map has layers of its own, which no composed style knows: a new style must not wipe them off. */
export function keepDrawing(before: StyleSpecification | undefined, next: StyleSpecification): StyleSpecification {
  const drawn = (id: string): boolean => id.startsWith('td-')
  if (!before) return next
  return {
    ...next,
    sources: { ...next.sources, ...Object.fromEntries(Object.entries(before.sources).filter(([id]) => drawn(id))) },
    layers: [...next.layers, ...before.layers.filter(({ id }) => drawn(id))],
  }
}
