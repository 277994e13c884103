/** The map as one image: its own canvas, and what lies over it in a canvas of another library. */
import type { Map as MapLibre } from 'maplibre-gl'

/** `url` a PNG; `width` in CSS pixels, `metresPerPixel` of these in the middle of the map. */
export interface Picture { url: string, metresPerPixel: number, width: number }

const equator = 40_075_016.7
/** Metres on the ground that one CSS pixel covers. */
export const metresPerPixel = (lat: number, zoom: number): number => equator * Math.cos(lat * Math.PI / 180) / (512 * 2 ** zoom)

/**
 * Both canvases are drawn in this moment, as their buffers are empty afterwards.
 *
 * @param over drawn by whoever hands it over
 */
export function takePicture(map: MapLibre, over: HTMLCanvasElement | null): Picture {
  map.redraw()
  const own = map.getCanvas()
  const sheet = document.createElement('canvas')
  sheet.width = own.width
  sheet.height = own.height
  const context = sheet.getContext('2d')
  context?.drawImage(own, 0, 0)
  if (over) context?.drawImage(over, 0, 0, own.width, own.height)
  return { url: sheet.toDataURL('image/png'), metresPerPixel: metresPerPixel(map.getCenter().lat, map.getZoom()), width: own.clientWidth }
}
