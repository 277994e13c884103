/**
 * A map that is on its way comes in a dozen frames, one for each tile and each figure that arrives, and where the processor draws them
 * each delays the rest. There it is drawn when all is there, and before that only so often that one sees it come.
 */
import type { Map as MapLibre } from 'maplibre-gl'

/** Milliseconds between two frames of a map that is not whole yet. */
const patience = 400

/** Whether a frame is worth drawing now; else after how many milliseconds. */
export function waitFor({ whole, moving, since }: { whole: boolean, moving: boolean, since: number }): number {
  return whole || moving ? 0 : Math.max(0, patience - since)
}

/** Names of drawing by the processor, as browsers tell them. */
const processors = /swiftshader|llvmpipe|softpipe|basic render/i

/** Does the browser say that the processor draws this map? Not every browser says what draws. */
function drawnByProcessor(map: MapLibre): boolean {
  const gl = map.getCanvas().getContext('webgl2')
  const names = gl?.getExtension('WEBGL_debug_renderer_info')
  return gl !== null && Boolean(names) && processors.test(String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? 0)))
}

/** From now on. Returns whether it is so here: with a graphics card every frame is drawn. */
export function drawSeldom(map: MapLibre): boolean {
  if (!drawnByProcessor(map)) return false
  const { painter } = map
  const draw = painter.render.bind(painter)
  let last = performance.now()
  let later: ReturnType<typeof setTimeout> | undefined
  // a property of its own covers the library's method
  painter.render = (...frame) => {
    clearTimeout(later)
    const wait = waitFor({ whole: map.loaded(), moving: map.isMoving(), since: performance.now() - last })
    if (wait > 0) {
      later = setTimeout(() => map.triggerRepaint(), wait)
      return
    }
    draw(...frame)
    last = performance.now()
  }
  // a canvas of another size is empty
  map.on('resize', () => { last = -Infinity })
  map.once('remove', () => clearTimeout(later))
  return true
}
