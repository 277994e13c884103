import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filterQuery, kinds, periods, pickFilter, places, repeatable, traits } from '../../api/contract/filter.ts'
import type { Filter } from '../../api/contract/filter.ts'
import { bases, comparisons, defaultFilter, defaultView, lists, marks, measures, narrowing, patched, readFilter, readUrl, roundCamera, times, tints, writeUrl } from '../../web/lib/url-state.ts'
import type { UrlState } from '../../web/lib/url-state.ts'

const code = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/)
const several = (item: fc.Arbitrary<string>) => fc.option(fc.uniqueArray(item, { minLength: 1, maxLength: 4 }), { nil: undefined })
const one = <T>(item: fc.Arbitrary<T>) => fc.option(item, { nil: undefined })
const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true }).map((value) => value.toFixed(4))

const filters: fc.Arbitrary<Filter> = fc.record({
  area: several(code), area_kind: several(code), unit: one(fc.stringMatching(/^[0-9A-Za-z-]{1,15}$/)),
  time: fc.oneof(
    fc.record({ period: one(fc.constantFrom(...periods)) }),
    fc.record({ from: one(day), to: one(day) }),
  ),
  category: several(fc.stringMatching(/^\d{1,6}$/)), channel: several(code), purpose: several(code), state: several(code),
  kind: one(fc.constantFrom(...kinds)), overdue: one(fc.constant('1' as const)), sector: several(code),
  place: one(fc.constantFrom(...places)), also: one(fc.uniqueArray(fc.constantFrom(...traits), { minLength: 1 })), q: one(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((text) => text.length <= 60)),
  bbox: one(fc.tuple(degrees(179), degrees(84), degrees(179), degrees(84)).map((box) => box.join(','))), within: one(fc.array(fc.tuple(degrees(179), degrees(84)), { minLength: 3, maxLength: 100 }).map((ring) => ring.map((at) => at.join(',')).join(';'))),
  as_of: one(day),
}).map(({ time, ...rest }) => pickFilter({ ...rest, ...time }))

const states: fc.Arbitrary<UrlState> = fc.record({
  filter: filters,
  view: fc.record({
    marks: fc.constantFrom(...marks),
    show: fc.constantFrom(...measures),
    tint: fc.constantFrom(...tints),
    base: fc.constantFrom(...bases),
    compare: fc.record({ with: fc.constantFrom(...comparisons), patch: filters }).map((compare) => compare.with === 'own' ? compare : { ...compare, patch: {} }),
    time: fc.constantFrom(...times),
    table: fc.boolean(),
    camera: fc.option(fc.record({
      lon: fc.double({ min: -180, max: 180, noNaN: true }), lat: fc.double({ min: -85, max: 85, noNaN: true }),
      zoom: fc.double({ min: 0, max: 22, noNaN: true }),
    }).map(roundCamera)),
    hidden: fc.uniqueArray(fc.constantFrom('relief', 'roads', 'water', 'key-areas', 'labels')).map((ids) => [...ids].sort()),
    list: fc.option(fc.record({ of: fc.constantFrom(...lists), patch: filters })),
  }),
})

/** What a browser makes of the page's address and hands back. */
function throughAddressBar(query: Record<string, string | string[]>): Record<string, string | string[]> {
  const text = new URLSearchParams(Object.entries(query).flatMap(([key, value]) => [value].flat().map((item) => [key, item]))).toString()
  const back: Record<string, string | string[]> = {}
  for (const [key, value] of new URLSearchParams(text)) {
    back[key] = key in back ? [back[key] ?? [], value].flat() : value
  }
  return back
}

