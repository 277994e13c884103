/**
 * Columns and heat of the server's hexagons, by deck.gl over the map: loaded when first shown. Interleaved layers disturb
 * labels on this version of the map's library (deck.gl #10700), so they lie above it.
 */
import { HeatmapLayer } from '@deck.gl/aggregation-layers'
import { ColumnLayer, TextLayer } from '@deck.gl/layers'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibre } from 'maplibre-gl'
import type { Density } from '../../api/contract/feeds/density.ts'
import { classOf } from '../lib/classes.ts'
import type { ValueClass } from '../lib/classes.ts'
import { mapFont } from './fonts.ts'
import type { Over } from './held-picture.ts'
import { classColour } from './tint-colour.ts'
import { palettes } from './palette.ts'
import type { ThemeName } from './types.ts'

type Cell = Density['cells'][number]
export interface DensityState {
  kind: 'columns' | 'heat', density: Density, classes: readonly ValueClass[], theme: ThemeName
  colours?: readonly string[] | undefined, greatest?: number | undefined
  /** what columns and heat would hide: names of the counted places, over them */
  names: readonly PlaceName[]
  /** type grows with the screen */
  scale: number
}
interface PlaceName { name: string, at: [number, number] }

/** A cell of fewer than five that is not told stands as two. */
const untold = 2
/** Scale of heat's colours, reached by some dozens of petitions in one hexagon: fixed, so that colours mean the same under every filter. */
const hottest = 250
/** The highest column, in hexagon radii. */
const tallest = 12

const rgb = (hex: string): [number, number, number] =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as [number, number, number]

/** The fewer, the more of the map shows through. */
const heatColours = (theme: ThemeName): [number, number, number, number][] =>
  palettes[theme].ramp.map((colour, i, all) => [...rgb(colour), Math.round(255 * (i + 1) / all.length)])

type Drawn = ColumnLayer<Cell> | HeatmapLayer<Cell> | TextLayer<PlaceName>

function namesOf({ names, theme, scale }: DensityState): TextLayer<PlaceName> {
  const { text, discFill } = palettes[theme]
  return new TextLayer<PlaceName>({
    id: 'place-names', data: names, getPosition: ({ at }) => at, getText: ({ name }) => name, getSize: 13 * scale, getColor: rgb(text), characterSet: 'auto',
    fontFamily: mapFont.map((name) => `"${name}"`).join(', '), fontWeight: 600, fontSettings: { sdf: true, buffer: 8, radius: 16 }, outlineWidth: 5, outlineColor: [...rgb(discFill), 235],
    // seen through whatever stands before them
    parameters: { depthCompare: 'always' }, pickable: false,
  })
}

function layerOf({ kind, density, classes, theme, colours, greatest: shared }: DensityState, reach: number, pixels: number): Drawn {
  const { cells: data, size } = density
  if (kind === 'heat') {
    return new HeatmapLayer<Cell>({
      id: 'heat', data, getPosition: ([lon, lat]) => [lon, lat], getWeight: ([, , n]) => n ?? untold, radiusPixels: pixels, colorDomain: [0, hottest / size],
      colorRange: heatColours(theme), opacity: 0.85, weightsTextureSize: 512, debounceTimeout: 100,
    })
  }
  const greatest = shared ?? Math.max(1, ...data.map(([, , n]) => n ?? untold))
  return new ColumnLayer<Cell>({
    id: 'columns', data, diskResolution: 6, angle: 30, radius: reach, extruded: true, getPosition: ([lon, lat]) => [lon, lat],
    getElevation: ([, , n]) => (n ?? untold) / greatest * reach * tallest,
    getFillColor: ([, , n], { index }) => colours ? [...rgb(colours[index] ?? palettes[theme].noData), 225]
      : colourOf(theme, classOf(n ?? untold, classes), classes.length),
    // functions are not compared: what they read is
    updateTriggers: { getElevation: [greatest, reach], getFillColor: [theme, colours, classes] },
    material: { ambient: 0.7, diffuse: 0.5, shininess: 8 }, pickable: false,
  })
}

/** The lowest class lies flat over nearly everything: names and borders show through it. */
const colourOf = (theme: ThemeName, at: number, of: number): [number, number, number, number] =>
  [...rgb(classColour(theme, at, of)), at === 0 && of > 1 ? 120 : 225]

/** The library's control leaves its canvas, and the last picture in it, on the map when it is taken off. */
class Overlay extends MapLibreOverlay {
  #box: HTMLElement | null = null
  override onAdd(map: MapLibre): HTMLDivElement {
    const box = super.onAdd(map)
    this.#box = box
    return box
  }
  override onRemove(map: MapLibre): void {
    super.onRemove(map)
    this.#box?.remove()
  }

  /** is it to stay as it is, whatever the map does? */
  #held = false
  readonly over: Over = {
    box: () => this.#box,
    hold: (on) => { this.#held = on },
    redraw: () => this.#follow(),
  }
  readonly #follow = this['_updateViewState']
  constructor() {
    super({ interleaved: false, layers: [] })
    this['_updateViewState'] = () => { if (!this.#held) this.#follow() }
  }

  /** Its canvas, drawn in this moment: the browser empties it when the task ends. */
  drawn(): HTMLCanvasElement | null {
    this['_deck']?.redraw('picture')
    return this.getCanvas()
  }
}

export class DensityOverlay {
  readonly #overlay = new Overlay()
  #on: MapLibre | null = null

  /** Shows a state, or nothing. */
  show(map: MapLibre, state: DensityState | null): void {
    if (!state) {
      this.#on?.removeControl(this.#overlay)
      this.#on = null
      return
    }
    // the server's radius is in mercator metres, a column's in metres on the ground
    const reach = state.density.size * Math.cos(map.getCenter().lat * Math.PI / 180) * 0.94
    // wide enough that neighbouring hexagons flow into one another
    const pixels = Math.max(20, Math.min(120, state.density.size * 512 * 2 ** map.getZoom() / 40_075_017 * 4))
    this.#overlay.setProps({ layers: [layerOf(state, reach, pixels), namesOf(state)] })
    if (this.#on) return
    map.addControl(this.#overlay)
    this.#on = map
  }

  /** What a picture that stands for the map has to shift with it. */
  over(): Over | null {
    return this.#on && this.#overlay.over
  }

  /** What lies over the map now, for a picture taken in the same task; null where nothing does. */
  canvas(): HTMLCanvasElement | null {
    return this.#on && this.#overlay.drawn()
  }
}
