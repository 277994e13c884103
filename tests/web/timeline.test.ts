import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bars, bucketAround, coverage, span } from '../../web/lib/timeline.ts'
import { presetDays, presets } from '../../web/lib/presets.ts'

const day = fc.date({ min: new Date('2019-01-01'), max: new Date('2031-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
const row = (from: string, to: string, petitions = 3) => ({ from, to, petitions, repeat: 1, collective: 0, open: 1 })
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1

describe('a bar of the time slider', () => {
  test('holds its day; weeks have seven days from Monday, months all of theirs', () => {
    fc.assert(fc.property(day, (at) => {
      const week = bucketAround(at, 'week')
      const month = bucketAround(at, 'month')
      expect(week.from <= at && at <= week.to && month.from <= at && at <= month.to).toBe(true)
      expect([days(week.from, week.to), new Date(week.from).getUTCDay()]).toEqual([7, 1])
      expect(month.from.slice(0, 8) + '01').toBe(month.from)
      expect(bucketAround(month.to, 'month')).toEqual(month)
    }))
  })

  test('stands for every month, also those without a petition, up to today', () => {
    const shown = bars([row('2026-01-01', '2026-01-31'), row('2026-04-01', '2026-04-30')], 'month', '2026-06-03', 60)
    expect(shown.map(({ from, petitions }) => [from, petitions])).toEqual([
      ['2026-01-01', 3], ['2026-02-01', 0], ['2026-03-01', 0], ['2026-04-01', 3], ['2026-05-01', 0], ['2026-06-01', 0],
    ])
  })

  test('keeps the petitions of a week that the period cuts', () => {
    const shown = bars([row('2026-03-04', '2026-03-08', 2), row('2026-03-09', '2026-03-11', 5)], 'week', '2026-03-11', 60)
    expect(shown.map(({ petitions }) => petitions)).toEqual([2, 5])
  })

  test('of years ago is shown where nothing came since', () => {
    const old = bars([row('2015-01-01', '2015-01-31'), row('2016-12-01', '2016-12-31', 7)], 'month', '2026-11-27', 12)
    expect([old.length, old[0]?.from, old.at(-1)?.petitions]).toEqual([12, '2016-01-01', 7])
  })

  test('is left out when there are too many, the oldest first, and none is drawn of nothing', () => {
    expect(bars([row('2020-01-01', '2020-01-31'), row('2026-01-01', '2026-01-31')], 'month', '2026-01-31', 12)).toHaveLength(12)
    expect(bars([], 'month', '2026-01-31', 12)).toEqual([])
  })

  test('is wholly, partly or not at all in the period of the page', () => {
    const bar = { from: '2026-03-01', to: '2026-03-31' }
    expect(coverage(bar, { from: null, to: null })).toBe('whole')
    expect(coverage(bar, { from: '2026-03-15', to: null })).toBe('part')
    expect(coverage(bar, { from: '2026-04-01', to: '2026-04-30' })).toBe('none')
    expect(coverage(bar, { from: '2026-01-01', to: '2026-03-31' })).toBe('whole')
  })

  test('dragged to another gives the days from the earlier to the later, either way', () => {
    const [a, b] = [row('2026-01-01', '2026-01-31'), row('2026-03-01', '2026-03-31')]
    expect(span(a, b)).toEqual({ from: '2026-01-01', to: '2026-03-31' })
    expect(span(b, a)).toEqual(span(a, b))
  })
})

describe('a preset', () => {
  test('is the whole month, quarter or year before today’s', () => {
    expect(presetDays('lastMonth', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(presetDays('lastQuarter', '2026-05-09')).toEqual({ from: '2026-01-01', to: '2026-03-31' })
    expect(presetDays('lastYear', '2026-11-27')).toEqual({ from: '2025-01-01', to: '2025-12-31' })
  })

  test('always ends before today and is whole', () => {
    fc.assert(fc.property(day, fc.constantFrom(...presets), (today, preset) => {
      const { from, to } = presetDays(preset, today)
      expect(from < to && to < today).toBe(true)
      expect([from.slice(8), bucketAround(to, 'month').to]).toEqual(['01', to])
    }))
  })
})
