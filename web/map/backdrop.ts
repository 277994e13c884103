/** A base map of others under our figures: Tianditu's tiles by way of our own server, or the style of the county's own map server. */
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import { tiandituDeepest, tiandituSets } from '../../api/contract/basemap.ts'
import type { TiandituLayer, TiandituSet } from '../../api/contract/basemap.ts'
import { mapFont } from './fonts.ts'
import type { MapState, ThemeName } from './types.ts'

/** A checked style as the server tells it, under names that begin with `style-`. */
export interface OwnStyle {
  sources: Record<string, SourceSpecification>
  layers: LayerSpecification[]
  sprite?: string | { id: string, url: string }[]
  credit: string
}
export type Backdrop = { of: 'tianditu', set: TiandituSet } | { of: 'style', style: OwnStyle }

const sourceOf = (layer: TiandituLayer): string => `tianditu-${layer}`
/** Does a source belong to a base map of others? */
export const backdropOf = (source: string): Backdrop['of'] | null => source.startsWith('tianditu-') ? 'tianditu' : source.startsWith('style-') ? 'style' : null

export function backdropSources({ backdrop, origin }: MapState): Record<string, SourceSpecification> {
  if (!backdrop) return {}
  if (backdrop.of === 'style') return backdrop.style.sources
  return Object.fromEntries(tiandituSets[backdrop.set].map((layer) => [sourceOf(layer), {
    type: 'raster', tiles: [`${origin}/api/basemap/tianditu/${layer}/{z}/{x}/{y}`], tileSize: 256, minzoom: 1, maxzoom: tiandituDeepest(layer),
  }]))
}

/** Daylight maps step back behind figures, the more so on a dark page. */
const muted: Record<ThemeName, Record<TiandituSet, Record<string, number>>> = {
  light: { vector: { 'raster-saturation': -0.25 }, image: { 'raster-saturation': -0.2, 'raster-brightness-min': 0.12 }, terrain: { 'raster-saturation': -0.25 } },
  dark: {
    vector: { 'raster-saturation': -0.6, 'raster-brightness-max': 0.5 }, image: { 'raster-saturation': -0.25, 'raster-brightness-max': 0.7 },
    terrain: { 'raster-saturation': -0.5, 'raster-brightness-max': 0.55 },
  },
}

const raster = (layer: TiandituLayer, paint: Record<string, number>): LayerSpecification =>
  ({ id: sourceOf(layer), type: 'raster', source: sourceOf(layer), paint: { 'raster-fade-duration': 0, ...paint } })

/** Aerial pictures are dark by day, too: lines over them have the colours of the dark theme. */
export const lineTheme = ({ backdrop, theme }: MapState): ThemeName => backdrop?.of === 'tianditu' && backdrop.set === 'image' ? 'dark' : theme

const isName = ({ type }: LayerSpecification): boolean => type === 'symbol'

export function backdropGround(backdrop: Backdrop, theme: ThemeName): LayerSpecification[] {
  if (backdrop.of === 'style') return backdrop.style.layers.filter((layer) => !isName(layer))
  return [raster(tiandituSets[backdrop.set][0], muted[theme][backdrop.set])]
}

/** Names stand over the colours of our rates, drawn with the fonts of the machine. */
export function backdropNames(backdrop: Backdrop, theme: ThemeName): LayerSpecification[] {
  if (backdrop.of === 'tianditu') return [raster(tiandituSets[backdrop.set][1], theme === 'dark' ? { 'raster-brightness-max': 0.8 } : {})]
  return backdrop.style.layers.filter(isName).map((layer) => layer.type === 'symbol' && layer.layout?.['text-field'] !== undefined
    ? { ...layer, layout: { ...layer.layout, 'text-font': mapFont } } : layer)
}