describe('a page address', () => {
  test('holds the whole state: written, sent and read again it is the same, for 1,000 random states', () => {
    fc.assert(fc.property(states, (state) => {
      expect(readUrl(throughAddressBar(writeUrl(state)))).toEqual(state)
    }), { numRuns: 1_000 })
  })

  test('is a filter for the API too: its filter parameters are the contract’s own', () => {
    fc.assert(fc.property(filters, (filter) => {
      const address = writeUrl({ filter, view: defaultView })
      const sent = new URLSearchParams(Object.entries(address).filter(([key]) => key !== 'v')
        .flatMap(([key, value]) => [value].flat().map((item) => [key, item])))
      expect([...sent].sort()).toEqual([...filterQuery(filter)].sort())
    }), { numRuns: 300 })
  })

  test('without any filter opens the last 365 days', () => {
    expect(readUrl({})).toEqual({ filter: defaultFilter, view: defaultView })
  })

  test('that says "everything" stays everything, not the default period', () => {
    expect(readUrl(throughAddressBar(writeUrl({ filter: {}, view: defaultView }))).filter).toEqual({})
  })

  test('with mistakes opens what can be understood and never fails', () => {
    const anything = fc.dictionary(
      fc.oneof(fc.constantFrom('period', 'kind', 'v.at', 'v.off', 'v.list', 'l.state', 'bbox', 'unit', '__proto__'), fc.string()),
      fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(null), fc.constant(undefined)),
    )
    fc.assert(fc.property(anything, (query) => {
      const state = readUrl(query)
      expect(readUrl(throughAddressBar(writeUrl(state)))).toEqual(state)
    }), { numRuns: 500 })
    expect(readUrl({ v: '1', period: 'yesterday', kind: 'first', 'v.at': '200,95,7', 'v.marks': 'pie' })).toEqual({ filter: { kind: 'first' }, view: defaultView })
  })

  test('prefers fixed days to a rolling period, as both at once mean nothing', () => {
    expect(readFilter({ period: '7d', from: '2026-01-01' })).toEqual({ from: '2026-01-01' })
  })

  test('takes one value and several alike for what may stand several times', () => {
    for (const key of repeatable) {
      const code = key === 'hexagon' ? 'h2_23289_3623' : key === 'also' ? 'first' : '01'
      expect(readFilter({ [key]: code })).toEqual({ [key]: [code] })
    }
    expect(readFilter({ channel: ['visit', 'visit', 'letter'] })).toEqual({ channel: ['letter', 'visit'] })
  })
})

test('a list behind a number is the page’s filter with what the number adds', () => {
  expect(patched({ period: '30d', kind: 'first', unit: '990128001' }, { kind: 'repeat' })).toEqual({ period: '30d', kind: 'repeat', unit: '990128001' })
})

test('a figure of a filter that says something else of the same sort asks for both, whatever was asked before', () => {
  expect(narrowing({ kind: 'collective' }, { kind: 'first' })).toEqual({ also: ['first'] })
  expect(narrowing({ kind: 'first' }, { kind: 'first' })).toEqual({ kind: 'first' })
  expect(narrowing({ state: ['handling'], place: 'placed' }, { state: ['open'] })).toEqual({ also: ['open'] })
  expect(narrowing({ also: ['first'] }, { place: 'placed' })).toEqual({ also: ['first'], place: 'placed' })
  // a bar of the states is one of those that the filter wants already
  expect(narrowing({ state: ['open'] }, { state: ['handling'] })).toEqual({ state: ['handling'] })
  expect(narrowing({ period: '7d', area: ['K01'] }, { from: '2026-01-01', area: ['K02'] })).toEqual({ from: '2026-01-01', area: ['K02'] })
})

test('a bar of the time slider is a list of its own days, whatever period the page rolls', () => {
  expect(patched({ period: '365d', channel: ['visit'] }, { from: '2026-03-01', to: '2026-03-31' })).toEqual({ channel: ['visit'], from: '2026-03-01', to: '2026-03-31' })
  expect(patched({ from: '2026-01-01', to: '2026-12-31' }, { to: '2026-03-31' })).toEqual({ to: '2026-03-31' })
})

test('a link of the first form opens what it meant: its tint of overdue petitions as their share', () => {
  expect(readUrl({ v: '1', 'v.tint': 'overdue' }).view.tint).toBe('overdue_share')
  expect(readUrl({ v: '2', 'v.tint': 'overdue' }).view.tint).toBe('none')
})
