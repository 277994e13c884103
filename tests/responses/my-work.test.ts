import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkRow } from '../../api/contract/feeds/my-work.ts'
import { engines } from '../setup/engines.ts'
import { codes, inDays, openGround, type Ground } from './ground.ts'
import { letDaysPass } from './passing-days.ts'

interface Work { rows: WorkRow[], total: number, buckets: Record<'overdue' | 'week' | 'repeat' | 'more', number> }
const people = ['office', 'township', 'village', 'group'] as const

describe.each(engines)('what waits for the signed-in cadre, on $name', ({ open }) => {
  let ground: Ground
  const work = async (who: string, query = 'all=1'): Promise<Work> => await ground.feed(who, `my-work?${query}`) as unknown as Work
  const titles = async (who: string, kind?: string): Promise<string[]> =>
    (await work(who)).rows.filter((row) => kind === undefined || row.kind === kind).map(({ title }) => title ?? '').sort()
  const task = async (unit: string, title: string, days: number, who = 'office'): Promise<number> =>
    Number((await ground.done(who, 'assign-task', { response: codes.response, unit, title, due_on: inDays(days) })).task_id)
  const version = async (id: number): Promise<number> => Number((await ground.db.query<{ version: number }>('select version from response_task where id = $1', [id])).rows[0]?.version)
  const step = async (who: string, id: number, to: string, more = {}) => await ground.act(who, 'move-task', { task_id: id, to, version: await version(id), ...more })
  const tasks: Record<string, number> = {}

  beforeAll(async () => {
    ground = await openGround(open)
    await ground.done('office', 'open-response', { code: codes.response, title: '新城片区联动处置', area: codes.area })
    await ground.done('office', 'move-response', { response: codes.response, to: 'surveying', version: 1 })
    for (const [level, days] of [['county', 3], ['township', 20], ['village', 6], ['group', 40]] as const) tasks[level] = await task(codes[level], `任务${level}`, days)
    tasks['sibling'] = await task(codes.sibling, '别处任务', 3)
  }, 240_000)
  afterAll(() => ground.close())

  it('tasks of his own level in his own units, and of no other', async () => {
    expect(await Promise.all(people.map((who) => titles(who, 'task')))).toEqual([['任务county'], ['任务township'], ['任务village'], ['任务group']])
    expect(await titles('planner')).toEqual([])
  })

  it('lies in one bucket each: past its date, within a week, come back, more', async () => {
    for (const level of ['township', 'village', 'group'] as const) {
      const who = level
      expect((await step(who, tasks[level] ?? 0, 'acknowledged')).status).toBe(200)
    }
    expect((await work('village')).buckets).toEqual({ overdue: 0, week: 1, repeat: 0, more: 0 })
    expect((await work('township')).buckets).toEqual({ overdue: 0, week: 0, repeat: 0, more: 1 })
    await ground.db.query(`update response_task set due_on = $2 where id = $1`, [tasks['group'], inDays(2)])
    expect((await work('group')).buckets).toMatchObject({ overdue: 0, week: 1 })
    expect((await work('group', `all=1&as_of=${inDays(3)}`)).rows[0]).toMatchObject({ bucket: 'overdue', days_left: -1 })
    expect((await work('group', `all=1&as_of=${inDays(-3)}`)).rows).toEqual([])
  })

  it('shows what is urgent; the rest is counted, and listed when asked for', async () => {
    const short = await work('township', '')
    expect([short.total, short.rows.length, (await work('township')).rows.length]).toEqual([1, 0, 1])
  })

  it('until it is acknowledged a task waits by its time for that', async () => {
    const id = await task(codes.village, '签收时限', 30)
    const row = (await work('village')).rows.find(({ title }) => title === '签收时限')
    expect(String(row?.due_on) <= inDays(12)).toBe(true)
    expect((await step('village', id, 'acknowledged')).status).toBe(200)
    expect((await work('village')).rows.find(({ title }) => title === '签收时限')?.due_on).toBe(inDays(30))
  })

  it('a report waits for the level above, comes back as sent back, and is gone when confirmed', async () => {
    const id = tasks['village'] ?? 0
    await step('village', id, 'acting')
    await step('village', id, 'reported', { report: '已建台账' })
    expect([await titles('village', 'task'), await titles('township', 'confirm'), await titles('office', 'confirm')]).toEqual([['签收时限'], ['任务village'], []])
    await step('township', id, 'returned', { reason: '缺附件' })
    expect((await work('village')).rows.find(({ title }) => title === '任务village')).toMatchObject({ kind: 'task', again: true })
    await step('village', id, 'acting')
    await step('village', id, 'reported')
    expect((await step('township', id, 'confirmed')).status).toBe(200)
    expect(await titles('township', 'confirm')).toEqual([])
  })

  it('the county’s own report waits for somebody else of the county: who did it does not confirm it', async () => {
    const id = tasks['county'] ?? 0
    for (const to of ['acknowledged', 'acting', 'reported']) expect((await step('office', id, to, { report: '已会商' })).status).toBe(200)
    expect(await titles('office', 'confirm')).toEqual([])
    expect((await ground.feed<{ task_id: number, moves: { to: string }[] }>('office', 'tasks?level=county')).rows.find(({ task_id }) => task_id === id)?.moves.map(({ to }) => to)).toEqual(['returned'])
    const own = await step('office', id, 'confirmed')
    expect([own.status, own.body.hint]).toEqual([403, 'whoever reported a task does not confirm it: somebody else must'])
    expect(await titles('leader', 'confirm')).toEqual(['任务county'])
    expect((await step('leader', id, 'confirmed')).status).toBe(200)
  })

  it('problems that he may move, promises in his units and matters that came back', async () => {
    await ground.done('group', 'add-problem', { response: codes.response, unit: codes.group, title: '青苗补偿', source: 'visit' })
    await ground.done('office', 'add-commitment', { response: codes.response, unit: codes.village, title: '十日内到账', due_on: inDays(2) })
    const { matter_no } = await ground.done('office', 'register-petition', { channel: 'visit', purpose: 'request', title: '公开标准', unit_code: codes.group, received_on: inDays(-9) })
    await ground.done('office', 'register-petition', { channel: 'visit', purpose: 'request', matter_no, received_on: inDays(-1) })
    const kinds = async (who: string): Promise<string[]> => (await work(who)).rows.map(({ kind, title }) => `${kind} ${title}`).filter((one) => /青苗|到账|公开/.test(one)).sort()
    expect(await kinds('village')).toEqual(['commitment 十日内到账', 'problem 青苗补偿'])
    expect(await kinds('group')).toEqual([])
    expect((await work('office')).rows.find(({ kind }) => kind === 'matter')).toMatchObject({ title: '公开标准', again: true, bucket: 'repeat' })
    const { rows: [promise] } = await ground.feed<{ commitment_id: number, version: number }>('village', 'commitments')
    await ground.done('village', 'fulfil-commitment', { commitment_id: promise?.commitment_id, version: promise?.version })
    expect(await kinds('village')).toEqual(['problem 青苗补偿'])
  })
})

