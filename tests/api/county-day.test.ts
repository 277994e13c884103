import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countyDay, countyTime } from '../../api/county-day.ts'
import { dayOf } from '../../web/lib/days.ts'

test('the county’s day is Beijing’s, by the calendar of every machine, and the same in pages and in the program', () => {
  const beijing = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
  // since 1992 Beijing keeps no summer time
  fc.assert(fc.property(fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2100, 0, 1) }), (at) => {
    expect(countyDay(at)).toBe(beijing.format(at))
    expect(countyTime(at)).toBe(clock.format(at))
    expect(dayOf(new Date(at).toISOString())).toBe(countyDay(at))
  }))
  expect([countyDay(Date.parse('2026-11-22T15:59:59Z')), countyDay(Date.parse('2026-11-22T16:00:00Z'))]).toEqual(['2026-11-22', '2026-11-23'])
})
