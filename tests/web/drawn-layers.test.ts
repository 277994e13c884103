/** What each layer draws of a thing on the map, by the library's own reading of its rules: who is seen at which zoom, how large, in which colour. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layer as clusters } from '../../web/layers/clusters.ts'
import { layer as contours } from '../../web/layers/contours.ts'
import { layer as keyAreas } from '../../web/layers/key-areas.ts'
import { layer as labels } from '../../web/layers/labels.ts'
import { layer as outside } from '../../web/layers/outside.ts'
import { layer as petitions } from '../../web/layers/petitions.ts'
import { layer as relief } from '../../web/layers/relief.ts'
import { layer as roads } from '../../web/layers/roads.ts'
import { layer as selection } from '../../web/layers/selection.ts'
import { layer as units } from '../../web/layers/units.ts'
import { layer as water } from '../../web/layers/water.ts'
import { candidateLayer } from '../../web/map/candidate-layer.ts'
import { ringHole } from '../../web/map/donut.ts'
import { palettes } from '../../web/map/palette.ts'
import { pickedAt } from '../../web/map/pick.ts'
import type { Tint } from '../../web/map/types.ts'
import { ids, seen, state, value } from './map-rules.ts'
import type { Thing } from './map-rules.ts'

const { light } = palettes

describe('the base map', () => {
  const of = (layer: string, more: object = {}): Thing => ({ type: 'LineString', properties: { layer, ...more } })

  test('has main rivers, brooks and streams always, gullies once there is room', () => {
    for (const cls of [1, 2, 3]) expect(seen(water, 'rivers', of('rivers', { class: cls }), 7)).toBe(true)
    expect([11.4, 11.5].map((zoom) => seen(water, 'rivers', of('rivers', { class: 4 }), zoom))).toEqual([false, true])
    expect(seen(water, 'rivers', of('roads', { class: 1 }), 12)).toBe(false)
  })

  test('names only the two larger sorts of rivers, and lakes from near by', () => {
    const named = (cls: number, zoom: number): boolean => seen(water, 'rivers-name', of('rivers', { class: cls, name: '清河' }), zoom)
    expect([named(1, 9), named(2, 9), named(3, 12), named(1, 8.9)]).toEqual([true, true, false, false])
    expect(seen(water, 'rivers-name', of('rivers', { class: 1 }), 12)).toBe(false)
    expect([9.4, 9.5].map((zoom) => seen(water, 'lakes-name', of('lakes'), zoom))).toEqual([false, true])
  })

  test('draws a larger river wider at every zoom, and every river wider the closer one looks', () => {
    const width = (cls: number, zoom: number): number => value(water, 'rivers', 'line-width', of('rivers', { class: cls }), { zoom }) as number
    fc.assert(fc.property(fc.double({ min: 8, max: 14, noNaN: true }), fc.integer({ min: 1, max: 3 }), (zoom, cls) => {
      expect(width(cls, zoom)).toBeGreaterThan(width(cls + 1, zoom))
      expect(width(cls, zoom + 0.5)).toBeGreaterThanOrEqual(width(cls, zoom))
    }))
  })

  test.each([['expressway', 7], ['national', 7], ['county', 7], ['township', 9.8], ['village', 11.3]])('shows a road of class %s from zoom %d on', (cls, from) => {
    expect([from - 0.1, from].map((zoom) => seen(roads, 'roads', of('roads', { class: cls }), zoom))).toEqual([from === 7, true])
  })

  test('has roads with a rim wider than they are, the greater the class the wider', () => {
    const classes = ['expressway', 'national', 'county', 'township', 'village']
    for (const zoom of [8, 11, 14]) {
      const widths = classes.map((cls) => ['roads', 'roads-case'].map((id) => value(roads, id, 'line-width', of('roads', { class: cls }), { zoom }) as number))
      for (const [i, [road = 0, rim = 0]] of widths.entries()) {
        expect(rim).toBeGreaterThan(road)
        expect(road).toBeGreaterThan(widths[i + 1]?.[0] ?? 0)
      }
    }
  })

  test('names seats by their rank: the county’s from far, a group’s from near', () => {
    const from = (rank: number): number => [6, 7, 11, 13].find((zoom) => seen(labels, `places-${rank}`, of('places', { rank }), zoom)) ?? 99
    expect([1, 2, 3, 4].map(from)).toEqual([6, 7, 11, 13])
    const sizes = [1, 2, 3, 4].map((rank) => value(labels, `places-${rank}`, 'text-size', of('places', { rank }), { now: { scale: 2 } }) as number)
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    expect(sizes[0]).toBe(30)
    expect(seen(labels, 'places-1', of('places', { rank: 2 }), 14)).toBe(false)
  })

  test('says how high a peak is', () => {
    expect(value(labels, 'peaks', 'text-field', of('peaks', { name: '大尖山', height: 2_415 }))).toBe('▲ 大尖山 2415')
    expect([9.9, 10].map((zoom) => seen(labels, 'peaks', of('peaks'), zoom))).toEqual([false, true])
  })

  test('has the strong contours before the fine ones, each line once', () => {
    for (const index of [true, false]) {
      const shown = ['contours-index', 'contours'].filter((id) => seen(contours, id, of('contours', { index }), 13))
      expect(shown).toEqual([index ? 'contours-index' : 'contours'])
    }
    expect([9.5, 11.4].map((zoom) => ['contours-index', 'contours'].map((id) => seen(contours, id, of('contours', { index: id === 'contours-index' }), zoom)))).toEqual([[true, false], [true, false]])
  })

  test('draws of an installation only what it has', () => {
    const has = (...layers: string[]) => ({ basemap: { layers, hillshade: null } })
    expect([water, roads, labels, contours, outside].map((layer) => ids(layer, has()))).toEqual([[], [], [], [], []])
    expect(ids(water, has('lakes'))).toEqual(['lakes', 'lakes-name'])
    expect(ids(outside, has('outline'))).toEqual(['outline-glow', 'outline'])
    expect([ids(labels, has('peaks')), labels.switchable(state(has('peaks'))), labels.switchable(state(has('places')))]).toEqual([['peaks'], false, true])
    expect(water.sources(state(has('roads', 'lakes')))).toMatchObject({ base: { data: 'http://county/api/basemap/lakes+roads.geojson' } })
    expect(water.sources(state(has()))).toEqual({})
  })

  test('has shaded relief in the theme’s own colours where there is an elevation model', () => {
    const hillshade = { minzoom: 7, maxzoom: 13, bounds: [104, 26, 105, 28] as [number, number, number, number] }
    const now = { theme: 'dark' as const, basemap: { layers: [], hillshade } }
    expect(relief.sources(state(now))).toMatchObject({ relief: { tiles: ['http://county/api/basemap/hillshade/dark/{z}/{x}/{y}.png'], ...hillshade } })
    expect([ids(relief, now), relief.switchable(state(now)), ids(relief), relief.switchable(state())]).toEqual([['relief'], true, [], false])
  })
})

describe('units', () => {
  const unit = (code: string): Thing => ({ type: 'Polygon', properties: { code, name: code } })
  const tint: Tint = { measure: 'household_rate', by: 'unit', median: null, classes: [{ from: 0, to: 20, n: 1 }, { from: 20, to: null, n: 1 }], rows: [
    { code: 'a', name: 'a', value: 3, numerator: 3, denominator: 1000, under: null }, { code: 'b', name: 'b', value: 50, numerator: 50, denominator: 1000, under: null },
    { code: 'c', name: 'c', value: null, numerator: null, denominator: 1000, under: 5 },
  ] }

  test('are coloured by the class of their rate, by the no-data colour where none is known, and hatched where it is too small', () => {
    expect(['a', 'b', 'c', 'z'].map((code) => value(units, 'units-fill', 'fill-color', unit(code), { now: { tint } }))).toEqual([light.ramp[0], light.ramp.at(-1), light.noData, light.noData])
    expect(['a', 'c'].map((code) => seen(units, 'units-hatch', unit(code), 10, { tint }))).toEqual([false, true])
    expect(ids(units, { tint: { ...tint, by: 'area' } })).not.toContain('units-hatch')
  })

  test('without a rate are there for the pointer alone', () => {
    expect(value(units, 'units-fill', 'fill-opacity', unit('a'))).toBe(0)
  })

  test('stand out when chosen or pointed at', () => {
    const border = (code: string, hover: boolean) => ['line-color', 'line-width'].map((name) => value(units, 'units-line', name, unit(code), { hover, now: { selectedUnit: 'a' } }))
    expect([border('a', false), border('b', true), border('b', false)]).toEqual([[light.accent, 3], [light.accent, 2.6], [light.border, 1.1]])
    expect(value(units, 'units-line', 'line-width', unit('b'), { now: { inside: 'x' } })).toBe(0.9)
  })

  test('stand in the unit above, whose neighbours are covered and whose border is strong', () => {
    const now = { context: { type: 'FeatureCollection' as const, features: [] }, inside: 't' }
    expect(['t', 'u'].map((code) => seen(units, 'context-fill', unit(code), 10, now))).toEqual([false, true])
    expect(['t', 'u'].map((code) => value(units, 'context-line', 'line-width', unit(code), { now }))).toEqual([2.6, 1.2])
    expect(ids(units)).not.toContain('context-line')
  })

  test('name themselves where no seats do, and not under marks that do', () => {
    expect(ids(units)).not.toContain('units-name')
    expect(ids(units, { basemap: null })).toContain('units-name')
    expect(ids(units, { basemap: null, marks: 'units' })).not.toContain('units-name')
  })
})

describe('key areas', () => {
  const area = (code: string): Thing => ({ type: 'Polygon', properties: { code } })
  test('that are chosen stand out while the others step back', () => {
    const now = { selectedAreas: ['K1'] }
    expect(['K1', 'K2'].map((code) => ['key-areas-fill', 'key-areas-line'].map((id) => value(keyAreas, id, id.endsWith('fill') ? 'fill-opacity' : 'line-opacity', area(code), { now })))).toEqual([[0.2, 1], [0.1, 0.6]])
    expect([value(keyAreas, 'key-areas-fill', 'fill-opacity', area('K2')), value(keyAreas, 'key-areas-line', 'line-opacity', area('K2'))]).toEqual([0.2, 0.95])
    expect([value(keyAreas, 'key-areas-line', 'line-width', area('K1'), { now }), value(keyAreas, 'key-areas-line', 'line-width', area('K2'), { now, hover: true }), value(keyAreas, 'key-areas-line', 'line-width', area('K2'), { now })]).toEqual([3.2, 2.6, 1.8])
  })
})

describe('petitions as they lie', () => {
  const cell = (n: number): Thing => ({ properties: { n } })
  const few: Thing = { properties: { under: 5 } }
  const one: Thing = { properties: { matter_no: 'M1' } }
  const now = { marks: 'spread' as const }

  test('are cells of counted ones, or single ones where the server sends them, never both', () => {
    for (const [thing, id] of [[cell(7), 'petition-cells'], [few, 'petition-cells'], [one, 'petition-points']] as const) {
      expect(['petition-cells', 'petition-points'].filter((layer) => seen(petitions, layer, thing, 10, now))).toEqual([id])
    }
  })

  test('grow with their number, and a cell of fewer than five is as small as any', () => {
    const radius = (thing: Thing): number => value(petitions, 'petition-cells', 'circle-radius', thing, { now }) as number
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_500 }), (n) => { expect(radius(cell(n + 50))).toBeGreaterThan(radius(cell(n))) }))
    expect(radius(few)).toBeLessThan(radius(cell(5)))
    expect(value(petitions, 'petition-cells', 'circle-radius', cell(25), { now: { ...now, scale: 2 } })).toBe(2 * radius(cell(25)))
  })

  test('say their number from twenty-five on; one that is not told never does', () => {
    expect([cell(24), cell(25), few].map((thing) => seen(petitions, 'petition-cells-n', thing, 10, now))).toEqual([false, true, false])
    expect(value(petitions, 'petition-cells-n', 'text-field', cell(1_284), { now })).toBe('1,284')
  })

  test('ask for no tile while they are not shown', () => {
    expect([petitions.sources(state()), ids(petitions), petitions.switchable(state())]).toEqual([{}, [], false])
    expect(petitions.sources(state(now))).toMatchObject({ petitions: { tiles: ['http://county/tiles'] } })
  })
})

describe('the number in a ring', () => {
  const size = (ring: number, text: string, scale = 1): number => value(clusters, 'clusters', 'text-size', { properties: { size: ring, text } }, { now: { scale } }) as number

  test('is as large as its ring lets it be, and never too small to read', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 99_999 }), fc.constantFrom(1, 1.5, 2), (ring, n, scale) => {
      const text = n.toLocaleString('en-US')
      const type = size(ring, text, scale)
      expect(type).toBeGreaterThanOrEqual(9 * scale)
      // a figure is about 0.55 of its height wide; below nine pixels nobody reads it
      if (type > 9 * scale) expect(type * text.length * 0.56).toBeLessThanOrEqual(ringHole(ring) * scale)
      expect(size(Math.min(4, ring + 1), text, scale)).toBeGreaterThanOrEqual(type)
    }))
  })

  test('of a rate is text alone, over a halo', () => {
    const layers = clusters.layers(state({ show: 'household_rate' }))
    const marks = layers.find(({ id }) => id === 'clusters') as { layout: Record<string, unknown>, paint: Record<string, unknown> }
    expect([marks.layout['icon-image'], marks.layout['text-size'], marks.paint['text-halo-color']]).toEqual([undefined, 13, light.halo])
  })

  test('is drawn for marks alone, the lines to their places for lines alone', () => {
    const things: Thing[] = [{ type: 'Point', properties: {} }, { type: 'LineString', properties: {} }]
    expect(['clusters', 'clusters-name', 'clusters-line'].map((id) => things.map((thing) => seen(clusters, id, thing)))).toEqual([[true, false], [true, false], [false, true]])
  })
})

test('the drawn selection is drawn while there is one', () => {
  const within = '104,27;105,27;105,28'
  expect([ids(selection), ids(selection, { within })]).toEqual([[], ['selection-fill', 'selection-line']])
  expect(selection.sources(state({ within }))).toMatchObject({ selection: { data: { type: 'Polygon', coordinates: [[[104, 27], [105, 27], [105, 28], [104, 27]]] } } })
})

test('candidates for a place have their outline and the number of their key, the chosen one stronger', () => {
  const border = { type: 'Polygon' as const, coordinates: [[[104, 27], [105, 27], [105, 28], [104, 27]]] }
  const layer = candidateLayer([{ n: 1, name: '东村', chosen: true, geometry: border, point: [104.5, 27.2] }, { n: 2, name: '西村', chosen: false, geometry: null, point: [104.6, 27.3] }])
  const { candidates } = layer.sources(state()) as unknown as { candidates: { data: { features: (Thing & { geometry: { type: 'Point' | 'Polygon' } })[] } } }
  const things = candidates.data.features.map(({ geometry, properties }) => ({ type: geometry.type, properties }))
  expect(things.map(({ type, properties }) => [type, properties['n'], properties['chosen']])).toEqual([['Polygon', '1', true], ['Point', '1', true], ['Point', '2', false]])
  const [area, one, two] = things as [Thing, Thing, Thing]
  expect(['candidates-fill', 'candidates-disc', 'candidates-number'].map((id) => [seen(layer, id, area), seen(layer, id, one)])).toEqual([[true, false], [false, true], [false, true]])
  expect([one, two].map((thing) => value(layer, 'candidates-disc', 'circle-color', thing))).toEqual([light.accent, light.discFill])
  expect([one, two].map((thing) => value(layer, 'candidates-number', 'text-color', thing))).toEqual([light.discFill, light.accent])
})

describe('what the pointer is over', () => {
  type Found = { layer: { id: string }, properties: Record<string, unknown> }
  /** The part of the map that is asked: which layers it has and what it has drawn there. */
  const map = (drawn: string[], found: Found | undefined) => {
    const asked: string[][] = []
    const queryRenderedFeatures = (_at: unknown, { layers }: { layers: string[] }): Found[] => {
      asked.push(layers)
      return found ? [found] : []
    }
    return { asked, map: { getLayer: (id: string) => drawn.includes(id) ? {} : undefined, queryRenderedFeatures } as unknown as Parameters<typeof pickedAt>[0] }
  }

  test.each([
    ['a donut of an area', { layer: { id: 'clusters' }, properties: { of: 'area', code: 'K1' } }, { kind: 'area', code: 'K1' }],
    ['a donut of a unit', { layer: { id: 'clusters' }, properties: { of: 'unit', code: '990' } }, { kind: 'unit', code: '990' }],
    ['the ground of an area', { layer: { id: 'key-areas-fill' }, properties: { code: 'K1' } }, { kind: 'area', code: 'K1' }],
    ['the ground of a unit', { layer: { id: 'units-fill' }, properties: { code: '990' } }, { kind: 'unit', code: '990' }],
    ['a line to a donut, which has no code', { layer: { id: 'clusters' }, properties: {} }, null],
    ['nothing', undefined, null],
  ])('is %s', (_what, found, picked) => {
    expect(pickedAt(map(['clusters', 'key-areas-fill', 'units-fill'], found).map, [0, 0])?.picked ?? null).toEqual(picked)
  })

  test('is asked of layers that are drawn, and of none where there is none', () => {
    const half = map(['units-fill', 'roads'], undefined)
    pickedAt(half.map, [0, 0])
    expect(half.asked).toEqual([['units-fill']])
    const none = map([], undefined)
    expect([pickedAt(none.map, [0, 0]), none.asked]).toEqual([null, []])
  })
})
