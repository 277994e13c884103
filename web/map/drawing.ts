/** Drawing on the map: loaded when somebody draws for the first time. */
import { buffer } from '@turf/buffer'
import type { LineString, MultiPolygon, Polygon } from 'geojson'
import type { Map as MapLibre } from 'maplibre-gl'
import { TerraDraw, TerraDrawCircleMode, TerraDrawLineStringMode, TerraDrawPolygonMode, TerraDrawRectangleMode } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import { drawnPrefix } from './keep-drawing.ts'

export type DrawMode = 'rectangle' | 'polygon' | 'circle' | 'distance' | 'area'
export interface Drawing { stop: () => void }

const modes = { rectangle: 'rectangle', polygon: 'polygon', circle: 'circle', distance: 'linestring', area: 'polygon' } as const

/**
 * Lets the user draw one shape after the other. `changed` is told every shape while it grows, `finished` the whole one.
 * The drawing stays until `stop`.
 */
export function startDrawing(map: MapLibre, mode: DrawMode, colour: `#${string}`, told: {
  changed: (shape: Polygon | LineString) => void, finished: (shape: Polygon | LineString) => void
}): Drawing {
  const polygon = { fillColor: colour, fillOpacity: 0.15, outlineColor: colour, outlineWidth: 3, closingPointColor: colour } as const
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: drawnPrefix }),
    modes: [
      new TerraDrawRectangleMode({ styles: polygon }), new TerraDrawPolygonMode({ styles: polygon }),
      new TerraDrawCircleMode({ styles: polygon }),
      new TerraDrawLineStringMode({ styles: { lineStringColor: colour, lineStringWidth: 3, closingPointColor: colour } }),
    ],
  })
  const shapeOf = (id: string | number): Polygon | LineString | null => {
    const geometry = draw.getSnapshotFeature(id)?.geometry
    return geometry?.type === 'Polygon' || geometry?.type === 'LineString' ? geometry : null
  }
  draw.start()
  draw.setMode(modes[mode])
  draw.on('change', (ids) => {
    const shape = ids.map(shapeOf).findLast((one) => one !== null)
    if (shape) told.changed(shape)
  })
  draw.on('finish', (id) => {
    const shape = shapeOf(id)
    if (!shape) return
    // the next shape replaces this one
    const others = draw.getSnapshot().map((feature) => feature.id).filter((other): other is string | number => other !== undefined && other !== id)
    if (others.length) draw.removeFeatures(others)
    // the library is still at work on this event: whoever is told may end the drawing
    setTimeout(() => { told.finished(shape) })
  })
  return { stop: () => { draw.stop() } }
}

/** Everything within so many metres around a shape, the shape itself included. */
export function around(shape: Polygon | MultiPolygon, distance: number): Polygon | MultiPolygon | null {
  return buffer(shape, distance, { units: 'meters' })?.geometry ?? null
}
