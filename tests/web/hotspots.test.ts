import { describe, expect, test } from 'vitest'
import { inOrder, levelClassOf, patternOf, spotPatch } from '../../web/lib/hotspots.ts'
import { chips, withoutChip } from '../../web/lib/chips.ts'
import { circle } from '../../web/map/hotspot-layer.ts'
import type { Hotspot } from '../../api/contract/hotspots.ts'

const spot = (more: Partial<Hotspot>): Hotspot => ({ spot: 0, codes: [], is_hot: true, level: 3, ...more } as Hotspot)

describe('a hot spot', () => {
  test('is coloured by its test alone: untested places are hatched, never coloured', () => {
    expect([3, 2, 1, 0, -1, -2, -3].map((level) => levelClassOf({ level, why: null }))).toEqual(['hot3', 'hot2', 'hot1', 'none', 'none', 'cold', 'cold'])
    expect(levelClassOf({ level: null, why: 'too_few' })).toBe('few')
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
