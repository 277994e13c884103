/** What the joint response refuses, in the words that a cadre reads, and that the value beside it is taken. Nothing refused leaves a trace. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { codes, inDays, openGround, type Ground } from './ground.ts'

type Body = Record<string, unknown>
const { response } = codes
const today = inDays(0)
const tomorrow = inDays(1)

// how a refusal travels from either engine is tests/db/types.test.ts and tests/api/problems.test.ts: its words are asked of one
describe.each(engines.slice(-1))('refused in the joint response on $name', ({ open }) => {
  let ground: Ground
  /** what the beforeAll made, by a name of its own */
  const made: Record<string, number | string> = {}
  const at = (name: string): number | string => made[name] ?? 0

  beforeAll(async () => {
    ground = await openGround(open)
    const { done } = ground
    await done('office', 'open-response', { code: response, title: '新城片区联动处置', area: codes.area })
    await done('office', 'open-response', { code: 'R-2', title: '行业专项', sector: (await ground.db.query<{ code: string }>('select code from sector order by sort limit 1')).rows[0]?.code })
    await done('office', 'move-response', { response, to: 'surveying', version: 1 })
    made['task'] = Number((await done('office', 'assign-task', { response, unit: codes.village, title: '摸排', due_on: tomorrow })).task_id)
    made['round'] = Number((await done('village', 'plan-visits', { response, unit: codes.group, planned_count: 60, starts_on: today, ends_on: tomorrow })).round_id)
    made['promise'] = Number((await done('office', 'add-commitment', { response, unit: codes.village, title: '到账', due_on: tomorrow })).commitment_id)
    await done('office', 'fulfil-commitment', { commitment_id: at('promise'), version: 1 })
    made['open promise'] = Number((await done('office', 'add-commitment', { response, unit: codes.village, title: '到账', due_on: tomorrow })).commitment_id)
    made['problem'] = String((await done('group', 'add-problem', { response, unit: codes.group, title: '青苗补偿', source: 'visit' })).problem_no)
    made['classified'] = String((await done('group', 'add-problem', { response, unit: codes.group, title: '道路', source: 'visit' })).problem_no)
    await done('office', 'move-problem', { problem_no: at('classified'), to: 'classified', version: 1, category: '520301' })
    made['assigned'] = String((await done('group', 'add-problem', { response, unit: codes.group, title: '水渠', source: 'visit' })).problem_no)
    await done('office', 'move-problem', { problem_no: at('assigned'), to: 'classified', version: 1, category: '520301' })
    await done('office', 'move-problem', { problem_no: at('assigned'), to: 'assigned', version: 2, department: 'D02' })
  })
  afterAll(() => ground.close())

  const rows = async (): Promise<unknown> => (await ground.db.query(`select
    (select count(*) from response_event) as events, (select count(*) from response_task) as tasks, (select sum(version) from response_task) as task_versions,
    (select sum(version) from problem) as problems, (select count(*) from commitment) as promises, (select count(*) from field_activity) as activities, (select count(*) from meeting) as meetings,
    (select count(*) from household_visit_round) as rounds, (select count(*) from area_lead) as leads, (select count(*) from consultation) as consultations, (select count(*) from policy_pack) as policies,
    (select count(*) from task_force) as forces, (select count(*) from revisit) as revisits, (select sum(version) from joint_response) as responses, (select count(*) from audit where action not in ('sign-in')) as audited`)).rows[0]

  test.each<[what: string, who: string, action: string, body: () => Body, status: number, zh: string, en: string]>([
    ['a lead that takes over from nobody', 'office', 'appoint-lead', () => ({ response, level: 'county', office_title: '副县长', replaces: 999_999 }), 409, '前任不在任', 'the one to be replaced is not in charge'],
    ['a task due before today', 'office', 'assign-task', () => ({ response, unit: codes.village, title: '摸排', due_on: inDays(-1) }), 422, '办结期限早于今天', 'due_on lies in the past'],
    ['a task for another level', 'office', 'reassign-task', () => ({ task_id: at('task'), unit: codes.township, version: 1, reason: '分工调整' }), 422, '只能改派给同一级的单位', 'a task goes to a unit of the same level'],
    ['a task for a unit that there is not', 'office', 'reassign-task', () => ({ task_id: at('task'), unit: '990000009', version: 1, reason: '分工调整' }), 422, '没有这个单位：990000009', 'no such unit: 990000009'],
    ['a task of a response that there is not', 'office', 'assign-task', () => ({ response: 'R-9', unit: codes.village, title: '摸排', due_on: tomorrow }), 404, '没有这个联动处置', 'no such joint response'],
    ['an activity of tomorrow', 'village', 'record-activity', () => ({ response, unit: codes.village, kind: 'joint_handling', on_date: tomorrow }), 422, '活动日期晚于今天', 'on_date lies in the future'],
    ['an activity of no known kind', 'village', 'record-activity', () => ({ response, unit: codes.village, kind: 'tea', on_date: today }), 422, '代码表 activity 中没有：tea', 'unknown code tea; see list activity of /api/feeds/reference'],
    ['a meeting of tomorrow', 'village', 'record-meeting', () => ({ response, unit: codes.village, held_on: tomorrow, attendance_count: 9 }), 422, '会议日期晚于今天', 'held_on lies in the future'],
    ['visits in a whole village', 'village', 'plan-visits', () => ({ response, unit: codes.village, planned_count: 9, starts_on: today, ends_on: tomorrow }), 422, '走访按村民小组安排', 'visits are planned by villager group'],
    ['more visits than planned', 'group', 'record-visits', () => ({ round_id: at('round'), version: 1, done_count: 61 }), 422, '走访户数超过计划户数', 'more households than planned'],
    ['a problem collected tomorrow', 'group', 'add-problem', () => ({ response, unit: codes.group, title: '道路', source: 'visit', collected_on: tomorrow }), 422, '收集日期晚于今天', 'collected_on lies in the future'],
    ['a promise for a problem of another response', 'office', 'add-commitment', () => ({ response: 'R-2', unit: codes.village, title: '到账', due_on: tomorrow, problem_no: at('problem') }), 404, '没有这个问题', 'no such problem'],
    ['a promise of a department that there is not', 'office', 'add-commitment', () => ({ response, unit: codes.village, title: '到账', due_on: tomorrow, department: 'D99' }), 422, '没有这个责任单位：D99', 'no such department: D99'],
    ['a promise kept twice', 'office', 'fulfil-commitment', () => ({ commitment_id: at('promise'), version: 2 }), 409, '该承诺已兑现', 'it was kept already'],
    ['a promise kept tomorrow', 'office', 'fulfil-commitment', () => ({ commitment_id: at('open promise'), version: 1, kept_on: tomorrow }), 422, '兑现日期晚于今天', 'kept_on lies in the future'],
    ['a promise kept before it was made', 'office', 'fulfil-commitment', () => ({ commitment_id: at('open promise'), version: 1, kept_on: inDays(-1) }), 422, '兑现日期早于承诺日期', 'kept_on lies before the promise was made'],
    ['a promise made tomorrow', 'office', 'add-commitment', () => ({ response, unit: codes.village, title: '到账', made_on: tomorrow, due_on: inDays(9) }), 422, '承诺日期晚于今天', 'made_on lies in the future'],
    ['a promise due before it is made', 'office', 'add-commitment', () => ({ response, unit: codes.village, title: '到账', due_on: inDays(-1) }), 422, '兑现期限早于承诺日期', 'due_on lies before the promise is made'],
    ['visits that end before they begin', 'village', 'plan-visits', () => ({ response, unit: codes.group, round_no: 2, planned_count: 9, starts_on: today, ends_on: inDays(-1) }), 422, '结束日期早于开始日期', 'ends_on lies before starts_on'],
    ['a consultation about a problem of another response', 'office', 'open-consultation', () => ({ response: 'R-2', unit: codes.county, title: '会商', held_on: today, agenda: [{ agenda: '一' }, { problem_no: at('problem') }] }), 404, '没有这个问题', 'no such problem'],
    ['a policy of no known kind', 'office', 'set-policy', () => ({ response, kind: 'wish', title: '口径', body: '正文' }), 422, '代码表 policy 中没有：wish', 'unknown code wish; see list policy of /api/feeds/reference'],
    ['a policy for a category that there is not', 'office', 'set-policy', () => ({ response, kind: 'policy', category: '999999', title: '口径', body: '正文' }), 422, '没有这个内容分类：999999', 'unknown category: 999999'],
    ['a task force of no known role', 'office', 'set-task-force', () => ({ response, members: [{ level: 'county', role: 'dancer', member_count: 1 }] }), 422, '代码表 force_role 中没有：dancer', 'unknown code dancer; see list force_role of /api/feeds/reference'],
    ['a problem put off until today', 'office', 'move-problem', () => ({ problem_no: at('assigned'), to: 'deferred', version: 3, recheck_on: today, reason: '待规划' }), 422, '复核日期须晚于今天且不同于原定日期', 'recheck_on must be a new day in the future'],
    ['a plan without its words', 'office', 'move-problem', () => ({ problem_no: at('assigned'), to: 'planned', version: 3, due_on: tomorrow }), 422, '此步骤须有：办理方案', 'plan is required for this move'],
    ['a plan without a day', 'office', 'move-problem', () => ({ problem_no: at('assigned'), to: 'planned', version: 3, plan: '修复' }), 422, '此步骤须有：办结期限', 'due_on is required for this move'],
    ['a legal procedure that there is not', 'office', 'move-problem', () => ({ problem_no: at('classified'), to: 'routed', version: 2, route: 'duel', reason: '诉讼' }), 422, '没有这种法定途径：duel', 'unknown route: duel'],
    ['a step that leaves one out', 'office', 'move-problem', () => ({ problem_no: at('problem'), to: 'kept', version: 1, reply: '已办' }), 409, '现在不能这样办理', 'legal moves: classified'],
    ['the same state once more', 'office', 'move-problem', () => ({ problem_no: at('assigned'), to: 'assigned', version: 3, department: 'D07' }), 409, '现在不能这样办理', 'legal moves: consulting, planned, routed, explained, deferred'],
    ['a revisit of tomorrow', 'village', 'record-revisit', () => ({ problem_no: at('problem'), result: 'satisfied', on_date: tomorrow }), 422, '回访日期晚于今天', 'on_date lies in the future'],
    ['a revisit with no known result', 'village', 'record-revisit', () => ({ problem_no: at('problem'), result: 'happy' }), 422, '代码表 revisit_result 中没有：happy', 'unknown code happy; see list revisit_result of /api/feeds/reference'],
    ['a response that was changed meanwhile', 'office', 'move-response', () => ({ response, to: 'listed', version: 1 }), 409, '刚被他人更改，请刷新后重试', 'changed meanwhile: you saw version 1, it is 2; read it again'],
    ['handing over an area that stands', 'office', 'hand-over-response', () => ({ response, version: 2, to: 'R-2', reason: '片区撤并' }), 409, '该区域未撤并，联动处置不能移交', 'its area stands: there is nothing to hand over'],
  ])('%s', async (_what, who, action, body, status, zh, en) => {
    const before = await rows()
    const reply = await ground.act(who, action, body())
    expect([reply.status, reply.body.detail, reply.body.detail_en]).toEqual([status, zh, en])
    expect(await rows()).toEqual(before)
  })

  test.each<[what: string, who: string, action: string, body: () => Body]>([
    ['a task due today', 'office', 'assign-task', () => ({ response, unit: codes.village, title: '当日办结', due_on: today })],
    ['an activity of today', 'village', 'record-activity', () => ({ response, unit: codes.village, kind: 'joint_handling', on_date: today })],
    ['a meeting of today', 'village', 'record-meeting', () => ({ response, unit: codes.village, held_on: today, attendance_count: 9 })],
    ['as many visits as planned', 'group', 'record-visits', () => ({ round_id: at('round'), version: 1, done_count: 60 })],
    ['a problem collected today', 'group', 'add-problem', () => ({ response, unit: codes.group, title: '道路', source: 'visit', collected_on: today })],
    ['a revisit of today', 'village', 'record-revisit', () => ({ problem_no: at('problem'), result: 'satisfied', on_date: today })],
    ['a task for another unit of its level', 'office', 'reassign-task', () => ({ task_id: at('task'), unit: codes.village, version: 1, reason: '重新交办' })],
    ['a problem put off until tomorrow', 'office', 'move-problem', () => ({ problem_no: at('assigned'), to: 'deferred', version: 3, recheck_on: tomorrow, reason: '待规划' })],
    ['a promise kept on the day that it was made', 'office', 'fulfil-commitment', () => ({ commitment_id: at('open promise'), version: 1, kept_on: today })],
    ['a promise due on the day that it was made', 'office', 'add-commitment', () => ({ response, unit: codes.village, title: '到账', made_on: inDays(-3), due_on: inDays(-3) })],
    ['visits of one day', 'village', 'plan-visits', () => ({ response, unit: codes.group, round_no: 2, planned_count: 9, starts_on: today, ends_on: today })],
    ['a promise for a problem of its own response', 'office', 'add-commitment', () => ({ response, unit: codes.village, title: '到账', due_on: tomorrow, problem_no: at('problem') })],
  ])('but not %s', async (_what, who, action, body) => {
    expect(await ground.act(who, action, body())).toMatchObject({ status: 200 })
  })

  it('put off once more, a problem needs another day', async () => {
    const same = await ground.act('office', 'move-problem', { problem_no: at('assigned'), to: 'deferred', version: 4, recheck_on: tomorrow, reason: '待规划' })
    expect([same.status, same.body.detail_en]).toEqual([422, 'recheck_on must be a new day in the future'])
    expect((await ground.act('office', 'move-problem', { problem_no: at('assigned'), to: 'deferred', version: 4, recheck_on: inDays(2), reason: '待规划' })).status).toBe(200)
  })

  describe('problems that are assigned together', () => {
    const fresh = async (title: string): Promise<string> => {
      const no = String((await ground.done('group', 'add-problem', { response, unit: codes.group, title, source: 'visit' })).problem_no)
      await ground.done('office', 'move-problem', { problem_no: no, to: 'classified', version: 1, category: '520301' })
      return no
    }
    const states = async (numbers: string[]): Promise<unknown[]> =>
      (await ground.db.query<{ state: string, department: string | null, due: string | null }>(`select p.state, d.code as department, p.due_on::text as due from problem p left join department d on d.id = p.department_id
        where p.problem_no = any ($1) order by p.id`, [numbers])).rows.map(({ state, department, due }) => `${state} ${department ?? '-'} ${due ?? '-'}`)

    it('all go to the department, and the record has one entry for each', async () => {
      const numbers = [await fresh('甲'), await fresh('乙')]
      const answer = await ground.done('office', 'assign-problems', { problems: numbers.map((no) => ({ problem_no: no, version: 2 })), department: 'D07', due_on: inDays(9), reason: '统一交办' })
      expect(answer).toMatchObject({ assigned: 2 })
      expect(await states(numbers)).toEqual([`assigned D07 ${inDays(9)}`, `assigned D07 ${inDays(9)}`])
      const { rows: events } = await ground.db.query<{ note: string }>(`select e.note from response_event e join problem p on e.subject = 'problem' and e.subject_id = p.id
        where p.problem_no = any ($1) and e.to_state = 'assigned'`, [numbers])
      expect(events.map(({ note }) => note)).toEqual(['统一交办', '统一交办'])
    })

    test.each<[what: string, list: (good: string) => Body[], department: string, status: number, zh: string, en: string]>([
      ['one was changed meanwhile', (good) => [{ problem_no: good, version: 2 }, { problem_no: at('classified'), version: 1 }], 'D07', 409, '刚被他人更改，请刷新后重试', 'changed meanwhile: you saw version 1, it is 2; read it again'],
      ['one does not exist', (good) => [{ problem_no: good, version: 2 }, { problem_no: 'R-1-99999999', version: 1 }], 'D07', 404, '清单中有不存在的问题', 'the list names a problem that does not exist'],
      ['one may not be assigned now', (good) => [{ problem_no: good, version: 2 }, { problem_no: at('problem'), version: 1 }], 'D07', 409, '现在不能这样办理', 'legal moves: classified'],
      ['there is no such department', (good) => [{ problem_no: good, version: 2 }], 'D99', 422, '没有这个责任单位：D99', 'no such department: D99'],
    ])('none goes where %s', async (_what, list, department, status, zh, en) => {
      const good = await fresh('好的一件')
      const reply = await ground.act('office', 'assign-problems', { problems: list(good), department })
      expect([reply.status, reply.body.detail, reply.body.detail_en]).toEqual([status, zh, en])
      expect(await states([good])).toEqual(['classified - -'])
    })

    it('keep a day that they have where none is given, and are not for the village to assign', async () => {
      const no = await fresh('有期限')
      await ground.db.query('update problem set due_on = $2 where problem_no = $1', [no, inDays(5)])
      const { rows: [row] } = await ground.db.query<{ version: number }>('select version from problem where problem_no = $1', [no])
      expect((await ground.act('village', 'assign-problems', { problems: [{ problem_no: no, version: row?.version }], department: 'D07' })).status).toBe(403)
      await ground.done('township', 'assign-problems', { problems: [{ problem_no: no, version: row?.version }], department: 'D02' })
      expect(await states([no])).toEqual([`assigned D02 ${inDays(5)}`])
    })
  })
})
