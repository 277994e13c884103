import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { MatterClocks } from '../../api/contract/feeds/matter-clocks.ts'
import type { Tx } from '../../api/db/db.ts'
import { engines, rolledBack } from '../setup/engines.ts'
import { inDays, openGround, type Ground } from '../responses/ground.ts'

type Pause = [from: string, until: string, ended?: string]
interface Case { why: string, start: string, clock?: string, extended?: boolean, pauses?: Pause[], due: string, steps: string[] }

/** Worked out by hand from the calendars of 2024 to 2026. */
const cases: Case[] = [
  { why: 'the example: 60 days end on May Day, then twelve days of hearing', start: '2026-03-02', pauses: [['2026-04-07', '2026-04-19']], due: '2026-05-18',
    steps: ['start 2026-03-02', 'limit 2026-05-01', 'holiday 2026-05-06', 'pause 2026-05-18', 'due 2026-05-18'] },
  { why: 'without a pause', start: '2026-03-02', due: '2026-05-06', steps: ['start 2026-03-02', 'limit 2026-05-01', 'holiday 2026-05-06', 'due 2026-05-06'] },
  { why: 'a make-up workday on a Saturday is a working day', start: '2026-03-10', due: '2026-05-09', steps: ['start 2026-03-10', 'limit 2026-05-09', 'due 2026-05-09'] },
  { why: 'a pause inside a holiday counts its days all the same', start: '2026-03-02', pauses: [['2026-05-01', '2026-05-05']], due: '2026-05-11',
    steps: ['start 2026-03-02', 'limit 2026-05-01', 'holiday 2026-05-06', 'pause 2026-05-10', 'holiday 2026-05-11', 'due 2026-05-11'] },
  { why: 'resumed before its expiry', start: '2026-03-02', pauses: [['2026-04-07', '2026-05-07', '2026-04-19']], due: '2026-05-18',
    steps: ['start 2026-03-02', 'limit 2026-05-01', 'holiday 2026-05-06', 'pause 2026-05-18', 'due 2026-05-18'] },
  { why: 'extended after a pause: the order of deeds does not matter', start: '2026-03-02', extended: true, pauses: [['2026-04-07', '2026-04-19']], due: '2026-06-15',
    steps: ['start 2026-03-02', 'limit 2026-05-01', 'extension 2026-05-31', 'holiday 2026-06-01', 'pause 2026-06-13', 'holiday 2026-06-15', 'due 2026-06-15'] },
  { why: 'two pauses, the second only because the first made room', start: '2026-03-02', pauses: [['2026-04-07', '2026-04-19'], ['2026-05-15', '2026-05-20']],
    due: '2026-05-25', steps: ['start 2026-03-02', 'limit 2026-05-01', 'holiday 2026-05-06', 'pause 2026-05-18', 'pause 2026-05-23', 'holiday 2026-05-25', 'due 2026-05-25'] },
  { why: 'a pause that begins after the clock ran out is none', start: '2026-03-02', pauses: [['2026-05-07', '2026-05-20']], due: '2026-05-06',
    steps: ['start 2026-03-02', 'limit 2026-05-01', 'holiday 2026-05-06', 'due 2026-05-06'] },
  { why: 'a pause resumed on its first day is none', start: '2026-03-02', pauses: [['2026-04-07', '2026-04-19', '2026-04-07']], due: '2026-05-06',
    steps: ['start 2026-03-02', 'limit 2026-05-01', 'holiday 2026-05-06', 'due 2026-05-06'] },
  { why: 'from the last day of January over the end of February', start: '2026-01-31', clock: 'C6D', due: '2026-03-02', steps: ['start 2026-01-31', 'limit 2026-03-02', 'due 2026-03-02'] },
  { why: 'over the 29th of a leap year', start: '2024-01-31', clock: 'C6D', due: '2024-03-01', steps: ['start 2024-01-31', 'limit 2024-03-01', 'due 2024-03-01'] },
  { why: 'five working days over the Mid-Autumn holiday', start: '2026-09-21', clock: 'C4', due: '2026-09-29', steps: ['start 2026-09-21', 'limit 2026-09-29', 'due 2026-09-29'] },
]

