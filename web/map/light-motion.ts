/**
 * On a machine whose processor draws (no graphics card), a frame of the whole map takes a tenth of a second, and dragging it
 * stutters. There, and only there, a picture of the map is moved instead, and the map itself is drawn as soon as it rests.
 */
import type { Map as MapLibre } from 'maplibre-gl'
import { HeldPicture } from './held-picture.ts'
import type { Over } from './held-picture.ts'

/** Milliseconds of one whole frame from which a machine counts as slow; a graphics card needs three. */
const slowFrame = 30
/** Device pixels per CSS pixel while a map arrives: a sixth of the pixels. */
const coarse = 0.4
/** Between two drags the map need not be drawn whole. */
const restMs = 180

/** `data` of a movement that is another map's, which the user moves. */
export const followed = { followed: true } as const

/** Draws one frame to its end and tells the milliseconds. Reading a pixel waits for all that was drawn. */
function timeFrame(map: MapLibre): number {
  const gl = map.getCanvas().getContext('webgl2')
  const began = performance.now()
  map.redraw()
  gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
  return performance.now() - began
}

/** `null` = as many device pixels as the screen has, also of another screen later. The library's own `setPixelRatio` would tell of a movement. */
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
 * @param over what another library draws over it now
 * @returns whether a picture stands for the map now
 */
export function lightenMotion(map: MapLibre, over: () => Over | null): () => boolean {
  // of two frames the quicker: the first may still build what it draws with
  if (Math.min(timeFrame(map), timeFrame(map)) < slowFrame) return () => false
  const picture = new HeldPicture(map, over)
  let rest: ReturnType<typeof setTimeout> | undefined
  // a flight of the page's own begins and ends where nobody drags
  const byHand = (event: { originalEvent?: unknown, followed?: boolean }): boolean => Boolean(event.originalEvent) || event.followed === true
  map.on('movestart', (event) => {
    if (!byHand(event)) return
    clearTimeout(rest)
    picture.hold()
  })
  map.on('moveend', () => {
    if (!picture.on) return
    clearTimeout(rest)
    rest = setTimeout(() => { if (!map.isMoving()) picture.release() }, restMs)
  })
  map.on('idle', () => { if (!picture.on) picture.keep() })
  map.once('remove', () => clearTimeout(rest))
  // what was timed is still there
  picture.keep()
  return () => picture.on
}
