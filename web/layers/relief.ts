import type { SourceSpecification } from 'maplibre-gl'
import type { MapLayer } from '../map/types.ts'

/** Shaded relief in the theme's own colours, drawn by the server from the elevation model. */
export const layer: MapLayer = {
  id: 'relief',
  slot: 'ground',
  switchable: ({ basemap, backdrop }) => Boolean(basemap?.hillshade && !backdrop),
  sources: ({ basemap, theme, origin }): Record<string, SourceSpecification> => {
    if (!basemap?.hillshade) return {}
    const { minzoom, maxzoom, bounds } = basemap.hillshade
    return {
      relief: {
        type: 'raster', tiles: [`${origin}/api/basemap/hillshade/${theme}/{z}/{x}/{y}.png`], tileSize: 256, minzoom, maxzoom, bounds,
      },
    }
  },
  layers: ({ basemap, backdrop }) => basemap?.hillshade && !backdrop
    ? [{ id: 'relief', type: 'raster', source: 'relief', paint: { 'raster-fade-duration': 0, 'raster-resampling': 'linear' } }]
    : [],
}
