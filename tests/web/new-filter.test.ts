import { describe, expect, test } from 'vitest'
import { imageNames } from '../../web/map/images.ts'
import { shapesOf } from '../../web/map/shapes.ts'
import { compose } from '../../web/map/compose.ts'
import { mapLayers } from '../../web/map/layer-files.ts'
import type { MapState } from '../../web/map/types.ts'
import type { AreaCollection } from '../../web/lib/api-types.ts'

const areas = (petitions: number): AreaCollection => ({
  type: 'FeatureCollection',
  features: [{
    type: 'Feature', id: '990128-K01', geometry: { type: 'Polygon', coordinates: [[[104, 27], [104.1, 27], [104.1, 27.1], [104, 27]]] },
    properties: {
      code: '990128-K01', name: '片区', kind: 'land_requisition', kind_name: '征地拆迁区', kind_name_en: 'Land requisition', household_count: 526, problem_count: 5,
      valid_from: '2020-01-01', units: null, point: [104.05, 27.05], previous: null, closed: 1, petitions, matters: petitions, people: petitions, repeat: 0, collective: 0,
      open: 0, overdue: 0, under: null, by_state: { open: 0, overdue: 0, closed: petitions },
    },
  }],
})
const state = (marks: MapState['marks'], petitions = 12): MapState => ({
  theme: 'light', marks, hidden: [], areas: areas(petitions), units: null, context: null, level: 'township', inside: null, selectedAreas: [], selectedUnit: null,
  within: null, density: null, show: 'petitions', greatest: null, tint: null, petitionTiles: 'http://127.0.0.1/{z}/{x}/{y}', origin: 'http://127.0.0.1', scale: 1, zoom: 9,
  basemap: { layers: ['outline', 'outside', 'rivers', 'lakes', 'roads', 'contours', 'places', 'peaks'], hillshade: { minzoom: 7, maxzoom: 14, bounds: [104, 26, 105, 28] } },
})

describe('a new filter', () => {
  test('leaves the shapes as they are: only figures change', () => {
    expect(shapesOf(areas(12))).toEqual(shapesOf(areas(7_000)))
    expect(Object.keys(shapesOf(areas(12)).features[0]?.properties ?? {})).toEqual(['code', 'name'])
  })

  test('makes the shapes of one answer once', () => {
    const answer = areas(3)
    expect(shapesOf(answer)).toBe(shapesOf(answer))
  })

  test('names the images of its marks before the map asks for them', () => {
    expect([...imageNames(compose(mapLayers, state('areas')))].every((name) => name.startsWith('donut:light'))).toBe(true)
    expect(imageNames(compose(mapLayers, state('areas'))).size).toBe(1)
    expect(imageNames(compose(mapLayers, state('spread'))).size).toBe(0)
  })
})
