import fc from 'fast-check'
import type { Filter } from '../../api/contract/filter.ts'
import { describe, expect, test } from 'vitest'
import { boundsOf, boundsOfFirst } from '../../web/lib/bounds.ts'
import { pickFilter } from '../../api/contract/filter.ts'
import { chips, toggled, withoutChip } from '../../web/lib/chips.ts'
import { classText } from '../../web/lib/class-text.ts'
import { classOf, classes, equalValue, roundUp } from '../../web/lib/classes.ts'
import { doors } from '../../web/lib/doors.ts'
import { areasUrl, ledgerUrl, petitionTilesUrl, summaryUrl, unitsUrl } from '../../web/lib/feed-urls.ts'
import { change, count, points, share } from '../../web/lib/format.ts'
import { ordered } from '../../web/lib/order.ts'
import { strongEnough } from '../../web/lib/password.ts'
import { perThousand } from '../../web/lib/place-row.ts'

describe('a figure', () => {
  test('is grouped by thousands; a suppressed one reads <5, an unknown one a dash', () => {
    expect([count(1284), count(0), count(null), count(undefined)]).toEqual(['1,284', '0', '<5', '—'])
  })

  test('has no change against a base below five', () => {
    expect([change(9, 4), change(4, 5), change(6, 5), change(5, 5), change(3, null)]).toEqual([null, '−20.0%', '+20.0%', '0.0%', null])
  })

  test('that hardly moved has no sign', () => {
    expect([change(100_001, 100_000), points(0.94371, 0.9437)]).toEqual(['0.0%', '0.0'])
  })

  test('as a share is in percent, its change in points', () => {
    expect([share(0.9437), share(null), points(0.944, 0.932), points(0.9, 0.94)]).toEqual(['94.4%', '—', '+1.2', '−4.0'])
  })

  test('per 1,000 households counts matters and is a dash below five of them', () => {
    expect(perThousand({ matters: 12, household_count: 600 })).toBe('20.0')
    expect([perThousand({ matters: 4, household_count: 600 }), perThousand({ matters: 12, household_count: 0 })]).toEqual(['—', '—'])
  })
})

describe('classes of a rate', () => {
  test('hold every known value exactly once and count what they hold', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }))), (values) => {
      const found = classes(values)
      const known = values.filter((value) => value !== null)
      expect(found.reduce((sum, { n }) => sum + n, 0)).toBe(known.length)
      for (const value of known) expect(classOf(value, found)).toBeGreaterThanOrEqual(0)
      expect(found.length).toBeLessThanOrEqual(5)
    }), { numRuns: 500 })
  })

  test('are one when all values are equal, none when nothing is known', () => {
    expect(classes([3, 3, 3])).toEqual([{ from: 0, to: null, n: 3 }])
    expect(classes([null, null])).toEqual([])
    expect(classOf(null, classes([1, 2]))).toBe(-1)
  })

  test('have round limits', () => {
    expect(classes([0, 7, 19.5, 88])).toEqual([
      { from: 0, to: 20, n: 3 }, { from: 20, to: 40, n: 0 }, { from: 40, to: 60, n: 0 }, { from: 60, to: 80, n: 0 },
      { from: 80, to: null, n: 1 },
    ])
    expect([roundUp(0.013), roundUp(1), roundUp(2.1), roundUp(6)]).toEqual([0.02, 1, 2.5, 10])
    expect(classText({ from: 0, to: 5_000, n: 51 }, 'petitions')).toBe('0 – 5,000')
    expect([equalValue([{ from: 0, to: null, n: 2 }], [0, 0, null]), equalValue([{ from: 0, to: null, n: 2 }], [0, 1])]).toEqual([0, null])
    expect([classText({ from: 0.05, to: 0.1, n: 1 }, 'repeat_share'), classText({ from: 80, to: null, n: 1 }, 'household_rate')]).toEqual(['5% – 10%', '≥ 80'])
  })
})

describe('a list of places', () => {
  const place = (code: string, more: object) => ({
    code, name: code, petitions: 10, matters: 10, repeat: 1, open: 0, overdue: 0, household_count: 100, ...more,
  })
  test('begins with what is overdue, then unanswered, and never with the largest number', () => {
    const rows = [place('most', { petitions: 900, open: 3 }), place('late', { overdue: 1 }), place('open', { open: 9 })]
    expect(ordered(rows, 'need').map(({ code }) => code)).toEqual(['late', 'open', 'most'])
  })

  test('puts rates of fewer than five last', () => {
    const rows = [place('tiny', { petitions: 4, matters: 4, repeat: 4, household_count: 1 }), place('real', {})]
    expect(ordered(rows, 'household_rate').map(({ code }) => code)).toEqual(['real', 'tiny'])
    expect(ordered(rows, 'repeat').map(({ code }) => code)).toEqual(['real', 'tiny'])
  })

  test('keeps suppressed places at the end, not at zero’s place', () => {
    expect(ordered([place('hidden', { overdue: null, open: null }), place('none', {})], 'need').map(({ code }) => code)).toEqual(['none', 'hidden'])
  })
})

