import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlaceIndicators } from '../../api/contract/feeds/place-indicators.ts'
import type { SamePeriod } from '../../api/contract/feeds/same-period.ts'
import type { Summary } from '../../api/contract/summary.ts'
import { filledMonths, monthsBefore } from '../../web/lib/months.ts'
import { breakdownUrl, elsewhere, filterOf, indicatorsUrl, monthsUrl, placePath, profileUrl, responseUrl } from '../../web/lib/place-address.ts'
import { reading, verdictOn } from '../../web/lib/reading.ts'
import { rowPatch } from '../../web/lib/row-door.ts'

describe('the months of a place', () => {
  test('are all there, also those without a petition, and end today', () => {
    const months = filledMonths([{ from: '2026-02-01', to: '2026-02-28', petitions: 7, repeat: 2 }], '2025-11-01', '2026-03-10', { from: '2026-02-15', to: '2026-03-10' })
    expect(months.map(({ month, petitions, chosen }) => [month, petitions, chosen])).toEqual([
      ['2025-11', 0, false], ['2025-12', 0, false], ['2026-01', 0, false], ['2026-02', 7, true], ['2026-03', 0, true],
    ])
    expect(months.map(({ to }) => to)).toEqual(['2025-11-30', '2025-12-31', '2026-01-31', '2026-02-28', '2026-03-10'])
  })

  test('go back over the turn of a year, and leave no month out for any span', () => {
    expect([monthsBefore('2026-03-10', 3), monthsBefore('2026-03-10', 35), monthsBefore('2026-12-31', 0)]).toEqual(['2025-12-01', '2023-04-01', '2026-12-01'])
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 1500 }), (back, n) => {
      const day = new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)
      const months = filledMonths([], monthsBefore(day, back), day, { from: null, to: null })
      expect(months).toHaveLength(back + 1)
      expect(months.at(-1)?.to).toBe(day)
      expect(months.every(({ chosen }) => !chosen)).toBe(true)
    }))
  })
})

describe('a row of a breakdown', () => {
  test('opens the list of its code, a category by the digits of its level', () => {
    expect(rowPatch('channel', 'visit', {})).toEqual({ channel: ['visit'] })
    expect(rowPatch('category', '030000', {}, { asked: 1, own: 1 })).toEqual({ category: ['03'] })
    expect(rowPatch('category', '030102', {}, { asked: 3, own: 3 })).toEqual({ category: ['030102'] })
  })

  test('keeps what the page’s filter has said more exactly', () => {
    expect(rowPatch('category', '030000', { category: ['0301', '52'] }, { asked: 1, own: 1 })).toEqual({ category: ['0301'] })
  })

  test('means the one state that is called closed, and not all that are', () => {
    expect(rowPatch('state', 'closed', {})).toEqual({ state: ['closed_state'] })
    expect(rowPatch('state', 'settled', {})).toEqual({ state: ['settled'] })
  })

  test('has no door where no filter says it: nothing stated, or known less exactly than asked', () => {
    expect(rowPatch('channel', null, {})).toBeNull()
    expect(rowPatch('category', '030000', {}, { asked: 2, own: 1 })).toBeNull()
  })
})

describe('the addresses of a place', () => {
  const filter = { period: '30d' as const, area: ['K02'], area_kind: ['scenic_area'], unit: '990128001', kind: 'repeat' as const }
  test('put the page’s own place into the filter and no other', () => {
    expect(filterOf('area', 'K01', filter)).toEqual({ area: ['K01'], kind: 'repeat', period: '30d' })
    expect(filterOf('unit', '9', filter)).toEqual({ kind: 'repeat', period: '30d', unit: '9' })
    expect(elsewhere(filter)).toEqual({ kind: 'repeat', period: '30d' })
    expect([placePath('area', 'K 1'), placePath('unit', '99')]).toEqual(['/areas/K%201', '/units/99'])
  })

  test('ask the months of three years whatever the period, and a profile whatever the filter', () => {
    expect(monthsUrl(filterOf('area', 'K01', filter), '2024-01-01', '2026-11-22'))
      .toBe('/api/feeds/timeline?area=K01&from=2024-01-01&kind=repeat&to=2026-11-22&bucket=month')
    expect(profileUrl('unit', '99')).toBe('/api/feeds/unit-profiles?unit=99')
    expect(responseUrl('responses', 'area', 'K01')).toBe('/api/feeds/responses?area=K01')
    expect(indicatorsUrl(filter, 'area', 'K01')).toBe('/api/feeds/place-indicators?kind=repeat&period=30d&by=area&code=K01')
    expect(breakdownUrl({ period: '30d' }, 'category', 2)).toBe('/api/feeds/breakdown?period=30d&by=category&level=2')
  })
})

