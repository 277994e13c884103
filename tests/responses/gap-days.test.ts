/** Each gap on the last day on which it is none and on the first on which it is one, who owes it, and what closes it. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { codes, inDays, openGround, type Ground } from './ground.ts'

interface Gap { kind: string, level: string, response: string, unit_code: string | null, subject_code: string, since: string | null, days: number | null }

describe.each(engines)('a gap on $name', ({ open }) => {
  let ground: Ground
  const { response } = codes
  const gaps = async (kind: string, day = 0, more = ''): Promise<Gap[]> =>
    (await ground.feed<Gap>('leader', `gaps?gap=${kind}&as_of=${inDays(day)}${more}`)).rows
  const levels = async (kind: string, day = 0, more = ''): Promise<string[]> => (await gaps(kind, day, more)).map(({ level }) => level).sort()
  const told = async (kind: string, day: number): Promise<unknown[]> =>
    (await gaps(kind, day)).map(({ subject_code: subject, level, since, days }) => [subject, level, since, days])
  const task = async (unit: string, level: string): Promise<number> =>
    Number((await ground.done('office', 'assign-task', { response, unit, title: `任务${level}`, due_on: inDays(60) })).task_id)

  /** A problem of the group, brought along the steps given, each with what it needs. */
  async function problem(title: string, steps: [to: string, more: Record<string, unknown>][]): Promise<string> {
    const { problem_no: no } = await ground.done('group', 'add-problem', { response, unit: codes.group, title, source: 'visit' })
    let version = 1
    for (const [to, more] of steps) {
      await ground.done('office', 'move-problem', { problem_no: no, to, version, ...more })
      version += 1
    }
    return String(no)
  }
  const classified: [string, Record<string, unknown>] = ['classified', { category: '520301' }]
  const assigned: [string, Record<string, unknown>] = ['assigned', { department: 'D02' }]

  beforeAll(async () => {
    ground = await openGround(open)
    await ground.done('office', 'open-response', { code: response, title: '新城片区联动处置', area: codes.area })
  })
  afterAll(() => ground.close())

  it('is none of a response that does not work yet', async () => {
    expect((await ground.feed('leader', 'gaps')).total).toBe(0)
    await ground.done('office', 'move-response', { response, to: 'surveying', version: 1 })
    expect((await ground.feed('leader', 'gaps')).total).toBeGreaterThan(0)
  })

  it('is a level without anybody: all four for an area, the county alone for a sector', async () => {
    expect(await levels('unassigned')).toEqual(['county', 'group', 'township', 'village'])
    const { rows: [sector] } = await ground.db.query<{ code: string }>('select code from sector order by sort limit 1')
    await ground.done('office', 'open-response', { code: 'S-1', title: '行业专项', sector: sector?.code })
    await ground.done('office', 'move-response', { response: 'S-1', to: 'surveying', version: 1 })
    expect(await levels('unassigned', 0, '&response=S-1')).toEqual(['county'])
    await ground.done('office', 'assign-task', { response: 'S-1', unit: codes.county, title: '牵头', due_on: inDays(60) })
    expect(await levels('unassigned', 0, '&response=S-1')).toEqual([])
  })

  it('is a level again when its task was refused or cancelled', async () => {
    const village = await task(codes.village, 'village')
    expect(await levels('unassigned', 0, `&response=${response}`)).toEqual(['county', 'group', 'township'])
    await ground.done('village', 'move-task', { task_id: village, to: 'refused', version: 1, reason: '不属本村' })
    expect(await levels('unassigned', 0, `&response=${response}`)).toEqual(['county', 'group', 'township', 'village'])
    const group = await task(codes.group, 'group')
    expect(await levels('unassigned', 0, `&response=${response}`)).toEqual(['county', 'township', 'village'])
    await ground.done('office', 'move-task', { task_id: group, to: 'cancelled', version: 1, reason: '重复交办' })
    expect(await levels('unassigned', 0, `&response=${response}`)).toEqual(['county', 'group', 'township', 'village'])
  })

  it('is a task whose time to be acknowledged is over, until it is acknowledged', async () => {
    const id = await task(codes.township, 'township')
    expect(await levels('unacknowledged')).toEqual([])
    await ground.db.query(`update response_task set ack_due_at = now() - interval '1 second' where id = $1`, [id])
    await ground.db.query('select touch_data(installation_county())')
    await ground.db.notify('outbox', '')
    await expect.poll(() => levels('unacknowledged'), { timeout: 20_000 }).toEqual(['township'])
    expect((await gaps('unacknowledged'))[0]).toMatchObject({ unit_code: codes.township, response })
    // another unit's ground is not asked for it
    expect(await levels('unacknowledged', 0, `&unit=${codes.sibling}`)).toEqual([])
    await ground.done('township', 'move-task', { task_id: id, to: 'acknowledged', version: 2 })
    expect(await levels('unacknowledged')).toEqual([])
  })

  it('is a problem without a department from the eighth day on, owed by the county', async () => {
    const without = await problem('青苗补偿', [classified])
    await problem('安置房', [classified, assigned])
    expect(await told('no_department', 7)).toEqual([])
    expect(await told('no_department', 8)).toEqual([[without, 'county', inDays(7), 1]])
    expect(await told('no_department', 40)).toEqual([[without, 'county', inDays(7), 33]])
  })

  it('is a promise from the day after its date on, owed by the level that it was given for, until it is kept', async () => {
    const made: Record<string, number> = {}
    for (const level of ['county', 'township', 'village', 'group'] as const) {
      made[level] = Number((await ground.done('office', 'add-commitment', { response, unit: codes[level], title: `承诺${level}`, due_on: inDays(5) })).commitment_id)
    }
    expect(await levels('commitment_late', 5)).toEqual([])
    expect(await told('commitment_late', 6)).toEqual(['county', 'township', 'village', 'group'].map((level) => [String(made[level]), level, inDays(5), 1]))
    await ground.done('office', 'fulfil-commitment', { commitment_id: made['village'], version: 1 })
    expect(await levels('commitment_late', 6)).toEqual(['county', 'group', 'township'])
  })

  it('is a deferred problem from the day after it was to be looked at again, owed by the township', async () => {
    const no = await problem('道路', [classified, assigned, ['deferred', { recheck_on: inDays(9), reason: '待规划' }]])
    expect(await told('recheck_late', 9)).toEqual([])
    expect(await told('recheck_late', 10)).toEqual([[no, 'township', inDays(9), 1]])
    // put off once more, it waits for the new day
    await ground.done('office', 'move-problem', { problem_no: no, to: 'deferred', version: 4, recheck_on: inDays(20), reason: '待规划' })
    expect(await told('recheck_late', 20)).toEqual([])
    expect(await told('recheck_late', 21)).toEqual([[no, 'township', inDays(20), 1]])
  })

  it('is a problem done and not revisited for more than fifteen days, owed by the village', async () => {
    const no = await problem('水渠', [classified, assigned, ['planned', { plan: '修复', due_on: inDays(3) }], ['handling', {}], ['kept', { reply: '已修复' }]])
    expect(await told('revisit_missing', 15)).toEqual([])
    expect(await told('revisit_missing', 16)).toEqual([[no, 'village', inDays(15), 1]])
    await ground.done('village', 'record-revisit', { problem_no: no, result: 'satisfied' })
    await ground.done('office', 'move-problem', { problem_no: no, to: 'confirmed', version: 6 })
    expect(await told('revisit_missing', 16)).toEqual([])
  })

  it('is a group of the area in which no household was visited, also one planned beyond its ground', async () => {
    expect((await gaps('group_unvisited')).map(({ unit_code: unit, since }) => [unit, since])).toEqual([[codes.group, null]])
    const { round_id: id } = await ground.done('village', 'plan-visits', { response, unit: codes.group, planned_count: 60, starts_on: inDays(-3), ends_on: inDays(9) })
    expect(await levels('group_unvisited')).toEqual(['group'])
    await ground.done('group', 'record-visits', { round_id: id, version: 1, done_count: 1 })
    expect(await levels('group_unvisited')).toEqual([])
  })

  it('is the response of an area that has ended, owed by the county', async () => {
    expect(await levels('area_ended')).toEqual([])
    await ground.done('office', 'retire-key-area', { code: codes.area })
    // its last day is today
    expect([await levels('area_ended'), await levels('area_ended', 1)]).toEqual([[], ['county']])
    await ground.done('office', 'move-response', { response, to: 'revoked', version: 2, reason: '片区撤销' })
    expect((await ground.feed('leader', `gaps?response=${response}`)).total).toBe(0)
  })

  test('each has its own limit, which the list tells where there is one', async () => {
    const { rows } = await ground.db.query<{ code: string, param: number | null }>(`select code, param from work_word where list = 'gap' and param is not null order by code`)
    expect(rows).toEqual([{ code: 'group_unvisited', param: 5 }, { code: 'idle', param: 14 }, { code: 'no_department', param: 7 }, { code: 'revisit_missing', param: 15 }])
  })
})
