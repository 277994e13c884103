import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConsultationRow } from '../../api/contract/feeds/consultations.ts'
import type { MatrixRow } from '../../api/contract/feeds/response-matrix.ts'
import type { ProblemRow } from '../../api/contract/feeds/problems.ts'
import type { ResponseRow } from '../../api/contract/feeds/responses.ts'
import type { TaskRow } from '../../api/contract/feeds/tasks.ts'
import { engines } from '../setup/engines.ts'
import { codes, inDays, openGround, type Ground } from './ground.ts'

describe.each(engines)('a joint response from opening to striking off, on $name', ({ open }) => {
  let ground: Ground
  beforeAll(async () => { ground = await openGround(open) }, 240_000)
  afterAll(() => ground.close())

  const response = codes.response
  const only = async <Row>(who: string, address: string): Promise<Row> => {
    const { rows } = await ground.feed<Row>(who, address)
    expect(rows).toHaveLength(1)
    return rows[0] as Row
  }
  const area = (who = 'office') => only<ResponseRow>(who, `responses?response=${response}`)
  const stage = async (to: string, more = {}) => await ground.done('office', 'move-response', { response, to, version: (await area()).version, ...more })
  const problem = () => only<ProblemRow>('village', `problems?response=${response}`)
  const step = async (who: string, to: string, more = {}) => {
    const { problem_no, version } = await problem()
    return await ground.done(who, 'move-problem', { problem_no, to, version, ...more })
  }

  it('the office opens it and surveys; nobody is assigned yet at any of the four levels', async () => {
    await ground.done('office', 'open-response', { code: response, title: '新城片区联动处置', area: codes.area })
    await stage('surveying')
    const { cells, gaps } = await only<MatrixRow>('leader', 'response-matrix')
    expect(cells.map(({ level, state, gaps: n }) => [level, state, n])).toEqual([
      ['county', 'unassigned', 1], ['township', 'unassigned', 1], ['village', 'unassigned', 1], ['group', 'unassigned', 2]])
    expect(gaps).toBe(5)
    const list = await ground.feed('leader', 'gaps')
    expect([list.total, list.rows.map(({ kind }) => kind)]).toEqual([5, ['unassigned', 'unassigned', 'unassigned', 'unassigned', 'group_unvisited']])
  })

  it('leaders, lead unit, task force and both plans make the five ones', async () => {
    expect((await area()).five_ones.n).toBe(0)
    await ground.done('office', 'appoint-lead', { response, level: 'county', office_title: '副县长' })
    await ground.done('office', 'set-task-force', { response, members: [{ level: 'county', role: 'head', department: 'D02', member_count: 1 },
      { level: 'township', role: 'member', member_count: 24 }] })
    await ground.done('office', 'plan-response', { response, version: (await area()).version, lead_unit: 'D02', resolution_plan: '分类化解', service_plan: '现场服务' })
    const now = await area('township')
    expect(now.five_ones).toEqual({ leader: true, lead_unit: true, task_force: true, resolution_plan: true, service_plan: true, n: 5 })
    expect(now.force.map(({ role_name, member_count }) => [role_name, member_count])).toEqual([['组长', 1], ['成员', 24]])
  })

  it('another leader takes over with a note, and the first stays on the record', async () => {
    const [first] = (await area()).leads
    await ground.done('office', 'appoint-lead', { response, level: 'county', office_title: '常务副县长', replaces: first?.id, handover: '补偿方案待批复' })
    const { leads, five_ones } = await area()
    expect(leads.map(({ office_title, handover }) => [office_title, handover])).toEqual([['副县长', '补偿方案待批复'], ['常务副县长', null]])
    expect(five_ones.leader).toBe(true)
    expect((await ground.act('office', 'appoint-lead', { response, level: 'county', office_title: '副县长', replaces: first?.id })).status).toBe(409)
  })

  it('county to township to village to group: each gives a task and acknowledges its own', async () => {
    const due_on = inDays(20)
    await ground.done('office', 'assign-task', { response, unit: codes.county, title: '牵头会商', due_on })
    await ground.done('office', 'assign-task', { response, unit: codes.township, title: '组织走访', due_on, responsible_title: '镇长' })
    await ground.done('township', 'assign-task', { response, unit: codes.village, title: '建立台账', due_on })
    await ground.done('village', 'assign-task', { response, unit: codes.group, title: '入户走访', due_on })
    for (const level of ['county', 'township', 'village', 'group']) {
      const who = level === 'county' ? 'office' : level
      const task = await only<TaskRow>(who, `tasks?response=${response}&level=${level}`)
      expect(task.moves.map(({ to }) => to)).toContain('acknowledged')
      await ground.done(who, 'move-task', { task_id: task.task_id, to: 'acknowledged', version: task.version })
    }
    const { cells } = await only<MatrixRow>('leader', 'response-matrix')
    expect(cells.map(({ state, tasks }) => [state, tasks])).toEqual(Array.from({ length: 4 }, () => ['acting', 1]))
    // a cell names the unit and the office that answers there
    expect(cells.map(({ responsible, office_title }) => [responsible, office_title])).toEqual([['试验县', null], ['东乡', '镇长'], ['东村', null], ['东村一组', null]])
    const below = await only<MatrixRow>('village', 'response-matrix')
    expect(below.cells.map(({ responsible, office_title }) => [responsible, office_title])[1]).toEqual([null, null])
  })

  it('the group records its visits, and a village reports what its township confirms', async () => {
    const { round_id } = await ground.done('village', 'plan-visits', { response, unit: codes.group, planned_count: 60, starts_on: inDays(-3), ends_on: inDays(9) })
    await ground.done('group', 'record-visits', { round_id, version: 1, done_count: 60 })
    expect((await area()).visits).toEqual({ planned: 60, done: 60 })
    expect((await ground.feed('office', 'gaps')).total).toBe(0)
    const mine = async () => await only<TaskRow>('village', `tasks?response=${response}&level=village`)
    for (const [who, to, more] of [['village', 'acting', {}], ['village', 'reported', { report: '台账已建，12条' }], ['township', 'returned', { reason: '缺少附件' }],
      ['village', 'acting', {}], ['village', 'reported', {}], ['township', 'confirmed', {}]] as const) {
      const { task_id, version } = await mine()
      await ground.done(who, 'move-task', { task_id, to, version, ...more })
    }
    const { task_id } = await mine()
    const events = await ground.feed<{ to_state: string, note: string | null, role_name: string }>('village', `response-events?subject=task&subject_id=${task_id}`)
    expect(events.rows.map(({ to_state }) => to_state).reverse()).toEqual(['assigned', 'acknowledged', 'acting', 'reported', 'returned', 'acting', 'reported', 'confirmed'])
    expect(events.rows.find(({ to_state }) => to_state === 'returned')).toMatchObject({ note: '缺少附件', role_name: '乡镇干部' })
  })

  it('a problem is sorted and handed to a department, and a consultation turns its decision into a task', async () => {
    await ground.done('group', 'add-problem', { response, unit: codes.group, title: '青苗补偿未到账', source: 'visit', household_count: 12 })
    const { rows: [category] } = await ground.db.query<{ code: string }>('select lpad(min(code)::text, 6, \'0\') as code from category where level = 3')
    await step('village', 'classified', { category: category?.code })
    await step('township', 'assigned', { department: 'D02' })
    await step('township', 'consulting')
    await stage('listed')
    await stage('consulting')
    const { problem_no } = await problem()
    await ground.done('office', 'open-consultation', { response, unit: codes.county, title: '第一次会商', convenor_title: '副县长', held_on: inDays(0), agenda: [{ problem_no }, { agenda: '其他' }] })
    const held = await only<ConsultationRow>('township', `consultations?response=${response}`)
    expect(held.items.map(({ agenda }) => agenda)).toEqual(['青苗补偿未到账', '其他'])
    const answer = await ground.done('office', 'decide-consultation', { item_id: held.items[0]?.item_id, version: held.version, decision: '十日内核发青苗补偿',
      owner_unit: codes.township, department: 'D02', due_on: inDays(10) })
    const tasks = await ground.feed<TaskRow>('township', `tasks?response=${response}&level=township`)
    expect(tasks.rows.find(({ task_id }) => task_id === answer.task_id)).toMatchObject({ title: '十日内核发青苗补偿', state: 'assigned', due_on: inDays(10) })
  })

  it('a decision that is written anew keeps the earlier ones, and the same one said again is none', async () => {
    const held = () => only<ConsultationRow>('township', `consultations?response=${response}`)
    const decide = async (decision: string, due_on: string) => {
      const { version, items } = await held()
      await ground.done('office', 'decide-consultation', { item_id: items[1]?.item_id, version, decision, department: 'D02', due_on })
    }
    await decide('先核实面积', inDays(5))
    await decide('先核实面积', inDays(5))
    expect((await held()).items[1]).toMatchObject({ decision: '先核实面积', decided_on: inDays(0), earlier: [] })
    await decide('先行垫付', inDays(6))
    await decide('先行垫付', inDays(9))
    expect((await held()).items[1]).toMatchObject({ decision: '先行垫付', due_on: inDays(9) })
    expect((await held()).items[1]?.earlier.map(({ decision, due_on, decided_on }) => [decision, due_on, decided_on]))
      .toEqual([['先行垫付', inDays(6), inDays(0)], ['先核实面积', inDays(5), inDays(0)]])
  })

  it('a promise is kept, the problem is revisited and only then struck off', async () => {
    await step('township', 'planned', { plan: '核发到户', due_on: inDays(10) })
    const { problem_no } = await problem()
    const promised = await ground.done('office', 'add-commitment', { response, unit: codes.village, title: '青苗补偿到账', amount_yuan: 38_000, due_on: inDays(10), problem_no })
    await step('village', 'handling')
    await step('village', 'kept', { reply: '补偿已于本月到账' })
    await ground.done('village', 'fulfil-commitment', { commitment_id: promised.commitment_id, version: 1 })
    // fulfilled in time it is not late, whatever its own date: now its revisit is waited for
    expect(await problem()).toMatchObject({ waits_until: inDays(15), overdue: false })
    expect((await ground.feed<ProblemRow>('village', `problems?response=${response}&as_of=${inDays(12)}`)).rows.map(({ overdue }) => overdue)).toEqual([false])
    expect((await ground.feed<ProblemRow>('village', `problems?response=${response}&overdue=1&as_of=${inDays(16)}`)).rows.map(({ state }) => state)).toEqual(['kept'])
    const early = await ground.act('village', 'move-problem', { problem_no, to: 'confirmed', version: (await problem()).version })
    expect([early.status, early.body.detail]).toEqual([422, '此步骤须有：回访记录'])
    const unhappy = await ground.done('village', 'record-revisit', { problem_no, result: 'not', note: '少算两分地', reopen: true })
    expect(unhappy.state).toBe('reopened')
    await step('village', 'handling')
    await step('village', 'kept', { reply: '已补发' })
    await ground.done('village', 'record-revisit', { problem_no, result: 'satisfied' })
    await step('village', 'confirmed')
    await step('township', 'struck')
    const last = await problem()
    expect(last).toMatchObject({ state: 'struck', open: false, reopened_count: 1, reply: '已补发' })
    expect(last.revisits.map(({ result }) => result)).toEqual(['not', 'satisfied'])
    expect(last.moves.map(({ to }) => to)).toEqual([])
    const closing = await area()
    expect(closing.problems).toMatchObject({ total: 1, closed: 1, reopened: 1 })
    expect(closing.commitments).toEqual({ total: 1, kept: 1 })
  })

  it('the seven front-line activities and a residents\' meeting are covered by what was recorded', async () => {
    await ground.done('township', 'record-activity', { response, unit: codes.village, kind: 'leader_reception', on_date: inDays(0), result: '现场答复3件' })
    await ground.done('group', 'record-activity', { response, unit: codes.group, kind: 'hear_residents', on_date: inDays(-1) })
    await ground.done('village', 'record-meeting', { response, unit: codes.group, held_on: inDays(-1), attendance_count: 43, explained_count: 1 })
    const { coverage } = await ground.feed('leader', 'field-activities') as unknown as { coverage: { covered: number, cells: { n: number }[] }[] }
    expect(coverage[0]?.covered).toBe(2)
    expect(coverage[0]?.cells.map(({ n }) => n)).toEqual([1, 1, 0, 0, 0, 0, 0])
  })

  it('the area moves on to routine care and leaves nothing to be asked for', async () => {
    await stage('resolving')
    await stage('consolidating')
    await stage('routine')
    expect((await ground.feed('leader', 'gaps')).total).toBe(0)
    const again = await ground.act('office', 'move-response', { response, to: 'surveying', version: (await area()).version })
    expect([again.status, again.body.hint]).toEqual([409, 'legal moves: resolving, revoked'])
  })
})