describe('what the figures say', () => {
  const summary = (more: Partial<Summary>): Summary => ({ petitions: 40, open: 10, overdue: 0, ...more }) as Summary
  const past = (now: number, average: number | null, years = 2) => ({ rows: [{ petitions: now }], average, averaged_years: years }) as SamePeriod
  const beside = (name: string, value: number, denominator: number, median: number, n = 10) =>
    ({ rows: [{ indicators: { [name]: { value, numerator: 1, denominator } } }], median: { [name]: { value: median, n } } }) as unknown as PlaceIndicators
  const keys = (...args: Parameters<typeof reading>): string[] => reading(...args).map(({ key, verdict, tone }) => [key, verdict, tone].filter(Boolean).join(' '))

  test('begins with what is overdue, as a share only of five or more', () => {
    expect(keys(summary({ overdue: 4 }), null, null)).toEqual(['overdue help'])
    expect(reading(summary({ overdue: 4 }), null, null)[0]?.params).toEqual({ overdue: 4, open: 10, share: '40.0%' })
    expect(keys(summary({ open: 3, overdue: 2 }), null, null)).toEqual(['overdueFew help'])
    expect(keys(summary({}), null, null)).toEqual(['inTime fine'])
    expect(keys(summary({ open: 0 }), null, null)).toEqual(['noneOpen fine'])
  })

  test('says nothing of a place without petitions', () => {
    expect(reading(summary({ petitions: 0 }), past(0, 20), null)).toEqual([])
    expect(reading(null, null, null)).toEqual([])
  })

  test('compares with the own past, and says so when the data do not reach back', () => {
    expect(keys(summary({}), past(40, 20), null)[1]).toBe('past above help')
    expect(keys(summary({}), past(10, 20), null)[1]).toBe('past below fine')
    expect(keys(summary({}), past(40, 38), null)[1]).toBe('past level plain')
    expect(keys(summary({}), past(4, 2), null)[1]).toBe('past few plain')
    expect(keys(summary({}), past(40, null), null)[1]).toBe('noPast plain')
  })

  test('takes more repeats for a call for help and more settled for good news', () => {
    expect(keys(summary({}), null, beside('repeat_share', 0.5, 100, 0.3))[1]).toBe('repeat_share above help')
    expect(keys(summary({}), null, beside('settled_first_attempt', 0.9, 100, 0.7))[1]).toBe('settled_first_attempt above fine')
    expect(keys(summary({}), null, beside('settled_first_attempt', 0.5, 100, 0.7))[1]).toBe('settled_first_attempt below help')
    // 40 households per 1,000 more than the median: of 100 households these are four matters
    expect(keys(summary({}), null, beside('household_rate', 100, 100, 60))[1]).toBe('household_rate few plain')
    expect(keys(summary({}), null, beside('household_rate', 100, 1000, 60))[1]).toBe('household_rate above help')
  })

  test('does not measure against a median of one or two', () => {
    expect(keys(summary({}), null, beside('repeat_share', 0.5, 100, 0.3, 2))).toEqual(['inTime fine'])
  })

  test('never judges a difference of fewer than five cases', () => {
    fc.assert(fc.property(fc.nat(200), fc.nat(200), (now, before) => {
      const verdict = verdictOn(now, before)
      if (Math.abs(now - before) < 5) expect(['few', 'level']).toContain(verdict)
      if (verdict === 'above') expect(now).toBeGreaterThan(before * 1.1)
      if (verdict === 'below') expect(now).toBeLessThan(before * 0.9)
    }))
  })
})
