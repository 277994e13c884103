import { diff, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tiandituSets } from '../../api/contract/basemap.ts'
import { classes } from '../../web/lib/classes.ts'
import { compose, stacked } from '../../web/map/compose.ts'
import { mapLayers } from '../../web/map/layer-files.ts'
import { marksOf } from '../../web/map/marks.ts'
import { anchorsOf, sides, sidesOf } from '../../web/map/name-place.ts'
import type { MarkStyle } from '../../web/map/marks.ts'
import { measures } from '../../web/lib/url-state.ts'
import { classColour } from '../../web/map/tint-colour.ts'
import { mapFont } from '../../web/map/fonts.ts'
import type { Backdrop } from '../../web/map/backdrop.ts'
import type { MapState } from '../../web/map/types.ts'
import type { AreaResponse } from '../../web/lib/area-response.ts'
import type { AreaCollection, UnitCollection } from '../../web/lib/api-types.ts'

const counts = (petitions: number | null, overdue = 0) => ({
  petitions, matters: petitions, people: petitions, repeat: 0, collective: 0, open: overdue, overdue, under: null,
  by_state: petitions === null ? null : { open: 0, overdue, closed: petitions - overdue },
})
const square = (lon: number, lat: number) => ({
  type: 'Polygon' as const, coordinates: [[[lon, lat], [lon + 0.1, lat], [lon + 0.1, lat + 0.1], [lon, lat + 0.1], [lon, lat]]],
})
const units: UnitCollection = {
  type: 'FeatureCollection',
  features: ([['990128001', 104.3, 40], ['990128002', 104.6, null], ['990128003', 104.9, 0]] as const).map(([code, lon, petitions]) => ({
    type: 'Feature', id: code, geometry: square(lon, 27),
    properties: {
      code, name: `镇${code}`, level: 'township', kind: 'town', official: true, parent_code: '990128', household_count: 500, point: [lon + 0.05, 27.05], ...counts(petitions, 2),
    },
  })),
}
const areas: AreaCollection = {
  type: 'FeatureCollection',
  features: [['990128-K01', 30, 1], ['990128-K02', 12, 4]].map(([code, petitions, overdue]) => ({
    type: 'Feature', id: String(code), geometry: square(104.4, 27.02),
    properties: {
      code: String(code), name: '片区', kind: 'land_requisition', kind_name: '征地拆迁区', kind_name_en: 'Land requisition', household_count: 526, problem_count: 835,
      valid_from: '2020-01-01', units: null, point: [104.45, 27.05], ...counts(Number(petitions), Number(overdue)), closed: 1, previous: null,
    },
  })),
}
const state = (more: Partial<MapState> = {}): MapState => ({
  theme: 'light', marks: 'areas', hidden: [], areas, units, context: null, level: 'township', inside: null,
  selectedAreas: [], selectedUnit: null, within: null, density: null, show: 'petitions', greatest: null, tint: null,
  basemap: { layers: ['outline', 'outside', 'rivers', 'lakes', 'roads', 'contours', 'places', 'peaks'], hillshade: { minzoom: 7, maxzoom: 14, bounds: [104, 26, 105, 28] } },
  petitionTiles: 'http://127.0.0.1/tiles/petitions/{z}/{x}/{y}.mvt', origin: 'http://127.0.0.1', scale: 1, zoom: 9, ...more,
})
const backdrops: Backdrop[] = [
  ...(['vector', 'image', 'terrain'] as const).map((set) => ({ of: 'tianditu' as const, set })),
  {
    of: 'style',
    style: {
      credit: '县自然资源局', sources: { 'style-a': { type: 'vector', tiles: ['https://tiles.county/{z}/{x}/{y}'] } }, sprite: 'https://tiles.county/icons',
      layers: [
        { id: 'style-ground', type: 'background', paint: { 'background-color': '#eeeeee' } }, { id: 'style-roads', type: 'line', source: 'style-a', 'source-layer': 'roads' },
        { id: 'style-names', type: 'symbol', source: 'style-a', 'source-layer': 'names', layout: { 'text-field': ['get', 'name'], 'text-font': ['Own Font'] } },
      ],
    },
  },
]
const rows = units.features.map(({ properties: { code, name } }, i) => ({ code, name, value: i ? i * 11 : null, numerator: i, denominator: 1, under: null }))
const responses: AreaResponse[] = ['990128-K01', '990128-K09'].map((code, i) => ({
  code, stage: '化解中', gaps: i, levels: [{ letter: '县', tone: 'late', gaps: i }],
}))
const states = fc.record({
  theme: fc.constantFrom('light' as const, 'dark' as const),
  marks: fc.constantFrom('areas' as const, 'units' as const, 'spread' as const, 'columns' as const, 'heat' as const),
  hidden: fc.subarray(mapLayers.map(({ id }) => id)),
  areas: fc.constantFrom(areas, null),
  responses: fc.subarray(responses),
  units: fc.constantFrom(units, null),
  context: fc.constantFrom(units, null),
  inside: fc.constantFrom('990128001', null),
  selectedAreas: fc.subarray(['990128-K01', '990128-K02']),
  selectedUnit: fc.constantFrom('990128001', null),
  show: fc.constantFrom(...measures),
  within: fc.constantFrom(null, '104.1,27;104.5,27;104.3,27.4'),
  greatest: fc.constantFrom(null, 0, 70),
  tint: fc.constantFrom(...(['unit', 'area'] as const).flatMap((by) => [
    { measure: 'household_rate' as const, by, rows, classes: classes(rows.map(({ value }) => value)), median: 11 },
    { measure: 'repeat_share' as const, by, rows: [], classes: [], median: null },
  ]), null),
  basemap: fc.constantFrom(state().basemap, { layers: [], hillshade: null }, null),
  backdrop: fc.constantFrom(null, ...backdrops),
  scale: fc.constantFrom(1, 1.5, 2),
  zoom: fc.constantFrom(7, 9, 12.25),
}).map((more) => state(more))