describe('a chip', () => {
  test('stands for each value of each parameter, fixed days for one together', () => {
    expect(chips({ from: '2026-01-01', unit: '990128', channel: ['visit', 'letter'], overdue: '1' })).toEqual([
      { key: 'from', value: '2026-01-01/' }, { key: 'channel', value: 'letter' }, { key: 'channel', value: 'visit' },
      { key: 'overdue', value: '1' }, { key: 'unit', value: '990128' },
    ])
  })

  test('takes everything away when all are removed, whatever the filter was', () => {
    fc.assert(fc.property(fc.record({
      period: fc.constantFrom(undefined, 'month' as const), from: fc.constantFrom(undefined, '2026-01-01'), to: fc.constantFrom(undefined, '2026-02-01'),
      channel: fc.subarray(['visit', 'letter']), category: fc.subarray(['03', '0301']), unit: fc.constantFrom(undefined, '990128'),
      within: fc.constantFrom(undefined, '104,27;105,27;105,28'), overdue: fc.constantFrom(undefined, '1' as const),
    }), (filter: Filter) => {
      expect(chips(filter).reduce<Filter>((rest, chip) => withoutChip(rest, chip), pickFilter(filter))).toEqual({})
    }))
  })

  test('removed takes only its own value with it', () => {
    expect(withoutChip({ channel: ['letter', 'visit'], kind: 'repeat' }, { key: 'channel', value: 'visit' })).toEqual({ channel: ['letter'], kind: 'repeat' })
    expect(withoutChip({ channel: ['visit'], kind: 'repeat' }, { key: 'kind', value: 'repeat' })).toEqual({ channel: ['visit'] })
  })

  test('pressed twice changes nothing', () => {
    expect(toggled(toggled({ state: ['open'] }, 'state', 'review'), 'state', 'review')).toEqual({ state: ['open'] })
  })
})

describe('an address of the API', () => {
  const filter = { period: '30d' as const, unit: '990128001', area: ['990128-K01'] }
  test('carries the whole filter for figures and lists', () => {
    expect(summaryUrl(filter)).toBe('/api/summary?area=990128-K01&period=30d&unit=990128001')
    expect(ledgerUrl('petitions', filter, '0.12.3', 100)).toContain('limit=100&cursor=0.12.3')
  })

  test('does not narrow siblings by what was chosen among them', () => {
    expect(unitsUrl(filter, 'village', '990128001')).toBe('/api/feeds/units?area=990128-K01&period=30d&level=village&parent=990128001')
    expect(areasUrl(filter)).toBe('/api/feeds/key-areas?period=30d&unit=990128001')
  })

  test('of tiles leaves the braces for the map to fill in', () => {
    expect(petitionTilesUrl({ q: '补偿' }, 'http://127.0.0.1')).toBe('http://127.0.0.1/tiles/petitions/{z}/{x}/{y}.mvt?q=%E8%A1%A5%E5%81%BF')
  })
})

test('every figure opens a list that shows nothing but what it counts', () => {
  expect(doors.overdue).toEqual({ of: 'petitions', patch: { overdue: '1' } })
  expect(doors.matters.of).toBe('matters')
  expect(Object.values(doors).filter(({ of, patch }) => of === 'petitions' && Object.keys(patch).length === 0)).toHaveLength(2)
})

test('the box around geometries holds all their corners and is null around none', () => {
  expect(boundsOf([{ type: 'Point', coordinates: [1, 2] }, null, { type: 'Polygon', coordinates: [[[3, 0], [4, 1], [3, 1], [3, 0]]] }])).toEqual([1, 0, 4, 2])
  expect(boundsOf([null])).toBeNull()
})

test('a county that came without an outline is as large as its townships', () => {
  const township = { type: 'Polygon' as const, coordinates: [[[3, 0], [4, 1], [3, 1], [3, 0]]] }
  expect(boundsOfFirst([null], [township])).toEqual([3, 0, 4, 1])
  expect(boundsOfFirst([{ type: 'Point', coordinates: [1, 2] }], [township])).toEqual([1, 2, 1, 2])
  expect(boundsOfFirst([], [null])).toBeNull()
})

test('a password needs ten characters of three kinds, counted as people count them', () => {
  expect(['Demo-2026!', '只有中文的十个字符密码', 'aB3', 'longbutplain', '区域治理Abc12345'].map(strongEnough)).toEqual([true, false, false, false, true])
})
