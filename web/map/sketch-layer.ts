import type { Feature, FeatureCollection } from 'geojson'
import { palettes } from './palette.ts'
import type { MapLayer } from './types.ts'

/** Shapes and points of a page's own, in the accent colour: what a file holds, before anything is imported. */
export function sketchLayer(features: readonly Feature[]): MapLayer {
  const data: FeatureCollection = { type: 'FeatureCollection', features: [...features] }
  return {
    id: 'sketch',
    slot: 'mark',
    switchable: () => false,
    sources: () => ({ sketch: { type: 'geojson', data } }),
    layers: ({ theme }) => {
      const { accent, discFill } = palettes[theme]
      return [
        { id: 'sketch-fill', type: 'fill', source: 'sketch', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'fill-color': accent, 'fill-opacity': 0.25 } },
        { id: 'sketch-line', type: 'line', source: 'sketch', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': accent, 'line-width': 1.6 } },
        {
          id: 'sketch-point', type: 'circle', source: 'sketch', filter: ['==', ['geometry-type'], 'Point'],
          paint: { 'circle-color': accent, 'circle-radius': 4.5, 'circle-stroke-color': discFill, 'circle-stroke-width': 1.2 },
        },
      ]
    },
  }
}