describe('the map’s style', () => {
  test('is valid for every state, with data or without, in both themes', () => {
    fc.assert(fc.property(states, (one) => {
      expect(validateStyleMin(compose(mapLayers, one)).map(({ message }) => message)).toEqual([])
    }), { numRuns: 200 })
  })

  test('asks nothing of any other host and names no glyphs', () => {
    const text = JSON.stringify(compose(mapLayers, state({ marks: 'spread' })))
    expect(text.match(/https?:\/\/[^/"]+/g)?.filter((host) => host !== 'http://127.0.0.1')).toEqual([])
    expect(text).not.toContain('"glyphs"')
  })

  test('is a pure function: the same state gives the same style, whatever the order of the files', () => {
    expect(compose([...mapLayers].reverse(), state())).toEqual(compose(mapLayers, state()))
  })

  test('puts labels over shapes and marks over labels', () => {
    const order = stacked(mapLayers).map(({ id }) => id)
    expect(order.indexOf('relief')).toBeLessThan(order.indexOf('units'))
    expect(order.indexOf('key-areas')).toBeLessThan(order.indexOf('labels'))
    expect(order.at(-1)).toBe('petitions')
    expect(order.indexOf('area-responses')).toBeLessThan(order.indexOf('clusters'))
    expect(order.indexOf('labels')).toBeLessThan(order.indexOf('clusters'))
  })

  test('of a hidden layer only loses its own layers: no source is asked for again', () => {
    const commands = diff(compose(mapLayers, state()), compose(mapLayers, state({ hidden: ['roads'] })))
    expect(commands.map(({ command }) => command)).toEqual(['removeLayer', 'removeLayer'])
  })

  test('with another area chosen repaints and touches no base layer', () => {
    const commands = diff(compose(mapLayers, state()), compose(mapLayers, state({ selectedAreas: ['990128-K01'] })))
    expect(commands.length).toBeGreaterThan(0)
    for (const { command, args } of commands) {
      expect(['setPaintProperty', 'setGeoJSONSourceData']).toContain(command)
      expect(String(args[0])).toMatch(/^(key-areas|clusters)/)
    }
  })
})

describe('a base map of others', () => {
  const idsOf = (more: Partial<MapState>) => compose(mapLayers, state(more)).layers.map(({ id }) => id)

  test.each(backdrops)('%j lies under everything, its names over the colours of rates and under our marks; of our own ground only the county’s outline stays', (backdrop) => {
    const ids = idsOf({ backdrop })
    const own = idsOf({}).filter((id) => !ids.includes(id))
    expect(own).toEqual(expect.arrayContaining(['relief', 'roads', 'rivers', 'lakes', 'contours', 'places-1', 'peaks']))
    expect(ids).toEqual(expect.arrayContaining(['outline', 'outside', 'units-line', 'key-areas-line']))
    const [ground, names] = backdrop.of === 'style' ? ['style-roads', 'style-names'] : [`tianditu-${tiandituSets[backdrop.set][0]}`, `tianditu-${tiandituSets[backdrop.set][1]}`]
    const order = [ground, 'units-fill', 'key-areas-fill', names, 'clusters'].map((name) => ids.findIndex((id) => id.startsWith(name)))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order).not.toContain(-1)
    expect(idsOf({ backdrop, hidden: ['labels'] })).not.toContain(names)
    expect(mapLayers.filter((layer) => layer.switchable(state({ backdrop }))).map(({ id }) => id).sort()).not.toEqual(expect.arrayContaining(['relief']))
  })

  test('seen from the air gives lines the colours of the dark theme, by day too', () => {
    const lineOf = (more: Partial<MapState>): unknown => compose(mapLayers, state(more)).layers.filter(({ id }) => id === 'outline' || id === 'key-areas-line')
      .map((layer) => (layer.paint as Record<string, unknown>)['line-color'])
    const dark = lineOf({ theme: 'dark' })
    expect([lineOf({ backdrop: { of: 'tianditu', set: 'image' } }), lineOf({ backdrop: { of: 'tianditu', set: 'vector' } })]).toEqual([dark, lineOf({})])
    expect(dark).not.toEqual(lineOf({}))
  })

  test('of Tianditu comes by way of our own server, from no other host', () => {
    const { sources } = compose(mapLayers, state({ backdrop: { of: 'tianditu', set: 'image' } }))
    expect(sources['tianditu-img']).toMatchObject({ tiles: ['http://127.0.0.1/api/basemap/tianditu/img/{z}/{x}/{y}'], maxzoom: 18 })
    expect(JSON.stringify(sources)).not.toContain('tianditu.gov')
  })

  test('of the county’s own is written with the fonts of the machine, and brings its icons', () => {
    const made = compose(mapLayers, state({ backdrop: backdrops[3] }))
    expect(made.sprite).toBe('https://tiles.county/icons')
    expect(made.layers.find(({ id }) => id === 'style-names')).toMatchObject({ layout: { 'text-font': mapFont } })
    expect(compose(mapLayers, state())).not.toHaveProperty('sprite')
  })
})

const plain: MarkStyle = { theme: 'light', show: 'petitions', chosen: [], zoom: 9 }

describe('marks', () => {
  const points = (zoom: number) => marksOf('area', areas, { ...plain, chosen: ['990128-K02'], zoom }).features.filter(({ geometry }) => geometry.type === 'Point')

  test('on one spot are moved apart, each with a line to its true place', () => {
    const lines = marksOf('area', areas, plain).features.filter(({ geometry }) => geometry.type === 'LineString')
    expect(lines).toHaveLength(2)
    const [a, b] = points(9).map(({ geometry }) => geometry.coordinates)
    expect(a).not.toEqual(b)
    for (const { geometry } of lines) expect(geometry.coordinates[0]).toEqual([104.45, 27.05])
  })

  test('of places without petitions are not drawn; suppressed ones are, as <5', () => {
    const drawn = marksOf('unit', units, plain).features.map(({ properties }) => [properties.code, properties.text])
    expect(drawn).toEqual([['990128001', '40'], ['990128002', '<5']])
  })

  test('give the places with more overdue the first claim to a label', () => {
    const [first, second] = points(9)
    expect(first?.properties.rank).toBeGreaterThan(second?.properties.rank ?? 0)
  })
})

test('the strongest class always has the strongest colour, an unknown value the no-data colour', () => {
  expect(classColour('light', 1, 2)).toBe(classColour('light', 4, 5))
  expect(classColour('light', -1, 5)).toBe('#b9c1c6')
})

test('under columns and heat no badge shines through and no name of a seat is hidden: neither is drawn, and no switch offers badges', () => {
  for (const marks of ['areas', 'units', 'spread', 'columns', 'heat'] as const) {
    const now = state({ marks, responses })
    const ids = compose(mapLayers, now).layers.map(({ id }) => id)
    const flat = marks !== 'columns' && marks !== 'heat'
    const offered = mapLayers.find(({ id }) => id === 'area-responses')?.switchable(now)
    expect([marks, ids.includes('area-responses'), offered, ids.includes('places-1')]).toEqual([marks, flat, flat, flat])
  }
})

describe('the name of a mark', () => {
  test('stands on the side of the middle where the mark is near an edge, and anywhere else where it is not', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 103, max: 106, noNaN: true }), { minLength: 2, maxLength: 30 }), fc.boolean(), (lons, badged) => {
      const found = sidesOf(lons)
      const [west, east] = [Math.min(...lons), Math.max(...lons)]
      for (const [i, lon] of lons.entries()) {
        if (west < east && lon === west) expect(found[i]).toBe('west')
        if (west < east && lon === east) expect(found[i]).toBe('east')
        const anchors = anchorsOf(badged, found[i] ?? 'middle', false)
        const onWall = anchorsOf(badged, found[i] ?? 'middle', true)
        expect([onWall.slice(0, anchors.length), new Set(onWall).size]).toEqual([anchors, 8])
        if (found[i] === 'west') expect(anchors.some((anchor) => anchor.includes('right'))).toBe(false)
        if (found[i] === 'east') expect(anchors.some((anchor) => anchor.includes('left'))).toBe(false)
        if (found[i] === 'middle') expect(new Set(anchors).size).toBe(8)
      }
    }))
  })

  test('does not hang below the mark before every other side was tried, where a badge hangs there', () => {
    for (const side of sides) {
      const anchors = anchorsOf(true, side, false)
      expect(anchors.findIndex((anchor) => anchor.startsWith('top'))).toBe(anchors.filter((anchor) => !anchor.startsWith('top')).length)
    }
  })

  test('is one place alone in the middle', () => { expect([sidesOf([104.2]), sidesOf([])]).toEqual([['middle'], []]) })
})
