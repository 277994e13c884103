/** Drawing on the editor's map: where a place lies on the screen, and clicks that the drawing tool takes one by one. */
import type { Geometry, Position } from 'geojson'
import { boundsOf } from '../../web/lib/bounds.ts'
import type { Visit } from './browser.ts'

const mercator = ([lon = 0, lat = 0]: Position): [number, number] => {
  const sin = Math.sin(lat * Math.PI / 180)
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)]
}

/**
 * The screen position of a place while the map is fitted to `shapes`, as MapLibre fits: `padding` CSS pixels left free,
 * no closer than `maxZoom`.
 */
export async function fitted({ page }: Visit, shapes: readonly Geometry[], padding = 60, maxZoom = 13.4): Promise<(place: Position) => [number, number]> {
  const box = await page.locator('.stage .maplibregl-canvas').boundingBox()
  const bounds = boundsOf(shapes)
  if (!box || !bounds) throw new Error('the map shows nothing')
  const [west, north] = mercator([bounds[0], bounds[3]])
  const [east, south] = mercator([bounds[2], bounds[1]])
  const size = Math.min((box.width - 2 * padding) / (east - west), (box.height - 2 * padding) / (south - north), 512 * 2 ** maxZoom)
  return (place) => {
    const [x, y] = mercator(place)
    return [box.x + box.width / 2 + (x - (west + east) / 2) * size, box.y + box.height / 2 + (y - (north + south) / 2) * size]
  }
}

/** Clicks at positions of the screen; the tool takes two fast ones for a double click. */
export async function clickAt({ page }: Visit, ...spots: readonly [number, number][]): Promise<void> {
  for (const [x, y] of spots) {
    await page.mouse.move(x, y, { steps: 3 })
    await page.mouse.click(x, y)
    await page.waitForTimeout(350)
  }
}

/** Clicks at shares of the map's width and height. */
export async function clickShares(at: Visit, ...shares: readonly [number, number][]): Promise<void> {
  const box = await at.page.locator('.stage .maplibregl-canvas').boundingBox()
  if (!box) throw new Error('the map has no size')
  await clickAt(at, ...shares.map(([x, y]): [number, number] => [box.x + box.width * x, box.y + box.height * y]))
}
