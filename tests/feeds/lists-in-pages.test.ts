/** Lists that come in pages: whatever the size of a page, each row once, in one order, as many as the total says; and sums beside them. */
import { describe, expect, it, test } from 'vitest'
import type { MeasureAnswer } from '../../api/contract/measures.ts'
import { engines } from '../setup/engines.ts'
import { onRawDemo } from './raw-rows.ts'

type Row = Record<string, unknown>
interface Page {
  rows: Row[], total: number, next: string | null
  by_state?: (Row & { n: number })[], by_kind?: (Row & { n: number })[], planned?: number, done?: number, attendance?: number, explained?: number
}

/** Each list, who it is asked as, and what names a row of it. */
const lists: [address: string, who: string, key: (row: Row) => unknown][] = [
  ['tasks', 'office', (row) => row.task_id], ['tasks?open=1&level=village', 'office', (row) => row.task_id], ['problems?open=1', 'office', (row) => row.problem_no],
  ['problems?department=none', 'office', (row) => row.problem_no], ['gaps', 'office', (row) => [row.kind, row.subject, row.subject_id, row.level, row.unit_code].join()],
  ['gaps?level=village', 'township', (row) => [row.kind, row.subject, row.subject_id, row.level, row.unit_code].join()],
  ['visits', 'office', (row) => row.round_id], ['consultations', 'office', (row) => row.consultation_id], ['commitments', 'office', (row) => row.commitment_id],
  ['meetings', 'office', (row) => row.meeting_id], ['matters?period=30d', 'office', (row) => row.matter_no], ['matters?period=30d&sort=due', 'office', (row) => row.matter_no],
  ['petitions?period=30d', 'office', (row) => row.petition_no], ['petitions?period=30d&sort=due', 'township', (row) => row.petition_no],
  ['place-queue?period=90d', 'office', (row) => row.matter_no], ['same-pairs', 'office', (row) => row.pair_id],
]
const asked = (address: string, more: string): string => `/api/feeds/${address}${address.includes('?') ? '&' : '?'}as_of=2026-11-22&${more}`
const sum = (rows: readonly Row[], name: string): number => rows.reduce((all, row) => all + Number(row[name]), 0)

describe.each(engines)('a list in pages on $name', ({ openDemo }) => {
  const at = onRawDemo(openDemo)
  const whole = (address: string, who = 'office'): Promise<Page> => at.demo.ask<Page>(who, asked(address, 'limit=10000'))

  test.each(lists)('%s as %s', async (address, who, key) => {
    const { rows: all, total, next } = await whole(address, who)
    expect([all.length, next]).toEqual([total, null])
    expect(new Set(all.map(key)).size).toBe(total)
    if (!address.startsWith('same-pairs')) expect(total).toBeGreaterThan(0)
    const size = Math.max(1, Math.ceil(total / 4))
    const seen: Row[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = await at.demo.ask<Page>(who, asked(address, `limit=${size}${cursor && `&cursor=${cursor}`}`))
      expect(page.total).toBe(total)
      expect(page.next === null || page.rows.length === size).toBe(true)
      seen.push(...page.rows)
      cursor = page.next
    }
    expect(seen).toEqual(all)
  })

  test.each(['tasks', 'problems', 'visits', 'consultations', 'commitments', 'meetings', 'matters', 'petitions'])('%s of a township are those of the county that lie on its ground', async (name) => {
    const names = ['task_id', 'problem_no', 'round_id', 'consultation_id', 'commitment_id', 'meeting_id', 'matter_no', 'petition_no']
    const key = (row: Row): string => JSON.stringify(names.map((member) => row[member]))
    const [own, county] = [await whole(`${name}?from=2026-01-01`, 'township'), await whole(`${name}?from=2026-01-01`)]
    const { rows: [scope] } = await at.demo.db.query<{ code: string }>(`
      select u.code from account a join account_scope s on s.account_id = a.id join admin_unit u on u.id = s.unit_id where a.username = 'township'`)
    const keys = new Set(county.rows.map(key))
    expect(own.rows.length).toBeGreaterThan(0)
    expect(own.rows.length).toBeLessThan(county.rows.length)
    expect(own.rows.filter((row) => !keys.has(key(row)))).toEqual([])
    const codes = new Map([...at.raw.units.values()].map(({ id, code }) => [code, id]))
    for (const { unit_code: code } of own.rows) {
      if (typeof code === 'string' && code.length >= 9) expect(at.raw.above(codes.get(code) ?? null, 'township')?.code).toBe(scope?.code)
    }
  })

  it('has sums that are those of all its rows, not of the page', async () => {
    const [visits, few] = [await whole('visits'), await at.demo.ask<Page>('office', asked('visits', 'limit=2'))]
    expect([few.planned, few.done]).toEqual([sum(visits.rows, 'planned_count'), sum(visits.rows, 'done_count')])
    const [meetings, one] = [await whole('meetings'), await at.demo.ask<Page>('office', asked('meetings', 'limit=1'))]
    expect([one.attendance, one.explained]).toEqual([sum(meetings.rows, 'attendance_count'), sum(meetings.rows, 'explained_count')])
  })

  test.each([['problems', 'by_state', 'state'], ['commitments', 'by_state', 'state'], ['gaps', 'by_kind', 'kind']] as const)('%s are counted %s as their rows have it', async (name, member, by) => {
    const { rows, [member]: counts = [] } = await whole(name)
    const told = new Map(counts.filter(({ n }) => n > 0).map((one) => [one[by], one.n]))
    expect(told).toEqual(new Map([...Map.groupBy(rows, (row) => row[by])].map(([code, ones]) => [code, ones.length])))
  })

  it('of problems and visits has as many as the measures say of the county', async () => {
    const measure = (name: string): Promise<MeasureAnswer> => at.demo.ask<MeasureAnswer>('office', `/api/measures/${name}?by=area&as_of=2026-11-22`)
    const problems = await whole('problems')
    expect((await measure('problems')).total).toBe(problems.total)
    expect((await measure('problems_open')).total).toBe((await whole('problems?open=1')).total)
    expect((await measure('household_coverage')).total).toBe(sum((await whole('visits')).rows, 'done_count'))
    expect(problems.rows.every(({ open }, at) => open === true || problems.rows.slice(at).every((later) => later.open === false))).toBe(true)
  })

  it('of one place queue counts what all three hold', async () => {
    const { counts } = await at.demo.ask<{ counts: Record<string, number> }>('office', asked('place-queue', 'limit=1'))
    for (const queue of ['unlocated', 'coarse', 'hand']) expect([queue, (await whole(`place-queue?queue=${queue}`)).total]).toEqual([queue, counts[queue]])
  })

  test.each(['0.1', '2.0.1', '0.x.1', '0.0.0.0', '-1.0.1'])('a cursor %s that no page gave is refused by its name', async (cursor) => {
    for (const name of ['tasks', 'matters']) {
      const answer = await at.demo.get('office', `/api/feeds/${name}?cursor=${cursor}`)
      expect([answer.statusCode, answer.json<{ parameter: string }>().parameter]).toEqual([400, 'cursor'])
    }
  })
})
