/** Small functions of sql/rules, each over many values in one statement, against the plain way of saying the same. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { chineseNumber } from '../../api/importers/gazetteer/group-number.ts'
import type { Db } from '../../api/db/db.ts'
import { periods } from '../../api/contract/filter.ts'
import { engines } from '../setup/engines.ts'

const dayMs = 86_400_000
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
/** Days around ends of months, quarters and years, leap years among them. */
const days = [...Array.from({ length: 60 }, (_, n) => iso(Date.UTC(2023, 10, 28) + n * 25 * dayMs)), '2024-02-29', '2024-03-01', '2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01']
const sample = <T>(arbitrary: fc.Arbitrary<T>, n = 300): T[] => fc.sample(arbitrary, { numRuns: n, seed: 20261127 })

describe.each(engines)('a small function on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() })
  afterAll(() => db.close())

  /** The value of an expression for each of `rows`, whose members are columns of `r`. */
  async function each<T>(expression: string, columns: string, rows: readonly object[]): Promise<T[]> {
    const { rows: found } = await db.query<{ value: T }>(
      `select to_jsonb(${expression}) as value from jsonb_to_recordset($1::jsonb) as r (n int, ${columns}) order by n`,
      [JSON.stringify(rows.map((row, n) => ({ n, ...row })))])
    return found.map(({ value }) => value)
  }
  const one = async <T>(expression: string): Promise<T> => (await db.query<{ value: T }>(`select to_jsonb(${expression}) as value`)).rows[0]?.value as T

  describe('of days', () => {
    test.each(periods)('lets the period %s begin where people say that it does', async (period) => {
      const begins = (day: string): string => {
        const [year = 0, month = 1] = day.split('-').map(Number)
        const back = { today: 0, '7d': 6, '30d': 29, '90d': 89, '365d': 364 }[period as string]
        if (back !== undefined) return iso(Date.parse(day) - back * dayMs)
        return iso(Date.UTC(year, period === 'month' ? month - 1 : period === 'quarter' ? Math.floor((month - 1) / 3) * 3 : 0, 1))
      }
      expect(await each('period_start(r.p, r.day)', 'p text, day date', days.map((day) => ({ p: period, day })))).toEqual(days.map(begins))
    })

    it('finds the whole months of a period, and none in the midst of one', async () => {
      const month = (day: string, more: number): string => iso(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + more, 1))
      const rows = days.map((day) => ({ day }))
      expect(await each('first_whole_month(r.day)', 'day date', rows)).toEqual(days.map((day) => day.endsWith('-01') ? day : month(day, 1)))
      expect(await each('after_whole_months(r.day)', 'day date', rows))
        .toEqual(days.map((day) => iso(Date.parse(day) + dayMs).endsWith('-01') ? iso(Date.parse(day) + dayMs) : month(day, 0)))
      expect(await one('first_whole_month(null)')).toBeNull()
    })

    it('puts each day into its week from Monday and its month', async () => {
      const monday = (day: string): string => iso(Date.parse(day) - ((new Date(day).getUTCDay() + 6) % 7) * dayMs)
      const rows = days.map((day) => ({ day }))
      expect(await each(`bucket_of(r.day, 'week')`, 'day date', rows)).toEqual(days.map(monday))
      expect(await each(`bucket_of(r.day, 'month')`, 'day date', rows)).toEqual(days.map((day) => `${day.slice(0, 8)}01`))
    })

    it('keeps Beijing time: the county’s day begins at 16:00 UTC of the day before', async () => {
      const at = sample(fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) })).map((ms) => new Date(ms).toISOString())
      expect(await each('county_day(r.at)', 'at timestamptz', at.map((moment) => ({ at: moment })))).toEqual(at.map((moment) => iso(Date.parse(moment) + 8 * 3_600_000)))
      expect(await one(`county_day('2026-11-22T15:59:59Z')`)).toBe('2026-11-22')
      expect(await one(`county_day('2026-11-22T16:00:00Z')`)).toBe('2026-11-23')
      expect(await one(`end_of_day('2026-11-22') = '2026-11-22T16:00:00Z'::timestamptz`)).toBe(true)
    })

    test.each([
      ['a whole month with the whole one before', '2026-04-01', '2026-04-30', '2026-03-01', '2026-03-31', '2025-04-01', '2025-04-30'],
      ['a short month with a long one', '2025-02-01', '2025-02-28', '2025-01-01', '2025-01-31', '2024-02-01', '2024-02-29'],
      ['a month that is still running with the same days of the one before', '2026-11-01', '2026-11-22', '2026-10-01', '2026-10-22', '2025-11-01', '2025-11-22'],
      ['the last days of March with those that February has', '2026-03-01', '2026-03-30', '2026-02-01', '2026-02-28', '2025-03-01', '2025-03-30'],
      ['a whole quarter with the whole one before', '2026-04-01', '2026-06-30', '2026-01-01', '2026-03-31', '2025-04-01', '2025-06-30'],
      ['a running quarter with the same days of the one before', '2026-10-01', '2026-11-22', '2026-07-01', '2026-08-22', '2025-10-01', '2025-11-22'],
      ['a running year with the same days of the one before', '2026-01-01', '2026-11-22', '2025-01-01', '2025-11-22', '2025-01-01', '2025-11-22'],
      ['thirty days with the thirty before', '2026-10-24', '2026-11-22', '2026-09-24', '2026-10-23', '2025-10-24', '2025-11-22'],
      ['two whole months with as many days before', '2026-02-01', '2026-03-31', '2025-12-04', '2026-01-31', '2025-02-01', '2025-03-31'],
      ['one day with the day before', '2024-02-29', '2024-02-29', '2024-02-28', '2024-02-28', '2023-02-28', '2023-02-28'],
    ])('compares %s', async (_what, from, to, ...earlier) => {
      const found = await each<string[]>(`(select array[f ->> 'from', f ->> 'to'] from shift_filter(jsonb_build_object('from', '${from}', 'to', '${to}', 'kind', 'first'), r.back) f)`, 'back text',
        [{ back: 'previous' }, { back: 'last_year' }])
      expect(found.flat()).toEqual(earlier)
    })

    it('compares nothing with a period that has no beginning', async () => {
      expect(await one(`shift_filter('{"to": "2026-11-22"}', 'previous')`)).toBeNull()
    })

    it('counts working days by the calendar that is kept, beginning with the day after', async () => {
      const { rows } = await db.query<{ day: string, is_workday: boolean }>(`select day::text, is_workday from calendar_day where day between '2026-01-20' and '2026-04-30' order by day`)
      const asked = rows.slice(0, 45).flatMap(({ day }) => [1, 3, 10].map((n) => ({ day, days: n })))
      const after = (day: string, n: number): string | undefined => rows.filter((one) => one.is_workday && one.day > day)[n - 1]?.day
      expect(await each('workday_after(r.day, r.days)', 'day date, days int', asked)).toEqual(asked.map((one) => after(one.day, one.days)))
    })
  })

  describe('of clocks', () => {
    it('tells how much of a time is gone, in whole percent, and nothing before it begins', async () => {
      const rows = sample(fc.record({ since: fc.nat(1_000), until: fc.nat(1_000), moment: fc.nat(3_000) }))
      const share = (gone: number, whole: number): number => Math.min(99_999, Math.floor(100 * gone / whole + 1e-9))
      const gone = rows.map(({ since, until, moment }) => moment >= since && until > since ? share(moment - since, until - since) : null)
      expect(await each(`share_gone(to_timestamp(r.since * 3600), to_timestamp(r.until * 3600), to_timestamp(r.moment * 3600))`, 'since int, until int, moment int', rows)).toEqual(gone)
      expect(await one(`share_gone(now(), now() + interval '1 second', now() + interval '1 year')`)).toBe(99_999)
    })

    it('climbs its rungs with the time gone, and names a level above as who supervises', async () => {
      const told = await each<{ step: number, supervised_by: string | null } | null>('rung_of(r.share, r.level)', 'share int, level text',
        Array.from({ length: 40 }, (_, i) => ({ share: i * 10, level: 'village' })))
      const steps = told.map((rung) => rung?.step ?? -1)
      expect(steps).toEqual([...steps].sort((a, b) => a - b))
      expect(new Set(steps).size).toBeGreaterThan(2)
      for (const rung of told) expect([null, 'township', 'county']).toContain(rung?.supervised_by ?? null)
      expect((await one<{ supervised_by: string | null }>(`rung_of(99999, 'county')`)).supervised_by).toBe('county')
    })

    test.each([
      ['22:00', '07:00', '23:30', true], ['22:00', '07:00', '06:59', true], ['22:00', '07:00', '07:00', false], ['22:00', '07:00', '12:00', false], ['22:00', '07:00', '22:00', true],
      ['12:00', '14:00', '13:00', true], ['12:00', '14:00', '14:00', false], ['12:00', '14:00', '11:59', false], ['09:00', '09:00', '09:00', false],
    ])('is quiet from %s until %s at %s: %s', async (from, until, at, quiet) => {
      expect(await one(`is_quiet('2026-11-22 ${at}+08'::timestamptz, '${from}', '${until}')`)).toBe(quiet)
    })

    test.each([['08:30', '2026-11-22'], ['07:59', '2026-11-21'], ['06:30', null], ['22:00', null]])('tells at %s the digest of %s', async (at, day) => {
      expect(await one(`digest_day('2026-11-22 ${at}+08'::timestamptz, '08:00', '22:00', '07:00')`)).toBe(day)
    })
  })

  describe('of numbers that are told', () => {
    it('gives a kiosk whole fives, and of few no more than that there are some', async () => {
      const numbers = Array.from({ length: 40 }, (_, i) => i)
      expect(await each('in_fives(r.value, r.value < 5)', 'value bigint', numbers.map((value) => ({ value })))).toEqual(numbers.map((n) => n < 5 ? Math.min(n, 1) : n - n % 5))
      expect(await each('as_told(r.value)', 'value bigint', numbers.map((value) => ({ value })))).toEqual(numbers)
      const { rows: [wall] } = await db.as({ accountId: null, role: 'wall', scopeUnits: [] }, (tx) => tx.query<{ told: number[] }>('select array[as_told(4), as_told(5), as_told(14)] as told'))
      expect(wall?.told).toEqual([0, 5, 10])
    })

    test.each([
      ['overdue_share', 3, 4, null], ['overdue_share', 3, 5, 0.6], ['overdue_share', 0, 5, 0], ['overdue_share', 1, 3_000, 0.0003], ['household_rate', 4, 1_000, null],
      ['household_rate', 5, 1_000, 5], ['household_rate', 5, 0, null], ['household_rate', 7, 526, 13.31],
    ])('%s of %i among %i is %s', async (name, n, of, value) => {
      expect(await one(`indicator_value('${name}', ${n}, ${of})`)).toBe(value)
    })
  })

  describe('of places', () => {
    it('gives each point one cell, as wide as its neighbours, without a gap', async () => {
      const metres = sample(fc.integer({ min: -20_000_000, max: 20_000_000 }))
      const edges = await each<[number, number, number]>('array[cell_edge(r.m, 0), cell_edge(r.m, 1), cell_edge(cell_edge(r.m, 1) + 1, 0)]', 'm int', metres.map((m) => ({ m })))
      edges.forEach(([lower, upper, next], i) => {
        const at = metres[i] ?? 0
        expect(at >= lower - 1 && at <= upper + 1).toBe(true)
        expect([76, 77]).toContain(upper - lower)
        expect(next).toBe(upper)
      })
    })

    it('puts each point into the hexagon whose middle is nearest', async () => {
      const metres = (from: number): fc.Arbitrary<number> => fc.integer({ min: from, max: from + 300_000 })
      const points = sample(fc.record({ x: metres(11_500_000), y: metres(3_000_000), size: fc.constantFrom(500, 1_000, 2_000) }))
      const found = await each<{ q: number, r: number }>('(select to_jsonb(h) from hexagon_at(r.x, r.y, r.size) h)', 'x float8, y float8, size float8', points)
      points.forEach(({ x, y, size }, i) => {
        const { q, r } = found[i] ?? { q: NaN, r: NaN }
        const far = (dq: number, dr: number): number => Math.hypot(x - size * Math.sqrt(3) * (q + dq + (r + dr) / 2), y - size * 1.5 * (r + dr))
        const around = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, -1], [-1, 1]].map(([dq = 0, dr = 0]) => far(dq, dr))
        expect(far(0, 0)).toBeLessThanOrEqual(Math.min(...around) + 1e-6)
      })
    })

    it('measures metres as the sphere does, within a hundredth, some kilometres apart', async () => {
      const rad = (degrees: number): number => degrees * Math.PI / 180
      const degrees = (from: number): fc.Arbitrary<number> => fc.double({ min: from, max: from + 0.05, noNaN: true })
      const pairs = sample(fc.record({ a: degrees(104), b: degrees(27), c: degrees(104), d: degrees(27) }))
      const sphere = ({ a, b, c, d }: Record<'a' | 'b' | 'c' | 'd', number>): number =>
        2 * 6_371_000 * Math.asin(Math.sqrt(Math.sin(rad(d - b) / 2) ** 2 + Math.cos(rad(b)) * Math.cos(rad(d)) * Math.sin(rad(c - a) / 2) ** 2))
      const found = await each<number>('metres_apart(r.a, r.b, r.c, r.d)', 'a float8, b float8, c float8, d float8', pairs)
      found.forEach((metres, i) => { expect(Math.abs(metres - sphere(pairs[i] as (typeof pairs)[number]))).toBeLessThanOrEqual(1 + metres / 100) })
      expect(await one('metres_apart(null, 27, 104, 27)')).toBeNull()
    })
  })

  describe('of roles and levels', () => {
    it('lets each level act for itself, and whoever stands over it supervise', async () => {
      const roles = ['leader', 'office', 'township', 'village', 'group', 'planner', 'wall']
      const side = async (name: string, level: string): Promise<string> => {
        const may = await each<boolean>(`on_side('${name}', r.role, '${level}')`, 'role text', roles.map((role) => ({ role })))
        return roles.filter((_, i) => may[i]).join(' ')
      }
      expect(await side('own', 'county')).toBe('leader office')
      expect(await side('own', 'village')).toBe('village')
      expect(await side('above', 'county')).toBe('leader office')
      expect(await side('above', 'township')).toBe('leader office')
      expect(await side('above', 'group')).toBe('leader office township village')
      expect(await side('any', 'group')).toBe(roles.join(' '))
    })
  })

  describe('of lists', () => {
    it('goes on behind the row that the cursor names, never with it', async () => {
      const place = { rank: fc.nat(1), place: fc.integer({ min: -3, max: 3 }), id: fc.nat(9) }
      const rows = sample(fc.record({ ...place, at: fc.record(place) }))
      interface Place { rank: number, place: number, id: number }
      const behind = (a: Place, b: Place): boolean => (a.rank - b.rank || a.place - b.place || a.id - b.id) > 0
      expect(await each<boolean>('after_cursor(jsonb_build_object(\'cursor\', r.cursor), r.rank, r.place, r.id)', 'rank int, place int, id bigint, cursor text',
        rows.map(({ at, ...row }) => ({ ...row, cursor: `${at.rank}.${at.place}.${at.id}` })))).toEqual(rows.map((row) => behind(row, row.at)))
      expect(await one(`after_cursor('{}', 0, 0, 0)`)).toBe(true)
    })

    test.each([['deferred', '2026-12-01'], ['kept', '2026-10-16'], ['confirmed', null], ['handling', '2026-10-10'], ['collected', '2026-10-10']])('a problem that is %s waits until %s', async (state, until) => {
      const days = await one<number>(`gap_param('revisit_missing')`)
      const found = await one<string | null>(`problem_waits_until('${state}', '2026-10-10', '2026-12-01', '2026-10-01')`)
      expect(found).toBe(state === 'kept' ? iso(Date.parse('2026-10-01') + days * dayMs) : until)
    })
  })

  describe('of words', () => {
    it('writes numbers of groups in digits, as the gazetteer reads them', async () => {
      const digits = '一二三四五六七八九'
      const written = [...digits, '十', ...[...digits].map((d) => `十${d}`), ...[...digits.slice(1)].flatMap((ten) => [`${ten}十`, ...[...digits].map((d) => `${ten}十${d}`)])]
      expect(written).toHaveLength(99)
      expect(await each('plain_numbers(r.words)', 'words text', written.map((number) => ({ words: `${number}组` })))).toEqual(written.map((number) => `${chineseNumber(number)}组`))
      expect(await one(`plain_numbers('第１２组，三十号')`)).toBe('第12组，30号')
    })

    it('takes every pair of neighbouring characters once, and none across two parts', async () => {
      const texts = sample(fc.string({ unit: fc.constantFrom('征', '地', '补', '偿', '|'), maxLength: 12 }), 120)
      const pairs = (text: string): string[] => [...new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))].filter((pair) => !pair.includes('|')).sort()
      expect((await each<string[]>('bigrams(r.words)', 'words text', texts.map((words) => ({ words })))).map((found) => [...found].sort())).toEqual(texts.map(pairs))
    })

    it('counts how far two beginnings agree', async () => {
      const rows = sample(fc.record({ a: fc.string({ unit: fc.constantFrom('征', '地'), maxLength: 6 }), b: fc.string({ unit: fc.constantFrom('征', '地'), maxLength: 6 }) }), 120)
      const agree = ({ a, b }: { a: string, b: string }): number => {
        const at = [...a].findIndex((char, i) => char !== b[i])
        return at < 0 ? a.length : at
      }
      expect(await each('shared_start(r.a, r.b)', 'a text, b text', rows)).toEqual(rows.map(agree))
    })

    it('weighs likeness, days and category of two matters without a jump backwards', async () => {
      const alike = await each<number>('same_text_points(r.value)', 'value float8', Array.from({ length: 21 }, (_, i) => ({ value: i / 20 })))
      expect([alike[0], alike.at(-1)]).toEqual([0, 45])
      expect(alike).toEqual([...alike].sort((a, b) => a - b))
      const apart = await each<number>('same_dates_points(r.value)', 'value int', [0, 60, 61, 180, 181, 365, 366].map((value) => ({ value })))
      expect(apart).toEqual([5, 5, 4, 4, 2, 2, 0])
      expect(await one('array[same_category_points(30101, 30101), same_category_points(30101, 30102), same_category_points(30101, 30201), same_category_points(30101, 40101), same_category_points(null, 1)]'))
        .toEqual([10, 6, 2, -15, null])
    })
  })
})
