import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDate } from '../../api/importers/parse/dates.ts'
import { Bad, Flagged } from '../../api/importers/parse/outcome.ts'
import { serialToIso } from '../../api/importers/parse/serial-dates.ts'
import { isDayFirst } from '../../api/importers/columns/value-fit.ts'

const code = (cell: string | number, options = {}) => {
  const outcome = parseDate(cell, options)
  return outcome instanceof Bad ? outcome.code : outcome instanceof Flagged ? outcome.flag : outcome
}

describe('a date cell', () => {
  it('is read in every form that offices write', () => {
    for (const form of ['2026-03-05', '2026-3-5', '2026/3/5', '2026.3.5', '2026年3月5日', '２０２６年３月５日', '2026年03月05号', '20260305', 20260305, '20260305103000', '2026-03-05 10:30', '2026-03-05T10:30:00', '2026/3/5 11:25:05',
      '2026年3月5日 上午10时30分', '3/5/2026', '03/05/2026 11:41:51 AM', 46086, 46086.4375, '46086', '二〇二六年三月五日', ' 2026-03-05 ']) {
      expect(code(form), String(form)).toBe('2026-03-05')
    }
    expect(code('二〇二六年十二月三十一日')).toBe('2026-12-31')
    expect(code('二〇二六年十月二十日')).toBe('2026-10-20')
  })

  it('with an offset is the day in the county, which keeps China time', () => {
    expect(code('2015-04-15T00:22:00+08:00')).toBe('2015-04-15')
    expect(code('2026-03-05T15:59:59Z')).toBe('2026-03-05')
    expect(code('2026-03-05T16:00:00Z')).toBe('2026-03-06')
    expect(code('2026-03-05T00:30:00.000+09:00')).toBe('2026-03-04')
  })

  it('that stands for no date is no date, and says so', () => {
    for (const nothing of ['1900-01-01', '1900-01-01T00:00:00', '0000-00-00', '1899-12-30', '9999-12-31', '0001-01-01', 1]) expect(code(nothing), String(nothing)).toBe('sentinel-date')
  })

  it('is refused when there is no such day, no day at all, a short year or a future that cannot be', () => {
    expect(code('2026-02-30')).toBe('date-invalid')
    expect(code('2023年2月29日')).toBe('date-invalid')
    expect(code('2026-13-01')).toBe('date-invalid')
    expect(code('2026年3月')).toBe('date-incomplete')
    expect(code('26-3-5')).toBe('date-two-digit-year')
    expect(code('三月初')).toBe('date-unreadable')
    expect(code('2026-03-05 25:00')).toBe('date-unreadable')
    expect(code('2027-01-01', { notAfter: '2026-11-23' })).toBe('date-in-future')
    expect(code('2026-11-23', { notAfter: '2026-11-23' })).toBe('2026-11-23')
  })

  it('with the day first is known by its column: one 31/12 decides for all, one 12/31 against', () => {
    expect(isDayFirst(['05/03/2026', '31/12/2025'])).toBe(true)
    expect(isDayFirst(['05/03/2026', '31/12/2025', '12/31/2025'])).toBe(false)
    expect(isDayFirst(['05/03/2026'])).toBe(false)
    expect(code('05/03/2026', { dayFirst: true })).toBe('2026-03-05')
  })

  it('comes back the same from every form of every day', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2098-12-31'), noInvalidDate: true }).filter((date) => date.toISOString().slice(0, 10) !== '1970-01-01')
    fc.assert(fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [y, m, d] = iso.split('-').map(Number) as [number, number, number]
      const serial = Date.UTC(y, m - 1, d) / 86_400_000 + 25_569
      for (const form of [iso, `${y}年${m}月${d}日`, `${y}/${m}/${d}`, `${m}/${d}/${y}`, iso.replaceAll('-', ''), serial, serial + 0.75, `${iso}T23:59:59+08:00`]) expect(code(form), String(form)).toBe(iso)
    }), { numRuns: 500 })
  })

  it('never throws and never invents a day that does not exist, whatever stands in the cell', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.double(), fc.stringMatching(/^[0-9年月日/.: TZ+-]{0,25}$/)), (cell) => {
      const outcome = parseDate(cell)
      if (typeof outcome === 'string') expect(new Date(`${outcome}T00:00:00Z`).toISOString().slice(0, 10)).toBe(outcome)
    }), { numRuns: 3_000 })
  })
})

describe('a spreadsheet serial', () => {
  it('follows the 1900 system with its 29 February that never was, and the 1904 system', () => {
    expect([1, 59, 61, 45292].map((serial) => serialToIso(serial))).toEqual(['1900-01-01', '1900-02-28', '1900-03-01', '2024-01-01'])
    expect(serialToIso(43830, true)).toBe('2024-01-01')
    expect(serialToIso(45292.99999)).toBe('2024-01-01T23:59:59')
    expect([serialToIso(-1), serialToIso(3_000_000), serialToIso(NaN)]).toEqual([undefined, undefined, undefined])
  })
})
