/**
 * On a machine whose processor draws (no graphics card), a frame of the whole map takes a tenth of a second, and dragging it
 * stutters. There, and only there, a picture of the map is moved instead, and the map itself is drawn as soon as it rests.
 */
import type { Map as MapLibre } from 'maplibre-gl'
import { HeldPicture } from './held-picture.ts'
import type { Over } from './held-picture.ts'

/** Milliseconds of one whole frame from which a machine counts as slow; a graphics card needs three. */
const slowFrame = 30
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

/**
 * Follows a map that has drawn all it has, if its frames are slow.
 *
 * @param known that they are; else two frames are timed
 * @param over what another library draws over it now
 * @returns whether a picture stands for the map now
 */
export function lightenMotion(map: MapLibre, known: boolean, over: () => Over | null): () => boolean {
  // of two frames the quicker: the first may still build what it draws with
  if (!known && Math.min(timeFrame(map), timeFrame(map)) < slowFrame) return () => false
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
  // the sharp picture is taken from a frame of its own, when nobody waits for the map any more
  const first = setTimeout(() => { if (!picture.on) map.triggerRepaint() }, 600)
  map.once('remove', () => {
    clearTimeout(rest)
    clearTimeout(first)
  })
  return () => picture.on
}