describe.each(engines)('a level that did nothing, on $name', ({ open }) => {
  let ground: Ground
  const idle = async (who = 'leader'): Promise<string[]> => (await ground.feed<{ kind: string, level: string }>(who, 'gaps')).rows
    .filter(({ kind }) => kind === 'idle').map(({ level }) => level).sort()
  beforeAll(async () => {
    ground = await openGround(open)
    await ground.done('office', 'open-response', { code: codes.response, title: '新城片区联动处置', area: codes.area })
    await ground.done('office', 'move-response', { response: codes.response, to: 'surveying', version: 1 })
    for (const level of ['county', 'township', 'village', 'group'] as const) {
      const { task_id } = await ground.done('office', 'assign-task', { response: codes.response, unit: codes[level], title: '任务', due_on: inDays(60) })
      await ground.done(level === 'county' ? 'office' : level, 'move-task', { task_id, to: 'acknowledged', version: 1 })
    }
    // as if fifteen days had passed
    await ground.db.query(`update response_task set acted_at = now() - interval '15 days'`)
  }, 240_000)
  afterAll(() => ground.close())
  const { response } = codes
  // behind the program's back: it is told afterwards that its kept answers are old
  const told = async (): Promise<void> => {
    await ground.db.query('select touch_data(installation_county())')
    await ground.db.notify('outbox', '')
  }

  it('is a gap at each level after fourteen days, told to those whose units owe it', async () => {
    expect(await idle()).toEqual(['county', 'group', 'township', 'village'])
    expect([await idle('township'), await idle('group')]).toEqual([['group', 'township', 'village'], ['group']])
  })

  it('is none for whoever moved a problem and nothing else, and for nobody above or below', async () => {
    const { problem_no } = await ground.done('group', 'add-problem', { response, unit: codes.group, title: '青苗补偿', source: 'visit' })
    expect(await idle()).toEqual(['county', 'township', 'village'])
    await ground.done('village', 'move-problem', { problem_no, to: 'classified', version: 1, category: '520301' })
    expect(await idle()).toEqual(['county', 'township'])
    await ground.done('township', 'move-problem', { problem_no, to: 'assigned', version: 2, department: 'D02' })
    expect(await idle()).toEqual(['county'])
    await ground.done('office', 'move-problem', { problem_no, to: 'consulting', version: 3 })
    expect(await idle()).toEqual([])
    await letDaysPass(ground.db, 14)
    await told()
    await expect.poll(() => idle(), { timeout: 20_000 }).toEqual(['county', 'group', 'township', 'village'])
  })

  it('is none where the level acted in another way: visits, meetings, consultations, revisits, activities', async () => {
    const { round_id } = await ground.done('village', 'plan-visits', { response, unit: codes.group, planned_count: 60, starts_on: inDays(-3), ends_on: inDays(9) })
    expect(await idle()).toContain('group')
    await ground.done('group', 'record-visits', { round_id, version: 1, done_count: 7 })
    expect(await idle()).toEqual(['county', 'township', 'village'])
    expect(await idle('township')).toEqual(['township', 'village'])
    await ground.done('office', 'open-consultation', { response, unit: codes.county, title: '会商', held_on: inDays(0), agenda: [{ agenda: '补偿' }] })
    expect(await idle()).toEqual(['township', 'village'])
    await ground.done('township', 'record-activity', { response, unit: codes.township, kind: 'joint_handling', on_date: inDays(-13) })
    expect(await idle()).toEqual(['village'])
    const { problem_no } = await ground.done('group', 'add-problem', { response, unit: codes.group, title: '青苗补偿', source: 'visit' })
    await ground.done('village', 'record-revisit', { problem_no, result: 'satisfied' })
    expect(await idle()).toEqual([])
  })

  it('is one again when that lies more than fourteen days back, or was done for another area', async () => {
    await ground.db.query(`update field_activity set on_date = $1`, [inDays(-14)])
    await told()
    await expect.poll(() => idle(), { timeout: 20_000 }).toEqual(['township'])
    await ground.db.query(`update revisit set response_id = null`)
    await told()
    await expect.poll(() => idle(), { timeout: 20_000 }).toEqual(['township', 'village'])
  })
})
