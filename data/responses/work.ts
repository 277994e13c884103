/** What else an area does: visits, consultations, promises, meetings, front-line activities; its leaders and its policy. */
import type { KeyArea } from '../county/types.ts'
import type { Dice } from '../petitions/dice.ts'
import { standOf, type Ground, type GroundUnit } from './ground.ts'
import type { Plan } from './plans.ts'
import { standardReplies, type AreaWork } from './problems.ts'
import type { Rows } from './rows.ts'
import type { Time } from './time.ts'

const kinds = ['leader_reception', 'hear_residents', 'collect_evidence', 'joint_handling', 'reply_revisit', 'fulfil', 'order_service']
const levels = ['county', 'township', 'village', 'group'] as const

/** Members by level and role: one head, deputies, a liaison per level, the rest members. */
export function addForce(rows: Rows, ground: Ground, time: Time, response: number, plan: Plan): void {
  if (plan.members === 0) return
  const put = (level: string, role: string, count: number, department: string | null = null): void => {
    if (count > 0) {
      rows.add('task_force', { response_id: response, level, force_role: role, department_id: department === null ? null : ground.departments.get(department) ?? null, member_count: count, valid_from: time.day(plan.opened) })
    }
  }
  put('county', 'head', 1)
  put('county', 'deputy', Math.min(5, Math.floor(plan.members / 20)))
  for (const level of levels) put(level, 'liaison', 1)
  const rest = plan.members - 5 - Math.min(5, Math.floor(plan.members / 20))
  const parts = [Math.floor(rest * 0.4), Math.floor(rest * 0.35), Math.floor(rest * 0.15)]
  put('county', 'member', parts[0] ?? 0, plan.leadUnit)
  put('township', 'member', parts[1] ?? 0)
  put('village', 'member', parts[2] ?? 0)
  put('group', 'member', rest - parts.reduce((a, b) => a + b, 0))
}

export function addLeads(rows: Rows, time: Time, response: number, plan: Plan): void {
  const since = time.day(plan.opened)
  plan.leaders.forEach((office_title) => rows.add('area_lead', { response_id: response, level: 'county', office_title, valid_from: since, valid_to: null, handover: null }))
  if (plan.leaders.length === 0) return
  // a township's head handed over when the term ended
  const change = Math.floor(plan.opened / 2)
  rows.add('area_lead', { response_id: response, level: 'township', office_title: '乡镇党委书记', valid_from: since, valid_to: time.day(change + 1), handover: '台账、方案和未办结清单已移交' })
  rows.add('area_lead', { response_id: response, level: 'township', office_title: '乡镇长', valid_from: time.day(change), valid_to: null, handover: null })
}

export function addPolicies(rows: Rows, time: Time, response: number, plan: Plan): void {
  if (!plan.plans) return
  const texts = [['policy', '补偿安置政策汇编', '补偿标准、安置方式、救助条件以县政府公布文件为准'], ['procedure', '问题办理程序', '收集、归类、交办、会商、方案、兑现、回访、销号'],
    ['limits', '各级办理时限', '签收：县级4小时，乡村组1个工作日；一般问题30日内办结'], ['implementation', '兑现落实办法', '兑现结果张榜，村组回访，乡镇抽查']]
  for (const [kind = '', title = '', body = ''] of texts) rows.add('policy_pack', { response_id: response, kind, category: null, title, body, valid_from: time.day(plan.opened - 20), valid_to: null })
  for (const { category, title, body } of standardReplies) {
    rows.add('policy_pack', { response_id: response, kind: 'reply', category: Number(category), title, body, valid_from: time.day(plan.opened - 25), valid_to: null })
  }
}

/** One round per group; the last groups of a plan with `group_unvisited` were not visited at all. */
export function addVisits(rows: Rows, ground: Ground, time: Time, work: AreaWork, area: KeyArea): void {
  const { plan, response, areaId } = work
  if (plan.stage === 'proposed') return
  const shares = area.household_shares
  const unvisited = plan.seeded.group_unvisited ?? 0
  shares.forEach(({ code, households }, at) => {
    const unit = ground.units.get(code)
    if (unit === undefined) return
    const none = at >= shares.length - unvisited
    const done = none ? 0 : Math.max(1, Math.round(households * plan.visited))
    const round = {
      response_id: response, area_id: areaId, ...standOf(unit), round_no: 1, planned_count: households, starts_on: time.day(plan.opened - 6),
      ends_on: time.day(plan.visited < 1 ? -15 : plan.opened - 60),
    }
    // planned, visited by half and visited: days that an idle area has behind it
    const visited: [number, number][] = none ? [] : [[plan.opened - 9, Math.ceil(done / 2)], [Math.max(16, plan.opened - 40), done]]
    const steps: [number, number][] = [[plan.opened - 6, 0], ...visited]
    const id = rows.add('household_visit_round', { ...round, done_count: done, changed_at: time.at(steps.at(-1)?.[0] ?? 0, 17), version: steps.length })
    steps.forEach(([before, count], at) => rows.events.push({
      at: time.at(before, 17), response_id: response, area_id: areaId, subject: 'visit', subject_id: id, level: 'group', township_id: unit.township_id,
      village_id: unit.village_id, group_id: unit.group_id, from_state: at === 0 ? null : at === 1 ? 'planned' : 'visited', to_state: at === 0 ? 'planned' : 'visited',
      note: `${count}/${households}`, role: at === 0 ? 'village' : 'group', facts: JSON.stringify({ ...round, done_count: count }),
    }))
  })
}

