/**
 * A picture of the map that stands for it while it is moved: the browser shifts two images, and the map itself is not drawn. Above lies
 * the map as it was drawn last, sharp; below a coarser one that reaches further, so that the edges are not bare. When the movement
 * leaves that one, it is drawn anew.
 */
import type { Map as MapLibre } from 'maplibre-gl'
import { covers, cssOntoQuad } from './homography.ts'
import type { Quad } from './homography.ts'

/** What another library draws over the map: it is not drawn either, and is shifted with the rest. */
export interface Over {
  /** the element around its canvas, as large as the map */
  box: () => HTMLElement | null
  hold: (on: boolean) => void
  /** draws it for the map's place of now, also while it is held */
  redraw: () => void
}

/** How far the coarse picture reaches: so many times the map's width and height. */
const reach = 2
/** Its device pixels per CSS pixel, as a share of the screen's. */
const coarse = 0.3

/** An image and where its corners lie on the ground. */
interface Held { element: HTMLElement, width: number, height: number, corners: [number, number][] }

const cornersOf = (map: MapLibre, width: number, height: number): [number, number][] =>
  ([[0, 0], [width, 0], [width, height], [0, height]] as const).map((at) => map.unproject(at as [number, number]).toArray())

const quadOf = (map: MapLibre, { corners }: Held): Quad => corners.map((at) => {
  const { x, y } = map.project(at)
  return [x, y]
}) as unknown as Quad

type Frame = Parameters<MapLibre['painter']['render']>
/** The library's own drawing, whatever covers it. */
const drawFrame = (map: MapLibre, ...frame: Frame): void => { (Object.getPrototypeOf(map.painter) as typeof map.painter).render.apply(map.painter, frame) }

/** A canvas that keeps what another one shows, and hides what lies under it, which the browser then need not draw. */
class Sheet {
  readonly element = document.createElement('canvas')
  constructor() {
    Object.assign(this.element.style, { position: 'absolute', left: '0', top: '0', willChange: 'transform' })
  }

  copy(from: HTMLCanvasElement): void {
    Object.assign(this.element, { width: from.width, height: from.height })
    this.element.getContext('2d', { alpha: false })?.drawImage(from, 0, 0)
  }
}

export class HeldPicture {
  readonly #map: MapLibre
  readonly #over: () => Over | null
  readonly #box = document.createElement('div')
  readonly #near = new Sheet()
  readonly #far = new Sheet()
  #sharp: Held | null = null
  #wide: Held | null = null
  #above: Held | null = null
  /** how frames were drawn before */
  #before: MapLibre['painter']['render'] | null = null
  /** is the map held now? */
  on = false

  constructor(map: MapLibre, over: () => Over | null) {
    this.#map = map
    this.#over = over
    this.#box.className = 'held'
    Object.assign(this.#box.style, { position: 'absolute', inset: '0', overflow: 'hidden', pointerEvents: 'none', background: 'var(--ground)' })
    this.#box.append(this.#far.element, this.#near.element)
    // what is drawn anew is no longer what was kept
    map.on('render', () => { if (!this.on) this.#sharp = null })
  }

  /** Keeps what the map has drawn in this very task: afterwards the browser empties the canvas. */
  keep(): void {
    this.#near.copy(this.#map.getCanvas())
    this.#sharp = this.#held(this.#near.element, ...this.#size())
  }

  /** From the frame that is drawn next on, the picture stands for the map. */
  hold(): void {
    if (this.on) return
    this.on = true
    this.#wide = null
    const { painter } = this.#map
    this.#before ??= painter.render
    painter.render = (...frame) => {
      if (!this.#wide || !covers(quadOf(this.#map, this.#wide), ...this.#size())) this.#drawWide(...frame)
      for (const held of [this.#wide, this.#sharp, this.#above]) {
        if (held) Object.assign(held.element.style, { transform: cssOntoQuad(held.width, held.height, quadOf(this.#map, held)), transformOrigin: '0 0' })
      }
      this.#near.element.hidden = !this.#sharp
      // over the map's canvas, under pins
      if (!this.#box.isConnected) this.#map.getCanvas().after(this.#box)
    }
    this.#over()?.hold(true)
  }

  /** The map draws itself again, and lies bare with its first frame. */
  release(): void {
    if (!this.on) return
    this.on = false
    this.#map.painter.render = (...frame) => {
      if (this.#before) this.#map.painter.render = this.#before
      this.#before = null
      drawFrame(this.#map, ...frame)
    }
    this.#over()?.hold(false)
    this.#map.once('render', () => {
      if (this.on) return
      this.#box.remove()
      if (this.#above) this.#above.element.style.transform = ''
      this.#above = null
    })
    this.#map.triggerRepaint()
  }

  #size(): [number, number] {
    const { clientWidth, clientHeight } = this.#map.getContainer()
    return [clientWidth, clientHeight]
  }

  #held(element: HTMLElement, width: number, height: number): Held {
    Object.assign(element.style, { width: `${width}px`, height: `${height}px` })
    return { element, width, height, corners: cornersOf(this.#map, width, height) }
  }

  /** One frame of a larger and coarser map, seen from the same height by a wider eye; the map is as before when it returns. */
  #drawWide(...[style, transform, frame]: Frame): void {
    const map = this.#map
    const [width, height] = this.#size()
    const lens = map._camera.transform as typeof map._camera.transform & { setFov: (degrees: number) => void }
    const { fov } = lens
    const resize = (ratio: number | null): void => {
      map._overridePixelRatio = ratio
      map._resizeInternal(false)
      style._updateSources(transform)
    }
    const [wide, high] = [Math.round(width * reach), Math.round(height * reach)]
    map._containerDimensions = () => [wide, high]
    lens.setFov(2 * Math.atan(high / height * Math.tan(fov * Math.PI / 360)) * 180 / Math.PI)
    resize(coarse * devicePixelRatio)
    style._updatePlacement(transform, false, 0, true, true)
    drawFrame(map, style, transform, { ...frame, pixelRatio: coarse * devicePixelRatio, variableOffsets: style.placement.variableOffsets })
    this.#far.copy(map.getCanvas())
    this.#wide = this.#held(this.#far.element, wide, high)
    Reflect.deleteProperty(map, '_containerDimensions')
    lens.setFov(fov)
    resize(null)
    const over = this.#over()
    const box = over?.box()
    if (!over || !box) return
    over.redraw()
    this.#above = { element: box, width, height, corners: cornersOf(map, width, height) }
  }
}
