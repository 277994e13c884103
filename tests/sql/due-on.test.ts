import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines } from '../setup/engines.ts'

/** start, limit, extended, due, why */
const cases: [string, string, boolean, string, string][] = [
  ['2026-03-02', 'C5', false, '2026-05-06', '60 days end on 1 May, a holiday until 5 May'],
  ['2026-03-03', 'C5', false, '2026-05-06', '60 days end on 2 May, inside the same holiday'],
  ['2026-03-10', 'C5', false, '2026-05-09', 'a Saturday that is a make-up workday counts as a working day'],
  ['2026-03-02', 'C5', true, '2026-06-01', 'extended by 30 days to 31 May, a Sunday'],
  ['2026-03-16', 'C1', false, '2026-03-31', '15 calendar days end on a Tuesday'],
  ['2026-03-07', 'C1', false, '2026-03-23', '15 calendar days end on a Sunday: the Monday after'],
  ['2024-02-01', 'C1', false, '2024-02-18', 'ends on the Friday before the make-up Sunday after the Spring Festival'],
  ['2026-09-21', 'C4', false, '2026-09-29', 'five working days over the Mid-Autumn holiday'],
  ['2026-03-02', 'C10A', false, '2026-03-05', 'three working days within a week'],
  ['2026-03-06', 'C10H', false, '2026-03-20', 'ten working days from a Friday'],
]

describe.each(engines)('time limits on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() })
  afterAll(() => db.close())

  async function due(start: string | null, code: string, extended = false): Promise<string | null> {
    const { rows: [row] } = await db.query<{ due: string | null }>('select due_on($1::date, $2, $3)::text as due', [start, code, extended])
    return row?.due ?? null
  }

  it.each(cases)('%s + %s (extended: %s) is due on %s: %s', async (start, code, extended, expected) => {
    expect(await due(start, code, extended)).toBe(expected)
  })

  it('no start means no due date', async () => {
    expect(await due(null, 'C5')).toBeNull()
  })

  it('never ends on a day off, and never before the days have passed', async () => {
    const { rows } = await db.query(`
      select d::date from generate_series('2024-01-01'::date, '2027-06-30', '1 day') d
      where not exists (select from calendar_day c where c.day = due_on(d::date, 'C5') and c.is_workday)
        or due_on(d::date, 'C5') < d::date + 60`)
    expect(rows).toEqual([])
  })
})
