import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { PlaceResult } from '../../api/hotspots/analysis.ts'
import { numberOf } from '../../api/hotspots/grid.ts'
import { joinHot } from '../../api/hotspots/spots.ts'
import { isTold, namer, precisionOf, repeatingOf, rowOf } from '../../api/hotspots/tell.ts'

const result = (more: Partial<PlaceResult>): PlaceResult => ({
  id: 7, matters: 12, petitions: 20, repeats: 8, households: 400, sum: 31, expected: 11.5, ratio: 2.6957, z: 4.123456789, p: 0.00012345678, q: 0.004, level: 3,
  why: null, agreement: 3, smoothed: 0.38, emerging: null, months: null, spot: 0, ...more,
})
const named = { code: 'h1', name: null, center: null, before: 0, open: 3 }
const place = fc.record({ matters: fc.nat({ max: 60 }), more: fc.nat({ max: 60 }), repeatShare: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ matters, more, repeatShare }) => result({ matters, petitions: matters + more, repeats: Math.floor((matters + more) * repeatShare) }))

describe('whom a place is told how exactly', () => {
  test.each([
    ['wall', 'hexagon', false, 'wall'], ['wall', 'unit', true, 'wall'], ['leader', 'hexagon', false, 'fives'], ['leader', 'area', false, 'points'],
    ['office', 'hexagon', true, 'points'],
  ] as const)('%s, by %s: %s sees points -> %s', (role, by, seesPoints, precision) => { expect(precisionOf(role, by, seesPoints)).toBe(precision) })

  it('who does not see points gets counts in fives, none of one to four, and no figure from which one follows', () => {
    fc.assert(fc.property(place, (one) => {
      const row = rowOf(one, named, 'fives')
      for (const count of [row.matters, row.petitions, row.repeats]) expect(count === null || count % 5 === 0).toBe(true)
      if (one.petitions > 0 && one.petitions < 5) {
        expect(row).toMatchObject({ under: 5, matters: null, petitions: null, repeats: null, rate: null, share: null, ratio: null, z: null, p: null, q: null })
      } else expect(row.under).toBeNull()
    }))
  })

  it('a kiosk gets no figure besides', () => {
    fc.assert(fc.property(place, (one) => {
      const { rate, share, share_low: low, share_high: high, share_smoothed: smoothed, sum, expected, ratio, z, p, q } = rowOf(one, named, 'wall')
      expect([rate, share, low, high, smoothed, sum, expected, ratio, z, p, q].every((figure) => figure === null)).toBe(true)
    }))
  })

  it('who sees points gets everything as it is, and still no share of fewer than five', () => {
    fc.assert(fc.property(place, (one) => {
      const row = rowOf(one, named, 'points')
      expect([row.matters, row.petitions, row.repeats]).toEqual([one.matters, one.petitions, one.repeats])
      if (one.petitions < 5) expect([row.share, row.share_low, row.share_high]).toEqual([null, null, null])
      else {
        expect(row.share).toBeCloseTo(one.repeats / one.petitions, 3)
        expect(row.share_low).toBeLessThanOrEqual(row.share ?? 0)
        expect(row.share_high).toBeGreaterThanOrEqual(row.share ?? 1)
      }
    }))
  })
})

describe('a place is said to be quiet', () => {
  test.each([
    ['busy before, silent now, nothing open', 10, 0, 2, true], ['something still open', 10, 1, 0, false], ['never busy', 4, 0, 0, false], ['not silent', 10, 0, 3, false],
  ])('%s', (_what, before, open, matters, quiet) => {
    expect(rowOf(result({ matters }), { ...named, before, open }, 'points').quiet).toBe(quiet)
  })
})

describe('a point that outweighs its surroundings', () => {
  const cell = numberOf(46_578, 7_246)
  it('is one matter when one holds more than half, else one place; its cell is told, in fives where points are not', () => {
    const [one, other] = [repeatingOf([cell, 21, 4, 11, '东村'], 'fives'), repeatingOf([cell, 22, 9, 11, null], 'points')]
    expect([one.kind, one.petitions, one.matters]).toEqual(['one_matter', 20, 0])
    expect([other.kind, other.petitions, other.matters]).toEqual(['one_place', 22, 9])
    expect([one.code, one.name, other.name]).toEqual(['h1_46578_7246', '东村', null])
  })
})

it('cells with nothing to say stay away, but not those that fell silent; units are told even when nothing came, the rest of the county never', () => {
  expect(isTold('hexagon', result({ matters: 0, level: 0 }), named)).toBe(false)
  expect(isTold('hexagon', result({ matters: 0, level: 0 }), { ...named, before: 9, open: 0 })).toBe(true)
  expect(isTold('hexagon', result({ matters: 0, level: -2 }), named)).toBe(true)
  expect(isTold('unit', result({ matters: 0, level: 0 }), named)).toBe(true)
  expect(isTold('unit', result({ id: 0 }), named)).toBe(false)
})

it('a place has the name and centre of its row, and none when it is not known', () => {
  const name = namer({ by: 'unit', measure: 'rate', level: 'village', scale: null }, null, [[7, '990128001001', '东村', 400, 104.5, 27.1, 6, 2, null]], new Map())
  expect(name(7)).toEqual({ code: '990128001001', name: '东村', center: [104.5, 27.1], before: 6, open: 2 })
  expect(name(8)).toEqual({ code: '', name: '', center: null, before: 0, open: 0 })
})

describe('hot places that touch', () => {
  it('are one spot: every hot place lies in exactly one, the hottest first, and no two spots touch', () => {
    // a line of twenty places, each beside the next
    const count = 20
    const members = Int32Array.from(Array.from({ length: count }, (_, i) => [i - 1, i + 1].filter((at) => at >= 0 && at < count)).flat())
    const starts = Int32Array.from(Array.from({ length: count + 1 }, (_, i) => i === 0 ? 0 : i === count ? 2 * count - 2 : 2 * i - 1))
    fc.assert(fc.property(fc.uniqueArray(fc.nat({ max: count - 1 })), fc.array(fc.nat({ max: 9 }), { minLength: count, maxLength: count }), (hot, heats) => {
      const heat = (at: number): number => heats[at] ?? 0
      const groups = joinHot(hot, { starts, members } as Parameters<typeof joinHot>[1], heat)
      expect(groups.flat().sort((a, b) => a - b)).toEqual([...hot].sort((a, b) => a - b))
      for (const group of groups) {
        expect(group.map(heat)).toEqual([...group].map(heat).sort((a, b) => b - a))
        const ordered = [...group].sort((a, b) => a - b)
        expect(ordered.every((at, i) => i === 0 || at - (ordered[i - 1] ?? at) === 1)).toBe(true)
        for (const edge of [(ordered[0] ?? 0) - 1, (ordered.at(-1) ?? 0) + 1]) expect(hot).not.toContain(edge)
      }
      expect(groups.map(([first = 0]) => heat(first))).toEqual(groups.map(([first = 0]) => heat(first)).sort((a, b) => b - a))
    }))
  })
})
