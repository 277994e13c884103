/** What others put into the style: a new style of ours must not throw it out. */
import type { Map as MapLibre, StyleSpecification } from 'maplibre-gl'

/** Names of everything that the drawing library adds begin so. */
export const drawnPrefix = 'drawn'

export function withForeign(map: MapLibre, style: StyleSpecification): StyleSpecification {
  const now = map.getStyle()
  const sources = Object.entries(now.sources).filter(([id]) => id.startsWith(drawnPrefix))
  if (!sources.length) return style
  return {
    ...style, sources: { ...style.sources, ...Object.fromEntries(sources) },
    layers: [...style.layers, ...now.layers.filter(({ id }) => id.startsWith(drawnPrefix))],
  }
}
