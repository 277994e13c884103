/**
 * On a machine whose processor draws (no graphics card), a frame of the whole map takes a tenth of a second, and dragging it
 * stutters. There, and only there, the frames of a movement are drawn coarser and without what is read at rest: style layers
 * whose `metadata` is `atRest`. Everything comes back as soon as the map rests.
 */
import type { LayerSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl'

/** `metadata` of a style layer that a slow machine leaves out while the map moves. */
export const atRest = { atRest: true } as const

/** Milliseconds of one whole frame from which a machine counts as slow; a graphics card needs three. */
const slowFrame = 30
/** Device pixels per CSS pixel in motion: a sixth of the pixels. What lines and signs cost stays. */
const coarse = 0.4
/** Between two drags the map need not be drawn whole. */
const restMs = 180

/** The paint property that makes a layer of this kind vanish without cutting its tiles anew. */
const opacityOf: Partial<Record<LayerSpecification['type'], string>> = { line: 'line-opacity', raster: 'raster-opacity', symbol: 'text-opacity' }

/** What is put off while the map moves: layer, property and the value that it comes back to. */
export function putOff(style: StyleSpecification): { id: string, property: string, value: unknown }[] {
  return style.layers.flatMap((layer) => {
    const property = opacityOf[layer.type]
    if (!property || (layer.metadata as Partial<typeof atRest> | undefined)?.atRest !== true) return []
    return [{ id: layer.id, property, value: (layer.paint as Record<string, unknown> | undefined)?.[property] ?? 1 }]
  })
}

/** Draws one frame to its end and tells the milliseconds. Reading a pixel waits for all that was drawn. */
function timeFrame(map: MapLibre): number {
  const gl = map.getCanvas().getContext('webgl2')
  const began = performance.now()
  map.redraw()
  gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
  return performance.now() - began
}

/**
 * `null` = as many device pixels as the screen has, also of another screen later. The library's own `setPixelRatio` would end the drag in
 * which it is called; this is the part of it that only sizes the canvas.
 */
function setPixelRatio(map: MapLibre, ratio: number | null): void {
  map._overridePixelRatio = ratio
  map._resizeInternal()
  map.triggerRepaint()
}

/** Names of drawing by the processor, as browsers tell them. */
const processors = /swiftshader|llvmpipe|softpipe|basic render/i

/**
 * A map comes in a dozen frames, one for each thing that arrives; where the processor draws them, they are coarse until all is there.
 *
 * @returns makes the map whole; true when that takes another frame
 */
export function coarseAtFirst(map: MapLibre): () => boolean {
  const gl = map.getCanvas().getContext('webgl2')
  const names = gl?.getExtension('WEBGL_debug_renderer_info')
  if (!gl || !names || !processors.test(String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)))) return () => false
  setPixelRatio(map, coarse * devicePixelRatio)
  let whole = false
  return () => {
    if (whole) return false
    whole = true
    setPixelRatio(map, null)
    return true
  }
}

/**
 * Follows a map that has drawn all it has, if its frames are slow.
 *
 * @param styleOf the style last shown
 */
export function lightenMotion(map: MapLibre, styleOf: () => StyleSpecification): void {
  let left: ReturnType<typeof putOff> | null = null
  let rest: ReturnType<typeof setTimeout> | undefined
  const setOpacities = (valueOf: (value: unknown) => unknown): void => {
    for (const { id, property, value } of left ?? []) {
      if (map.getLayer(id)) map.setPaintProperty(id, property as never, valueOf(value) as never, { validate: false })
    }
  }
  // a flight of the page's own begins and ends where nobody drags
  const lighten = ({ originalEvent }: { originalEvent?: unknown }): void => {
    if (!originalEvent) return
    clearTimeout(rest)
    if (left) return
    left = putOff(styleOf())
    setOpacities(() => 0)
    setPixelRatio(map, coarse * devicePixelRatio)
  }
  const restore = (): void => {
    if (!left || map.isMoving()) return
    // a style that came meanwhile has brought its layers back itself
    setOpacities((value) => value)
    left = null
    setPixelRatio(map, null)
  }
  const settle = (): void => {
    if (!left) return
    clearTimeout(rest)
    rest = setTimeout(restore, restMs)
  }
  // of two frames the quicker: the first may still build what it draws with
  if (Math.min(timeFrame(map), timeFrame(map)) < slowFrame) return
  map.on('movestart', lighten)
  map.on('moveend', settle)
  map.once('remove', () => clearTimeout(rest))
}