export function addConsultations(rows: Rows, ground: Ground, time: Time, work: AreaWork, problems: readonly number[], dice: Dice): void {
  const { plan, response, areaId } = work
  for (let n = 0; n < plan.consultations; n += 1) {
    const held = Math.floor((plan.opened - 20) * (1 - (n + 0.5) / plan.consultations)) + 5
    const id = rows.add('consultation', {
      response_id: response, area_id: areaId, ...standOf(ground.county), title: `第${n + 1}次联席会商`, convenor_title: plan.leaders[0] ?? '县领导',
      attending: '信访局、自然资源局、住建局、民政局、属地乡镇和村', held_on: time.day(held), version: 4,
    })
    for (let item = 0; item < 3; item += 1) {
      const problem = problems.length > 0 ? dice.pick(problems) : null
      rows.add('consultation_item', {
        consultation_id: id, response_id: response, problem_id: problem, agenda: ['补偿款兑付问题', '权属争议问题', '基础设施配套问题'][item] ?? '其他',
        decision: '责任单位牵头核实，属地配合，限期答复并公示', owner_unit_id: null, department_id: ground.departments.get(plan.leadUnit ?? 'D01') ?? null, due_on: time.day(held - 20), decided_on: time.day(held),
      })
    }
  }
}

export function addCommitments(rows: Rows, ground: Ground, time: Time, work: AreaWork, dice: Dice): void {
  const { plan, response, areaId, groups } = work
  const late = plan.seeded.commitment_late ?? 0
  const { kept, running } = plan.commitments
  for (let n = 0; n < kept + running + late; n += 1) {
    const unit: GroundUnit = groups.length > 0 ? ground.units.get(dice.pick(groups).code.slice(0, 12)) ?? ground.county : ground.county
    const state = n < kept ? 'kept' : n < kept + running ? 'running' : 'late'
    const made = state === 'running' ? 20 : state === 'late' ? 70 : Math.max(31, Math.floor(dice() * (plan.opened - 40)) + 30)
    const due = state === 'running' ? -25 - n % 7 : state === 'late' ? 12 : made - 28
    const keptDay = state === 'kept' ? due + dice.int(0, 12) : null
    const id = rows.add('commitment', {
      response_id: response, area_id: areaId, ...standOf(unit), problem_id: null, department_id: ground.departments.get(plan.leadUnit ?? 'D01') ?? null,
      title: dice.pick(['补偿款兑付到户', '修复损毁便道', '安装自来水管网', '落实低保复核', '完善安置房产权手续', '支付欠付工资']),
      amount_yuan: dice() < 0.6 ? dice.int(2, 90) * 1_000 : null, made_on: time.day(made), due_on: time.day(due),
      kept_on: keptDay === null ? null : time.day(keptDay), version: keptDay === null ? 1 : 2,
    })
    const event = { response_id: response, area_id: areaId, subject: 'commitment', subject_id: id, level: null, township_id: unit.township_id, village_id: unit.village_id,
      group_id: unit.group_id, note: null, role: 'township', facts: '{}' }
    rows.events.push({ ...event, at: time.at(made, 11), from_state: null, to_state: 'running' })
    if (keptDay !== null) rows.events.push({ ...event, at: time.at(keptDay, 15), from_state: 'running', to_state: 'kept' })
  }
}

export function addGatherings(rows: Rows, ground: Ground, time: Time, work: AreaWork, dice: Dice): void {
  const { plan, response, areaId, groups } = work
  // a level that was sown as idle did nothing else lately either
  const recent = plan.seeded.idle ? 15 : 1
  const somewhere = (): GroundUnit => groups.length > 0 ? dice.pick(groups) : ground.county
  for (let n = 0; n < plan.meetings; n += 1) {
    rows.add('meeting', { response_id: response, area_id: areaId, ...standOf(somewhere()), held_on: time.day(dice.int(Math.max(3, recent), plan.opened - 5)), attendance_count: dice.int(18, 90),
      explained_count: dice.int(1, 14), note: null })
  }
  for (let n = 0; n < plan.activities.n; n += 1) {
    const group = somewhere()
    const level = dice.pick(levels)
    const unit = ground.units.get(group.code.slice(0, { county: 6, township: 9, village: 12, group: 15 }[level])) ?? group
    rows.add('field_activity', { response_id: response, area_id: areaId, ...standOf(unit), level: unit.level, kind: kinds[n % plan.activities.kinds] ?? 'joint_handling',
      on_date: time.day(dice.int(recent, plan.opened - 2)), result: dice.pick(['现场答复', '已登记并交办', '形成会议纪要', '群众表示理解', null]) })
  }
}
