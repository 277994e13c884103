/** Marks on the map: where they stand, how large they are, what they say; and the hot spots with all that stands beside them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Feature } from 'geojson'
import type { HotspotAnswer, Hotspot, HotspotRow } from '../../api/contract/hotspots.ts'
import type { AlarmAnswer } from '../../api/contract/alarms.ts'
import { layer as clusters, markStyle } from '../../web/layers/clusters.ts'
import { layer as keyAreas } from '../../web/layers/key-areas.ts'
import { layer as units } from '../../web/layers/units.ts'
import type { AreaCollection, UnitCollection } from '../../web/lib/api-types.ts'
import { hatchName } from '../../web/map/disc.ts'
import { donutRadius } from '../../web/map/donut.ts'
import { hotspotLayer, levelColours, patternColours, quietColour } from '../../web/map/hotspot-layer.ts'
import { greatestOf, marksOf, smallBelow } from '../../web/map/marks.ts'
import type { MarkStyle } from '../../web/map/marks.ts'
import { palettes } from '../../web/map/palette.ts'
import { spreadOut, toPixels } from '../../web/map/spread-out.ts'
import type { Tint } from '../../web/map/types.ts'
import { ids, seen, state, value } from './map-rules.ts'
import type { Thing } from './map-rules.ts'

const { light } = palettes
const place = (code: string, lon: number, more: object = {}) => ({
  type: 'Feature' as const, id: code, geometry: null,
  properties: { code, name: `${code}镇`, point: [lon, 27], petitions: 40, matters: 30, people: 60, repeat: 9, open: 6, overdue: 0, by_state: { open: 6, overdue: 0, closed: 34 }, ...more },
})
const places = (...features: object[]) => ({ type: 'FeatureCollection', features }) as unknown as UnitCollection & AreaCollection
const style = (more: Partial<MarkStyle> = {}): MarkStyle => ({ theme: 'light', show: 'petitions', chosen: [], zoom: 10, ...more })
const marks = (of: UnitCollection | null, more: Partial<MarkStyle> = {}) => marksOf('unit', of, style(more)).features.filter(({ geometry }) => geometry.type === 'Point').map(({ properties }) => properties)

describe('a mark', () => {
  test('says the number that was asked for, in a bubble as large as it', () => {
    const two = places(place('a', 104), place('b', 105, { petitions: 400, matters: 10, people: null, repeat: 0, overdue: 5 }))
    const said = (show: MarkStyle['show']) => marks(two, { show }).map(({ code, text, size }) => [code, text, size])
    expect(said('petitions')).toEqual([['a', '40', 1], ['b', '400', 4]])
    expect(said('matters')).toEqual([['a', '30', 4], ['b', '10', 2]])
    expect(said('people')).toEqual([['a', '60', 4], ['b', '<5', 0]])
    expect(said('repeats')).toEqual([['a', '9', 4]])
    expect(said('overdue')).toEqual([['b', '5', 4]])
  })

  test('is a ring by state of petitions alone; other counts are discs in their own colour', () => {
    const image = (show: MarkStyle['show']) => marks(places(place('a', 104, { overdue: 3 })), { show })[0]?.image
    expect(['petitions', 'matters', 'repeats', 'overdue', 'household_rate'].map((show) => image(show as 'people')?.replace(/:.*:(\w+):0$/, ':$1'))).toEqual([
      expect.stringMatching(/^donut/), 'disc:plain', 'disc:repeat', 'disc:overdue', undefined])
  })

  test('of a rate is its text, where it is known or too small to tell, and none elsewhere', () => {
    const rates = new Map([['a', '12.5'], ['c', '<5']])
    const all = marks(places(place('a', 104), place('b', 105), place('c', 106)), { show: 'household_rate', rates })
    expect(all.map(({ code, text, image, size }) => [code, text, image, size])).toEqual([['a', '12.5', '', 0], ['c', '<5', '', 0]])
  })

  test('has the scale of the greatest on both maps, where there are two', () => {
    const one = places(place('a', 104))
    expect(marks(one, { greatest: 4_000 })[0]?.size).toBe(0)
    expect(marks(one, { greatest: null })[0]?.size).toBe(4)
    expect([greatestOf(places(place('a', 104), place('b', 105, { petitions: 7 })), 'petitions'), greatestOf(places(place('a', 104, { petitions: null })), 'petitions'), greatestOf(null, 'people')]).toEqual([40, 0, 0])
  })

  test('is a size smaller where a whole county is a hand’s breadth wide, but not on a wall', () => {
    const size = (zoom: number, scale: number) => marks(places(place('a', 104)), { zoom, scale })[0]?.size
    expect([size(smallBelow - 0.1, 1), size(smallBelow, 1), size(smallBelow - 0.1, 2)]).toEqual([3, 4, 4])
  })

  test('without a point, or of nothing, is not drawn', () => {
    expect(marks(places(place('a', 104, { point: null }), place('b', 105, { petitions: 0 })))).toEqual([])
    expect(marks(null)).toEqual([])
  })

  test('ranks what is overdue before what is open, before what is neither', () => {
    const rank = (overdue: number | null, open: number | null): number => marks(places(place('a', 104, { overdue, open })))[0]?.rank ?? 0
    fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 900 }), (overdue, open) => {
      expect(rank(overdue, 0)).toBeLessThan(rank(overdue - 1, open))
      expect(rank(overdue, open + 1)).toBeLessThan(rank(overdue, open))
    }))
    expect(Math.abs(rank(null, null))).toBe(0)
  })

  test('moved aside keeps a line to its true place, and those that touch none have none', () => {
    const lines = (...lons: number[]) => marksOf('unit', places(...lons.map((lon, i) => place(`p${i}`, lon))), style()).features.filter(({ geometry }) => geometry.type === 'LineString')
    expect(lines(104, 105)).toEqual([])
    const moved = lines(104, 104.001)
    expect(moved.map(({ geometry }) => geometry.coordinates[0])).toEqual([[104, 27], [104.001, 27]])
  })

  test('keeps the room that was asked for around it', () => {
    fc.assert(fc.property(fc.double({ min: 104, max: 104.03, noNaN: true }), fc.integer({ min: 0, max: 12 }), (lon, room) => {
      const points = marksOf('unit', places(place('a', 104.015), place('b', lon)), style({ room })).features.flatMap(({ geometry }) => geometry.type === 'Point' ? [toPixels(geometry.coordinates as [number, number], 10)] : [])
      const [[x, y], [u, v]] = points as [[number, number], [number, number]]
      expect(Math.hypot(x - u, y - v)).toBeGreaterThanOrEqual(2 * (donutRadius(4) + room) - 0.1)
    }), { numRuns: 60 })
  })
})

test('discs that just keep their distance are not moved', () => {
  const [x, y] = toPixels([104, 27], 10)
  const [lon] = [(x + 36 - 0.005) / (512 * 2 ** 10) * 360 - 180]
  const discs = [{ at: [104, 27] as const, radius: 15 }, { at: [lon, 27] as const, radius: 15 }]
  expect([spreadOut(discs, 10), y > 0]).toEqual([[[104, 27], [lon, 27]], true])
})

describe('marks and badges', () => {
  const responses = [{ code: 'K1', stage: '', levels: [], gaps: 1 }]
  test('keep apart only where badges hang under the donuts of areas', () => {
    expect(markStyle(state({ responses })).room).toBe(10)
    for (const other of [{ responses: [] }, { responses, marks: 'units' as const }, { responses, hidden: ['area-responses'] }, { responses, zoom: smallBelow - 0.1 }]) expect(markStyle(state(other)).room).toBe(0)
    expect(markStyle(state({ responses, zoom: smallBelow })).room).toBe(10)
  })

  test('leave the place below to the badge: a name stands elsewhere first', () => {
    const first = (now: Parameters<typeof state>[0]): unknown =>
      (value(clusters, 'clusters-name', 'text-variable-anchor-offset', { properties: { size: 2, side: 'middle' } }, { now }) as { values: unknown[] }).values[0]
    expect([first({ responses }), first({}), first({ responses, hidden: ['area-responses'] }), first({ responses, marks: 'units' })]).toEqual(['bottom', 'top', 'top', 'top'])
  })

  test('drop no number for another: only names and badges give way', () => {
    const rule = (id: string, name: string): unknown => value(clusters, id, name, { properties: { size: 1, side: 'middle', text: '4' } })
    expect(['icon-allow-overlap', 'text-allow-overlap'].map((name) => rule('clusters', name))).toEqual([true, true])
    expect([rule('clusters-name', 'text-allow-overlap'), rule('clusters', 'icon-ignore-placement')]).toEqual([undefined, false])
  })

  test('are of areas or of units, never of both, and of the chosen one in its ring', () => {
    const data = (now: Parameters<typeof state>[0]) => ((clusters.sources(state({ areas: places(place('K1', 104)), units: places(place('U1', 104), place('U2', 105)), ...now }))['clusters'] as unknown as { data: { features: Feature[] } }).data.features)
      .map(({ properties }) => [properties?.['of'], properties?.['code'], String(properties?.['image']).at(-1)])
    expect(data({ selectedAreas: ['K1'] })).toEqual([['area', 'K1', '1']])
    expect(data({ marks: 'units', selectedUnit: 'U2' })).toEqual([['unit', 'U1', '0'], ['unit', 'U2', '1']])
    expect(data({ marks: 'spread' })).toEqual([])
  })
})

test('key areas are coloured by a rate of areas, not by one of units', () => {
  const tint: Tint = { measure: 'repeat_share', by: 'area', median: null, classes: [{ from: 0, to: 0.2, n: 1 }, { from: 0.2, to: null, n: 1 }], rows: [
    { code: 'K1', name: '', value: 0.4, numerator: 4, denominator: 10, under: null }, { code: 'K2', name: '', value: null, numerator: 1, denominator: 2, under: null }] }
  const fill = (code: string, now: object) => value(keyAreas, 'key-areas-fill', 'fill-color', { properties: { code } }, { now })
  expect([fill('K1', { tint }), fill('K2', { tint }), fill('K1', { tint: { ...tint, by: 'unit' } })]).toEqual([light.ramp.at(-1), light.noData, light.areaFill])
  expect(['K1', 'K2'].map((code) => seen(keyAreas, 'key-areas-hatch', { properties: { code } }, 10, { tint }))).toEqual([false, true])
  expect(ids(units, { tint })).not.toContain('units-hatch')
})

describe('hot spots on the map', () => {
  const row = (code: string, more: Partial<HotspotRow> = {}): HotspotRow =>
    ({ code, level: 0, why: null, emerging: null, share_smoothed: null, quiet: false, ...more } as HotspotRow)
  const rows = [row('h3', { level: 3 }), row('h1', { level: 1 }), row('c', { level: -3 }), row('few', { level: null, why: 'too_few' }), row('untested', { level: null }), row('quiet', { quiet: true })]
  const spot = (n: number, more: Partial<Hotspot> = {}): Hotspot => ({ spot: n, codes: ['h3'], center: [104 + n / 10, 27], is_hot: true, ...more } as Hotspot)
  const alarm = (rank: number) => ({
    geometry: { type: 'Point', coordinates: [104, 27] }, properties: { rank, level: 'signal', radius_m: 2_000, members: [[[104, 27], [104.1, 27], [104, 27.1], [104, 27]]] },
  })
  const picture = (more: object = {}, by = 'hexagon') => hotspotLayer({
    answer: { run: { by }, rows, repeating: [{ center: [104.5, 27] }, { center: null }], placeholders: [{ lon: 104.6, lat: 27 }] } as unknown as HotspotAnswer,
    spots: [spot(0), spot(1, { is_hot: false, codes: ['h1'] })], colouring: 'level', chosen: null, alarms: [alarm(1), alarm(2)] as unknown as AlarmAnswer['features'], alarm: null, shapes: '/shapes', ...more,
  })
  const fill = (layer: ReturnType<typeof picture>, code: string) => value(layer, 'hotspots-fill', 'fill-color', { properties: { code } })
  const things = (layer: ReturnType<typeof picture>, source: string): Thing[] => {
    const { data } = layer.sources(state())[source] as unknown as { data: { features: Feature[] } }
    return data.features.map(({ properties }) => ({ properties: { ...properties } }))
  }

  test('have the colour of their test and none where nothing was found or tested', () => {
    const layer = picture()
    expect(['h3', 'h1', 'c'].map((code) => fill(layer, code))).toEqual([levelColours.hot3, levelColours.hot1, levelColours.cold])
    for (const code of ['few', 'untested', 'quiet', 'elsewhere']) expect(fill(layer, code)).toBe('rgba(0,0,0,0)')
  })

  test('have the colour of their course, or of the smoothed share, when that is looked at', () => {
    const both = [row('n', { emerging: { pattern: 'new', kind: 'hot', zh: '', en: '' } }), row('s', { share_smoothed: 0.45 })]
    const answer = { run: { by: 'hexagon' }, rows: both, repeating: [], placeholders: null } as unknown as HotspotAnswer
    const colours = (colouring: string) => ['n', 's'].map((code) => fill(picture({ colouring, answer }), code))
    expect([colours('emerging'), colours('smoothed')]).toEqual([[patternColours.new, 'rgba(0,0,0,0)'], ['rgba(0,0,0,0)', light.ramp[4]]])
    expect(ids(picture({ colouring: 'columns' }))).not.toContain('hotspots-fill')
    expect(ids(picture({ colouring: 'heat' }))).not.toContain('hotspots-fill')
  })

  test('hatch units that were too few to judge, not those that nobody judged, and no hexagon', () => {
    const layer = picture({}, 'unit')
    expect(['few', 'untested', 'h3'].map((code) => seen(layer, 'hotspots-few', { properties: { code } }))).toEqual([true, false, false])
    expect(value(layer, 'hotspots-few', 'fill-pattern', { properties: {} })).toBe(hatchName('light'))
    expect([ids(picture()).includes('hotspots-few'), ids(picture()).includes('hotspots-grid'), ids(layer).includes('hotspots-grid')]).toEqual([false, true, false])
  })

  test('stand on the shapes that are compared: hexagons of their own, units and areas of the map', () => {
    const sourceOf = (by: string): unknown => (picture({}, by).layers(state()).find(({ id }) => id === 'hotspots-fill') as { source: string }).source
    expect(['hexagon', 'unit', 'area'].map(sourceOf)).toEqual(['hotspots', 'units', 'key-areas'])
    expect(Object.keys(picture({}, 'unit').sources(state()))).not.toContain('hotspots')
    expect(picture().sources(state())).toMatchObject({ hotspots: { data: '/shapes' } })
  })

  test('outline what became quiet in green, and the chosen one in the accent', () => {
    expect(['quiet', 'h3'].map((code) => seen(picture(), 'hotspots-quiet', { properties: { code } }))).toEqual([true, false])
    expect(value(picture(), 'hotspots-quiet', 'line-color', { properties: {} })).toBe(quietColour)
    const chosen = picture({ chosen: 1 })
    expect(['h1', 'h3'].map((code) => seen(chosen, 'hotspots-chosen', { properties: { code } }))).toEqual([true, false])
    expect(ids(picture())).not.toContain('hotspots-chosen')
  })

  test('carry the numbers of the list; what only looks like one is apart, and what repeats has none', () => {
    const layer = picture({ chosen: 1 })
    const all = things(layer, 'hotspot-marks')
    expect(all.map(({ properties }) => [properties['kind'], properties['text'], properties['chosen']])).toEqual([['hot', '1', false], ['other', '2', true], ['repeat', '', false], ['placeholder', '', false]])
    expect(all.map((thing) => value(layer, 'hotspot-marks', 'circle-radius', thing, { now: { scale: 2 } }))).toEqual([24, 22, 14, 12])
    expect(all.map((thing) => value(layer, 'hotspot-marks', 'circle-color', thing))).toEqual([levelColours.hot3, light.discFill, light.discFill, light.textMuted])
    expect(all.map((thing) => value(layer, 'hotspot-marks', 'circle-stroke-color', thing))).toEqual(['#ffffff', light.accent, light.repeat, '#ffffff'])
    expect(all.map((thing) => seen(layer, 'hotspot-numbers', thing))).toEqual([true, true, false, false])
    expect([value(layer, 'hotspot-numbers', 'text-color', all[0] as Thing), value(layer, 'hotspot-numbers', 'text-color', all[1] as Thing)]).toEqual(['#ffffff', light.discInk])
  })

  test('have the alarm that is looked at stand out among the others', () => {
    const layer = picture({ alarm: 2 })
    const circles = things(layer, 'hotspot-alarms')
    expect(circles.map((thing) => value(layer, 'hotspot-alarms', 'line-width', thing))).toEqual([2.4, 4])
    expect(things(layer, 'hotspot-alarm-members').map((thing) => value(layer, 'hotspot-alarm-members', 'fill-opacity', thing))).toEqual([0.08, 0.28])
    expect(layer.switchable(state())).toBe(false)
  })
})
