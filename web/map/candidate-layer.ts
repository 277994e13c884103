import type { Feature, Geometry } from 'geojson'
import { mapFontBold } from './fonts.ts'
import { palettes } from './palette.ts'
import type { Expression, MapLayer } from './types.ts'

export interface CandidateShape { n: number, name: string, chosen: boolean, geometry: Geometry | null, point: readonly number[] | null }

/** Units that a matter may lie in: their outlines, and the number of the key that chooses each. */
export function candidateLayer(candidates: readonly CandidateShape[]): MapLayer {
  const of = ({ n, name, chosen }: CandidateShape) => ({ n: String(n), name, chosen })
  const features = candidates.flatMap((candidate): Feature[] => [
    ...(candidate.geometry ? [{ type: 'Feature' as const, geometry: candidate.geometry, properties: of(candidate) }] : []),
    ...(candidate.point ? [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: [...candidate.point] }, properties: of(candidate) }] : []),
  ])
  return {
    id: 'candidates',
    slot: 'mark',
    switchable: () => false,
    sources: () => ({ candidates: { type: 'geojson', data: { type: 'FeatureCollection', features } } }),
    layers: ({ theme, scale }) => {
      const { accent, discFill, halo, text } = palettes[theme]
      const chosen: Expression = ['==', ['get', 'chosen'], true]
      const area: Expression = ['!=', ['geometry-type'], 'Point']
      const point: Expression = ['==', ['geometry-type'], 'Point']
      return [
        { id: 'candidates-fill', type: 'fill', source: 'candidates', filter: area, paint: { 'fill-color': accent, 'fill-opacity': ['case', chosen, 0.28, 0.08] } },
        { id: 'candidates-line', type: 'line', source: 'candidates', filter: area, paint: { 'line-color': accent, 'line-width': ['case', chosen, 3, 1.4] } },
        {
          id: 'candidates-disc', type: 'circle', source: 'candidates', filter: point,
          paint: { 'circle-radius': ['case', chosen, 14 * scale, 11 * scale], 'circle-color': ['case', chosen, accent, discFill], 'circle-stroke-color': accent, 'circle-stroke-width': 2 },
        },
        {
          id: 'candidates-number', type: 'symbol', source: 'candidates', filter: point,
          layout: { 'text-field': ['get', 'n'], 'text-font': mapFontBold, 'text-size': 13 * scale, 'text-allow-overlap': true, 'text-ignore-placement': true },
          paint: { 'text-color': ['case', chosen, discFill, accent] },
        },
        {
          id: 'candidates-name', type: 'symbol', source: 'candidates', filter: point,
          layout: { 'text-field': ['get', 'name'], 'text-font': mapFontBold, 'text-size': 12.5 * scale, 'text-offset': [0, 1.6], 'text-anchor': 'top' },
          paint: { 'text-color': text, 'text-halo-color': halo, 'text-halo-width': 1.6 },
        },
      ]
    },
  }
}
