import type { Feature } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { hatchName } from './disc.ts'
import { mapFontBold } from './fonts.ts'
import { palettes } from './palette.ts'
import type { ThemeName } from './types.ts'
import { levelClassOf, patternOf, smoothedClassOf } from '../lib/hotspots.ts'
import type { Colouring, LevelClass, Pattern } from '../lib/hotspots.ts'
import type { AlarmAnswer } from '../../api/contract/alarms.ts'
import type { Hotspot, HotspotAnswer } from '../../api/contract/hotspots.ts'
import type { Expression, MapLayer } from './types.ts'

/** Orange to brown for more, blue for fewer: apart for colour-blind eyes, and red stays with what is overdue. */
export const levelColours: Record<LevelClass, string> = {
  hot3: '#a63603', hot2: '#e6550d', hot1: '#fdae6b', cold: '#4393c3', few: 'transparent', none: 'transparent',
}
/** Eight hues that the common kinds of colour blindness keep apart (Okabe and Ito 2008), and grey for what is over. */
export const patternColours: Record<Pattern, string> = {
  new: '#d55e00', consecutive: '#e69f00', intensifying: '#882255', persistent: '#cc79a7', diminishing: '#56b4e9', sporadic: '#d4c400',
  oscillating: '#009e73', historical: '#8c8c8c',
}
export const quietColour = '#1b9e77'

/** The colour of a place; `transparent` or null where there is nothing to colour. */
export function colourOf(row: HotspotAnswer['rows'][number], colouring: 'level' | 'emerging' | 'smoothed', theme: ThemeName): string | null {
  if (colouring === 'smoothed') return palettes[theme].ramp[smoothedClassOf(row) ?? -1] ?? null
  const pattern = patternOf(row)
  return colouring === 'level' ? levelColours[levelClassOf(row)] : pattern && patternColours[pattern]
}

/** Ring of a circle on the ground. `metres` radius; good to a per cent at a county's size. */
export function circle([lon, lat]: readonly [number, number], metres: number): [number, number][] {
  const degree = 111_320
  return Array.from({ length: 65 }, (_, k) => {
    const angle = k / 64 * 2 * Math.PI
    return [lon + Math.cos(angle) * metres / (degree * Math.cos(lat * Math.PI / 180)), lat + Math.sin(angle) * metres / degree]
  })
}

export interface HotspotPicture {
  answer: HotspotAnswer
  /** in the order of the list: the n-th carries the number n + 1 */
  spots: readonly Hotspot[]
  colouring: Colouring
  chosen: number | null
  alarms: AlarmAnswer['features']
  /** rank of the alarm that is looked at */
  alarm: number | null
  /** address of the hexagons' shapes */
  shapes: string
}

