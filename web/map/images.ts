/** Images of marks and hatchings: drawn by name, when a style needs them. */
import type { Feature, FeatureCollection } from 'geojson'
import type { Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import { drawBadge } from './badge.ts'
import { drawDisc } from './disc.ts'
import { drawDonut } from './donut.ts'
import { imagePixelRatio } from './small-canvas.ts'

/** Names that the features of a style ask for in their member `image`. */
export function imageNames({ sources }: StyleSpecification): Set<string> {
  const features = Object.values(sources).flatMap((source): Feature[] =>
    source.type === 'geojson' && typeof source.data === 'object' && source.data.type === 'FeatureCollection' ? (source.data as FeatureCollection).features : [])
  return new Set(features.flatMap(({ properties }) => typeof properties?.['image'] === 'string' && properties['image'] !== '' ? [properties['image']] : []))
}

export function addImage(map: MapLibre, name: string): void {
  if (map.hasImage(name)) return
  const image = drawDonut(name) ?? drawDisc(name) ?? drawBadge(name)
  if (image) map.addImage(name, image, { pixelRatio: imagePixelRatio })
}

/** Adds what the marks of a style will ask for before they do: asked for one by one, the marks would be laid out and drawn twice. */
export function addImages(map: MapLibre, style: StyleSpecification): void {
  for (const name of imageNames(style)) addImage(map, name)
}
