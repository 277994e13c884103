import { describe, expect, test } from 'vitest'
import { densityOf, inOrder, levelClassOf, patternOf, scaleOf, smoothedClassOf, smoothedEnds, spotPatch } from '../../web/lib/hotspots.ts'
import { completeMonths } from '../../web/lib/months.ts'
import { chips, withoutChip } from '../../web/lib/chips.ts'
import { circle, colourOf } from '../../web/map/hotspot-layer.ts'
import { palettes } from '../../web/map/palette.ts'
import type { Hotspot, HotspotAnswer } from '../../api/contract/hotspots.ts'

const spot = (more: Partial<Hotspot>): Hotspot => ({ spot: 0, codes: [], is_hot: true, level: 3, ...more } as Hotspot)

describe('a hot spot', () => {
  test('is coloured by its test alone: untested places are hatched, never coloured', () => {
    expect([3, 2, 1, 0, -1, -2, -3].map((level) => levelClassOf({ level, why: null }))).toEqual(['hot3', 'hot2', 'hot1', 'none', 'none', 'cold', 'cold'])
    expect(levelClassOf({ level: null, why: 'too_few' })).toBe('few')
  })

  test('by the smoothed share of repeats falls into one of five fixed classes, and into none where it is not told', () => {
    expect([0, 0.0999, 0.1, 0.25, 0.3999, 0.4, 1, null].map((share) => smoothedClassOf({ share_smoothed: share }))).toEqual([0, 0, 1, 2, 3, 4, 4, null])
    const row = { share_smoothed: 0.45, level: null, why: null, emerging: null } as HotspotAnswer['rows'][number]
    expect(colourOf(row, 'smoothed', 'light')).toBe(palettes.light.ramp[4])
    expect(colourOf({ ...row, share_smoothed: null }, 'smoothed', 'light')).toBeNull()
    // five classes, five colours, in either theme
    expect([palettes.light.ramp.length, palettes.dark.ramp.length]).toEqual([smoothedEnds.length + 1, smoothedEnds.length + 1])
  })

  test('shows a hot course only', () => {
    expect(patternOf({ emerging: { pattern: 'new', kind: 'cold', zh: '', en: '' } })).toBeNull()
    expect(patternOf({ emerging: { pattern: 'new', kind: 'hot', zh: '', en: '' } })).toBe('new')
  })

  test('stands before what only looks like one, the surer first, however many petitions it has', () => {
    const spots = [spot({ spot: 0, is_hot: false }), spot({ spot: 1, level: 1, petitions: 900 }), spot({ spot: 2, level: 3, petitions: 5 })]
    expect(inOrder({ spots }).map((one) => one.spot)).toEqual([2, 1, 0])
  })

  test('opens a list of just its own places', () => {
    expect(spotPatch('hexagon', spot({ codes: ['h2_1_1', 'h2_2_2'] }))).toEqual({ hexagon: ['h2_1_1', 'h2_2_2'] })
    expect(spotPatch('unit', spot({ codes: ['990128001201'] }))).toEqual({ unit: '990128001201', place: 'placed' })
    expect(spotPatch('area', spot({ codes: ['990128-K01'] }))).toEqual({ area: ['990128-K01'], place: 'placed' })
    expect(spotPatch('unit', spot({ codes: ['a', 'b'] }))).toBeNull()
  })

  test('is one chip of the filter, removed as a whole', () => {
    const filter = { period: '365d' as const, hexagon: ['h2_1_1', 'h2_2_2'] }
    expect(chips(filter)).toEqual([{ key: 'period', value: '365d' }, { key: 'hexagon', value: '2' }])
    expect(withoutChip(filter, { key: 'hexagon', value: '2' })).toEqual({ period: '365d' })
  })
})

test('the circle of an alarm has its radius on the ground, north and east', () => {
  const ring = circle([104.6, 27], 2_000)
  expect(ring[0]).toEqual(ring.at(-1)?.map((value) => expect.closeTo(value, 9) as number))
  expect((Number(ring[16]?.[1]) - 27) * 111_320).toBeCloseTo(2_000, 3)
  expect((Number(ring[0]?.[0]) - 104.6) * 111_320 * Math.cos(27 * Math.PI / 180)).toBeCloseTo(2_000, 3)
})

describe('the months of the player', () => {
  test('are whole ones that have ended, the last the month of the last day when that day ends it', () => {
    expect(completeMonths('2026-11-22', 3)).toEqual([
      { from: '2026-08-01', to: '2026-08-31' }, { from: '2026-09-01', to: '2026-09-30' }, { from: '2026-10-01', to: '2026-10-31' }])
    expect(completeMonths('2026-03-31', 2, 3)).toEqual([{ from: '2025-12-01', to: '2026-02-28' }, { from: '2026-01-01', to: '2026-03-31' }])
    expect(completeMonths('2024-02-29', 1)).toEqual([{ from: '2024-02-01', to: '2024-02-29' }])
    expect(completeMonths('2026-01-05', 2).map(({ from }) => from)).toEqual(['2025-11-01', '2025-12-01'])
  })
})

describe('columns and heat', () => {
  const answer = (rows: object[], scale: object | null): HotspotAnswer => ({ run: { as_of: '2026-11-22', scale }, rows } as unknown as HotspotAnswer)
  test('stand for the numbers of the run, and for none that it does not tell', () => {
    const { cells, rows } = densityOf(answer([
      { code: 'a', center: [104, 27], matters: 7 }, { code: 'b', center: null, matters: 3 }, { code: 'c', center: [104, 28], matters: null }, { code: 'd', center: [104, 29], matters: 0 },
    ], { size: 1, rings: 1 }))
    expect([cells, rows.map(({ code }) => code)]).toEqual([[[104, 27, 7]], ['a']])
  })
  test('have the size of the run, whose grid is what another period is asked on', () => {
    expect(densityOf(answer([], { size: 3, rings: 2 })).size).toBeCloseTo(2_000 / Math.sqrt(3), 9)
    expect([scaleOf(answer([], { size: 3, rings: 2 })), scaleOf(answer([], null))]).toEqual(['3x2', null])
  })
})