/** A run over the map: coloured places, numbered hot spots, and beside them what only looks like one. */
export function hotspotLayer({ answer, spots, colouring, chosen, alarms, alarm, shapes }: HotspotPicture): MapLayer {
  const { run, rows } = answer
  const source = { hexagon: 'hotspots', unit: 'units', area: 'key-areas' }[run.by]
  // columns and heat stand for themselves
  const coloured = (theme: ThemeName): string[] => colouring === 'columns' || colouring === 'heat' ? [] : rows.flatMap((row) => {
    const colour = colourOf(row, colouring, theme)
    return colour && colour !== 'transparent' ? [row.code, colour] : []
  })
  const codes = (of: typeof rows): string[] => of.map(({ code }) => code)
  const within = (list: string[]): Expression => ['in', ['get', 'code'], ['literal', list]]
  const few = codes(rows.filter((row) => row.level === null && row.why !== null))
  const quiet = codes(rows.filter((row) => row.quiet))
  const picked = spots.find(({ spot }) => spot === chosen)?.codes ?? []
  const marks: Feature[] = [
    ...spots.map((spot, i) => point(spot.center, { kind: spot.is_hot ? 'hot' : 'other', text: String(i + 1), chosen: spot.spot === chosen })),
    ...answer.repeating.map(({ center }) => point(center, { kind: 'repeat', text: '', chosen: false })),
    ...(answer.placeholders ?? []).map(({ lon, lat }) => point([lon, lat], { kind: 'placeholder', text: '', chosen: false })),
  ].filter((one) => one !== null)
  return {
    id: 'hotspots',
    slot: 'mark',
    switchable: () => false,
    sources: () => ({
      ...run.by === 'hexagon' ? { hotspots: { type: 'geojson' as const, data: shapes } } : {},
      'hotspot-marks': { type: 'geojson', data: { type: 'FeatureCollection', features: marks } },
      'hotspot-alarms': { type: 'geojson', data: { type: 'FeatureCollection', features: alarms.map(({ geometry, properties }) => ({
        type: 'Feature', properties: { level: properties.level, chosen: properties.rank === alarm },
        geometry: { type: 'LineString', coordinates: circle((geometry as GeoJSON.Point).coordinates as [number, number], properties.radius_m) },
      })) } },
      'hotspot-alarm-members': { type: 'geojson', data: { type: 'FeatureCollection', features: alarms.map(({ properties }) => ({
        type: 'Feature', properties: { chosen: properties.rank === alarm }, geometry: { type: 'MultiPolygon', coordinates: properties.members.map((ring) => [ring]) },
      })) } },
    }),
    layers: ({ theme, scale }): LayerSpecification[] => {
      const { accent, border, discFill, discInk, repeat, textMuted } = palettes[theme]
      const kind: Expression = ['get', 'kind']
      const colours = coloured(theme)
      const isChosen: Expression = ['==', ['get', 'chosen'], true]
      return [
        ...colours.length ? [{
          id: 'hotspots-fill', type: 'fill' as const, source, paint: {
            'fill-color': ['match', ['get', 'code'], ...colours, 'rgba(0,0,0,0)'] as unknown as Expression, 'fill-opacity': 0.72,
          },
        }] : [],
        ...few.length && run.by !== 'hexagon' ? [{ id: 'hotspots-few', type: 'fill' as const, source, filter: within(few), paint: { 'fill-pattern': hatchName(theme), 'fill-opacity': 0.8 } }] : [],
        ...run.by === 'hexagon' ? [{ id: 'hotspots-grid', type: 'line' as const, source, paint: { 'line-color': border, 'line-width': 0.6, 'line-opacity': 0.55 } }] : [],
        ...quiet.length ? [{ id: 'hotspots-quiet', type: 'line' as const, source, filter: within(quiet), paint: { 'line-color': quietColour, 'line-width': 2.5, 'line-dasharray': [2, 1.2] } }] : [],
        ...picked.length ? [{ id: 'hotspots-chosen', type: 'line' as const, source, filter: within(picked), paint: { 'line-color': accent, 'line-width': 2.4 } }] : [],
        { id: 'hotspot-alarm-members', type: 'fill', source: 'hotspot-alarm-members', paint: { 'fill-color': repeat, 'fill-opacity': ['case', isChosen, 0.28, 0.08] as unknown as Expression } },
        { id: 'hotspot-alarms', type: 'line', source: 'hotspot-alarms', paint: { 'line-color': repeat, 'line-width': ['case', isChosen, 4, 2.4] as unknown as Expression, 'line-dasharray': [1.5, 1] } },
        {
          id: 'hotspot-marks', type: 'circle', source: 'hotspot-marks', paint: {
            'circle-radius': ['match', kind, 'hot', 12 * scale, 'other', 11 * scale, 'repeat', 7 * scale, 6 * scale] as unknown as Expression,
            'circle-color': ['match', kind, 'hot', levelColours.hot3, 'placeholder', textMuted, discFill] as unknown as Expression,
            'circle-stroke-color': ['case', isChosen, accent, ['match', kind, 'hot', '#ffffff', 'repeat', repeat, 'other', repeat, '#ffffff']] as unknown as Expression,
            'circle-stroke-width': ['case', isChosen, 4, 2.5],
          },
        },
        {
          id: 'hotspot-numbers', type: 'symbol', source: 'hotspot-marks', filter: ['!=', ['get', 'text'], ''],
          layout: { 'text-field': ['get', 'text'], 'text-font': mapFontBold, 'text-size': 13 * scale, 'text-allow-overlap': true, 'text-ignore-placement': true },
          paint: { 'text-color': ['match', kind, 'hot', '#ffffff', discInk] as unknown as Expression },
        },
      ]
    },
  }
}

const point = (at: readonly number[] | null, properties: object): Feature | null =>
  at && { type: 'Feature', properties: { ...properties }, geometry: { type: 'Point', coordinates: [...at] } }
