import type { StyleSpecification } from 'maplibre-gl'
import { expect, test } from 'vitest'
import { drawnPrefix, keepDrawing } from '../../web/map/keep-drawing.ts'

const style = (...ids: string[]): StyleSpecification => ({
  version: 8, sources: Object.fromEntries(ids.map((id) => [id, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } }])),
  layers: ids.map((id) => ({ id, type: 'line', source: id })),
})

test('a new style leaves what somebody is drawing on top, and nothing else of the old one', () => {
  const kept = keepDrawing(style('relief', `${drawnPrefix}-line`, 'labels'), style('water', 'labels'))
  expect(kept.layers.map(({ id }) => id)).toEqual(['water', 'labels', `${drawnPrefix}-line`])
  expect(Object.keys(kept.sources).sort()).toEqual([`${drawnPrefix}-line`, 'labels', 'water'])
})

test('the first style is taken as it is', () => {
  const first = style('water')
  expect(keepDrawing(undefined, first)).toBe(first)
})