describe.each(engines)('the clocks of a matter on $name', ({ open }) => {
  let ground: Ground
  beforeAll(async () => { ground = await openGround(open) }, 240_000)
  afterAll(() => ground.close())

  async function register(): Promise<string> {
    const made = await ground.done('office', 'register-petition', { channel: 'visit', purpose: 'request', title: '请求公开补偿标准', unit_code: '990000001001001', received_on: inDays(-40) })
    return String(made.matter_no)
  }
  const clocks = async (matter: string): Promise<MatterClocks> => {
    const { rows: [row] } = await ground.feed<MatterClocks>('office', `matter-clocks?matter=${matter}`)
    if (!row) throw new Error('a matter must come back')
    return row
  }
  const move = async (matter_no: string, to: string, more = {}) =>
    await ground.act('office', 'move-matter', { matter_no, to, version: (await clocks(matter_no)).version, ...more })

  async function derive(tx: Tx, { start, clock = 'C5', extended = false, pauses = [] }: Pick<Case, 'start' | 'clock' | 'extended' | 'pauses'>): Promise<string[]> {
    await tx.query(`select set_config('app.bulk', 'on', true)`)
    await tx.query(`insert into matter (county_code, id, matter_no, state, received_on) values ('990000', 77, 'M77', 4, $1)`, [start])
    for (const [from, until, ended] of pauses) {
      await tx.query(`insert into clock_pause (county_code, matter_id, clock, from_on, until_on, ended_on, reason) values ('990000', 77, $1, $2, $3, $4, '听证')`,
        [clock, from, until, ended ?? null])
    }
    const { rows } = await tx.query<{ line: string }>(`select kind || ' ' || date as line from derive_due($1::date, $2, $3, '990000', 77) order by step`, [start, clock, extended])
    return rows.map(({ line }) => line)
  }

  it.each(cases)('$start $clock is due on $due: $why', async ({ due, steps, ...asked }) => {
    const lines = await rolledBack(ground.db, (tx) => derive(tx, asked))
    expect(lines).toEqual(steps)
    expect(lines.at(-1)).toBe(`due ${due}`)
  })

  it('whatever pauses there are, a due date is a working day, not before the limit, and later by at least the days paused', async () => {
    const day = (base: number) => (n: number): string => new Date(Date.UTC(2026, 0, base + n)).toISOString().slice(0, 10)
    const lengths = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 25 })), { maxLength: 4 })
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 300 }), lengths, fc.boolean(), async (start, gaps, extended) => {
      let at = start
      const pauses = gaps.map(([wait, length]): Pause => {
        at += wait + length
        return [day(0)(at - length), day(0)(at)]
      })
      await rolledBack(ground.db, async (tx) => {
        const lines = await derive(tx, { start: day(0)(start), extended, pauses })
        const due = lines.at(-1)?.slice(4) ?? ''
        const paused = gaps.reduce((sum, [, length]) => sum + length, 0)
        const { rows: [row] } = await tx.query<{ works: boolean, days: number }>(
          `select (select is_workday from calendar_day where day = $1) as works, $1::date - $2::date as days`, [due, day(0)(start)])
        expect(row?.works).toBe(true)
        // every pause of these begins while the clock runs
        expect(row?.days).toBeGreaterThanOrEqual(60 + (extended ? 30 : 0) + paused)
      })
    }), { numRuns: 30 })
  })

  it('moves the date that counts when it is paused and resumed, and says so to list and derivation alike', async () => {
    const matter_no = await register()
    expect((await move(matter_no, 'transferred')).status).toBe(200)
    expect((await move(matter_no, 'accepted')).status).toBe(200)
    const before = (await clocks(matter_no)).clocks.find(({ clock }) => clock === 'C5')
    const { pause_id } = await ground.done('office', 'pause-clock', { matter_no, clock: 'C5', until_on: inDays(30), reason: '听证' })
    const paused = (await clocks(matter_no)).clocks.find(({ clock }) => clock === 'C5')
    expect(paused?.state).toBe('paused')
    expect(String(paused?.due_on) > String(before?.due_on)).toBe(true)
    expect(paused?.derivation.at(-1)?.date).toBe(paused?.due_on)
    // neither before the clock began, nor after it ran out, nor one that was never set
    for (const [clock, from] of [['C5', -400], ['C5', 900], ['C6D', 0]] as const) {
      const refused = await ground.act('office', 'pause-clock', { matter_no, clock, from_on: inDays(from), until_on: inDays(from + 1), reason: '没有在计算' })
      expect([clock, from, refused.status, String(refused.body.hint).includes('does not run')]).toEqual([clock, from, 409, true])
    }
    const again = await ground.act('office', 'pause-clock', { matter_no, clock: 'C5', from_on: inDays(5), until_on: inDays(9), reason: '重叠' })
    expect(again.status).toBe(409)
    await ground.done('office', 'resume-clock', { pause_id })
    const { rows: [kept] } = await ground.db.query<{ due: string }>('select opinion_due_on::text as due from matter where matter_no = $1', [matter_no])
    expect([kept?.due, (await clocks(matter_no)).clocks.find(({ clock }) => clock === 'C5')?.due_on]).toEqual([before?.due_on, before?.due_on])
    const extended = await ground.done('office', 'extend-matter', { matter_no, version: (await clocks(matter_no)).version, reason: '案情复杂' })
    expect(String(extended.due_on) > String(before?.due_on)).toBe(true)
    expect((await ground.act('office', 'extend-matter', { matter_no, version: (await clocks(matter_no)).version, reason: '再延' })).status).toBe(409)
  })

  it('stop when the matter goes to a legal procedure', async () => {
    const matter_no = await register()
    for (const to of ['transferred', 'accepted']) await move(matter_no, to)
    expect((await move(matter_no, 'routed', { route: 'litigation' })).status).toBe(200)
    const row = await clocks(matter_no)
    expect([row.route_name, row.clocks.find(({ clock }) => clock === 'C5')]).toEqual(['诉讼、检察监督', expect.objectContaining({ state: 'stopped', due_on: null })])
  })

  it('closed is not settled: that needs the written reply and a revisit that was not unsatisfied', async () => {
    const matter_no = await register()
    for (const to of ['transferred', 'accepted', 'handling']) expect((await move(matter_no, to)).status).toBe(200)
    const refused = async (): Promise<unknown> => (await move(matter_no, 'settled')).body.hint
    expect(await refused()).toBe('settled needs the written reply: record-care')
    expect((await ground.act('office', 'record-care', { matter_no, hardship_yuan: 5_000 })).body.hint).toBe('hardship_by is required with hardship_yuan')
    await ground.done('office', 'record-care', { matter_no, written_reply_on: inDays(-1), counselling_on: inDays(-2), hardship_yuan: 5_000, hardship_by: '县联席会议' })
    expect(await refused()).toContain('record-revisit')
    await ground.done('township', 'record-revisit', { matter_no, result: 'not' })
    expect(await refused()).toContain('record-revisit')
    await ground.done('township', 'record-revisit', { matter_no, result: 'basically' })
    expect((await move(matter_no, 'settled')).status).toBe(200)
    const row = await clocks(matter_no)
    expect(row).toMatchObject({ state: 'settled', counselling_on: inDays(-2), hardship_yuan: 5_000, hardship_by: '县联席会议' })
    expect(row.musts.map(({ code, met }) => [code, met])).toEqual([['received', true], ['registered', true], ['handled', true], ['replied', true]])
    expect(row.history.map(({ to_name }) => to_name)).toEqual(['已化解', '办理中', '已受理', '已转送交办'])
  })

  it('a review is decided within 30 days, a re-check only after a review, and a hearing stops its clock', async () => {
    const matter_no = await register()
    for (const to of ['transferred', 'accepted', 'handling']) await move(matter_no, to)
    expect((await ground.act('office', 'open-stage', { matter_no, kind: 'review' })).status).toBe(409)
    await move(matter_no, 'opinion_issued')
    const review = await ground.done('office', 'open-stage', { matter_no, kind: 'review' })
    expect((await ground.act('office', 'open-stage', { matter_no, kind: 'recheck' })).status).toBe(409)
    await ground.done('office', 'decide-stage', { stage_id: review.stage_id, version: 1, outcome: 'upheld' })
    const recheck = await ground.done('office', 'open-stage', { matter_no, kind: 'recheck' })
    await ground.done('office', 'pause-clock', { matter_no, clock: 'C7D', until_on: inDays(10), reason: '听证' })
    const row = await clocks(matter_no)
    expect(String(row.stages.find(({ kind }) => kind === 'recheck')?.due_on) > String(recheck.due_on)).toBe(true)
    expect(row.clocks.map(({ clock }) => clock)).toEqual(['C1', 'C2', 'C5', 'C6', 'C6D', 'C7', 'C7D'])
  })

  it('a simple first-time matter has its own clocks in working days beside the others, and a repeat one cannot have them', async () => {
    const matter_no = await register()
    await move(matter_no, 'transferred')
    await ground.done('township', 'simplify-matter', { matter_no })
    const accept = (await clocks(matter_no)).clocks.find(({ clock }) => clock === 'C10A')
    expect(accept).toMatchObject({ name: '简易办理告知受理', state: 'running', start_on: inDays(0), met_on: null })
    expect(accept?.derivation.map(({ kind }) => kind)).toEqual(['start', 'limit', 'due'])
    expect(accept?.derivation.at(-1)?.date).toBe(accept?.due_on)
    const { rows: [count] } = await ground.db.query<{ n: number }>(`select count(*)::int as n from calendar_day where is_workday and day > $1::date and day <= $2::date`, [inDays(0), accept?.due_on])
    expect(count?.n).toBe(3)
    await move(matter_no, 'accepted')
    const both = (await clocks(matter_no)).clocks.filter(({ clock }) => clock.startsWith('C10'))
    expect(both.map(({ clock, state }) => [clock, state])).toEqual([['C10A', 'met'], ['C10H', 'running']])
    await ground.done('office', 'simplify-matter', { matter_no, ordinary: true })
    expect((await clocks(matter_no)).clocks.map(({ clock }) => clock)).toEqual(['C1', 'C2', 'C5'])
    await ground.done('office', 'register-petition', { channel: 'visit', purpose: 'request', matter_no, received_on: inDays(0), title: '再次来访' })
    expect((await ground.act('office', 'simplify-matter', { matter_no })).body.hint).toBe('simplified handling is for first-time matters')
  })

  it('a date that the sender set is explained as his', async () => {
    const matter_no = await register()
    await ground.db.query('update matter set file_due_on = $2 where matter_no = $1', [matter_no, inDays(20)])
    const given = (await clocks(matter_no)).clocks.find(({ clock }) => clock === 'C9')
    expect(given).toMatchObject({ due_on: inDays(20), state: 'running' })
    expect(given?.derivation.map(({ kind, date }) => [kind, date])).toEqual([['start', inDays(-40)], ['due', inDays(20)]])
  })
})
