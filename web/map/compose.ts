/** `compose(layers, state) -> style`: the only way anything gets onto the map. */
import type { StyleSpecification } from 'maplibre-gl'
import { palettes } from './palette.ts'
import { slots } from './types.ts'
import type { MapLayer, MapState } from './types.ts'

/** Layers by slot, then by name: the order of the files does not matter. */
export function stacked(layers: readonly MapLayer[]): MapLayer[] {
  return [...layers].sort((a, b) => slots.indexOf(a.slot) - slots.indexOf(b.slot) || (a.id < b.id ? -1 : 1))
}

/** A whole style. Sources of hidden layers stay, so that showing them again asks nothing of the server. */
export function compose(layers: readonly MapLayer[], state: MapState): StyleSpecification {
  const shown = stacked(layers)
  const sprite = state.backdrop?.of === 'style' ? state.backdrop.style.sprite : undefined
  return {
    version: 8,
    ...sprite === undefined ? {} : { sprite },
    // no `glyphs`: text is drawn with the machine's own fonts (map/fonts.ts)
    sources: Object.assign({}, ...shown.map((layer) => layer.sources(state))) as StyleSpecification['sources'],
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': palettes[state.theme].ground } },
      ...shown.filter(({ id }) => !state.hidden.includes(id)).flatMap((layer) => layer.layers(state)),
    ],
    // a new figure must be seen at once, not faded in
    transition: { duration: 0, delay: 0 },
  }
}
