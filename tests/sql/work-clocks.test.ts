import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines } from '../setup/engines.ts'

/** level, given to it at (county time), to be acknowledged before (county time), why */
const cases: [string, string, string, string][] = [
  ['county', '2026-03-02T09:00', '2026-03-02T13:00', 'four hours on the clock'],
  ['county', '2026-03-02T22:30', '2026-03-03T02:30', 'four hours run over midnight'],
  ['county', '2026-02-28T21:00', '2026-03-01T01:00', 'and over the end of a month'],
  ['village', '2026-03-02T00:00', '2026-03-04T00:00', 'given at midnight: the day that begins is its first, the next working day ends the time'],
  ['village', '2026-03-02T23:59', '2026-03-04T00:00', 'a minute before midnight it is still the same day'],
  ['village', '2026-03-06T10:00', '2026-03-10T00:00', 'over a weekend'],
  ['group', '2026-05-08T17:00', '2026-05-10T00:00', 'the Saturday after is a make-up workday'],
  ['township', '2026-04-30T10:00', '2026-05-07T00:00', 'from the last day of a month over the May holiday'],
  ['township', '2026-09-24T10:00', '2026-09-29T00:00', 'over the Mid-Autumn holiday'],
]

describe.each(engines)('the time in which a level acknowledges, on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() })
  afterAll(() => db.close())

  it.each(cases)('%s, given at %s, ends at %s: %s', async (level, given, ends) => {
    const { rows: [row] } = await db.query<{ due: string }>(
      `select to_char(ack_due_at('990000', 1, $1, ($2::timestamp at time zone 'Asia/Shanghai')) at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI') as due`, [level, given])
    expect(row?.due).toBe(ends)
  })

  it.each([
    ['2026-03-02T00:00', '2026-03-04T00:00', '2026-03-02T23:59:59', 49], ['2026-03-02T00:00', '2026-03-04T00:00', '2026-03-03T00:00', 50],
    ['2026-03-02T00:00', '2026-03-04T00:00', '2026-03-03T12:00', 75], ['2026-03-02T00:00', '2026-03-04T00:00', '2026-03-04T00:00', 100],
    ['2026-02-28T00:00', '2026-03-02T00:00', '2026-03-01T00:00', 50],
  ])('a clock from %s to %s has used at %s %i percent: a rung begins on the stroke', async (since, until, moment, share) => {
    const { rows: [row] } = await db.query<{ share: number, step: number | null }>(
      `select g.share, (select max(r.share) from work_rung r where r.share <= g.share) as step from (select share_gone($1::timestamptz, $2::timestamptz, $3::timestamptz) as share) g`,
      [`${since}+08`, `${until}+08`, `${moment}+08`])
    expect([row?.share, row?.step ?? 0]).toEqual([share, [100, 75, 50].find((rung) => rung <= share) ?? 0])
  })

  it('a day ends at midnight of the county, whatever the server’s clock is set to', async () => {
    for (const zone of ['UTC', 'America/New_York', 'Asia/Shanghai']) {
      const { rows: [row] } = await db.transaction(async (tx) => {
        await tx.query(`select set_config('timezone', '${zone}', true)`)
        return await tx.query<{ ends: number, day: string }>(`select extract(epoch from end_of_day('2026-05-01'))::float8 as ends, county_day('2026-05-01T23:59:59+08')::text as day`)
      })
      expect([zone, row?.ends, row?.day]).toEqual([zone, Date.parse('2026-05-02T00:00+08:00') / 1000, '2026-05-01'])
    }
  })
})
