/** The problem list of one area: every problem walks its legal way to where it stands, and leaves its record on it. */
import { readContent, wording, type Setting, type Topic } from '../petitions/content.ts'
import type { Dice } from '../petitions/dice.ts'
import { standOf, type Ground, type GroundUnit } from './ground.ts'
import type { Plan, ProblemState } from './plans.ts'
import type { Row, Rows } from './rows.ts'
import type { Time } from './time.ts'

const early = ['collected', 'classified', 'assigned'] as const
const handled = [...early, 'consulting', 'planned', 'handling', 'kept', 'confirmed', 'struck'] as const

/** The way to each state; one in twenty that were struck off had been opened again before. */
function wayTo(state: ProblemState, dice: Dice): readonly ProblemState[] {
  const upTo = handled.findIndex((one) => one === state)
  if (state === 'routed') return [...early, 'routed']
  if (state === 'explained' || state === 'deferred') return [...early, 'consulting', state]
  if (state === 'reopened') return [...handled, 'reopened']
  if (state === 'struck' && dice() < 0.05) return [...handled.slice(0, -2), 'reopened', 'handling', 'kept', 'confirmed', 'struck']
  const way = handled.slice(0, upTo + 1)
  return dice() < 0.4 && upTo > 3 ? way.filter((one) => one !== 'consulting') : way
}

const roleOf: Record<ProblemState, string> = { collected: 'group', classified: 'village', assigned: 'township', consulting: 'office', planned: 'office',
  handling: 'township', kept: 'township', confirmed: 'village', struck: 'township', routed: 'office', explained: 'office', deferred: 'office', reopened: 'village' }
const replies = ['已按公示标准核算，补偿款打入户卡', '已纳入本年度计划并公示', '经核实符合政策，予以落实', '已现场整改并经群众代表确认']
const refusals = ['经核实不符合现行政策，已书面答复并当面解释', '诉求超出补偿范围，已逐条说明依据']
/** One issue type, one reply - and every twenty-third problem answered in other words: what the check of replies is there to find. */
const replyTo = (category: string, number: number, list: readonly string[]): string =>
  list[(Number(category) + (number % 23 === 0 ? 1 : 0)) % list.length] ?? ''
const legal = ['litigation', 'arbitration', 'administrative', 'duty']

export interface AreaWork { plan: Plan, code: string, response: number, areaId: number | null, setting: Setting, groups: readonly GroundUnit[] }

/** Days before the last one on which the way began and ended: open work is young, closed work is spread over the time. */
function spanOf(state: ProblemState, opened: number, dice: Dice): { began: number, ended: number } {
  const youth: Partial<Record<ProblemState, number>> = { assigned: 25, consulting: 30, planned: 30, handling: 40, kept: 13, confirmed: 20, reopened: 10 }
  const most = Math.min(opened - 4, youth[state] ?? opened - 20)
  const ended = 1 + Math.floor(dice() * Math.max(1, most * (youth[state] === undefined ? 0.85 : 0.9)))
  // what has no department yet is a few days old
  if (state === 'collected' || state === 'classified') return { began: 4, ended: state === 'collected' ? 4 : 2 }
  const began = Math.min(opened - 2, ended + 8 + Math.floor(dice() * 60))
  return { began, ended }
}

/** @returns ids of the problems by state, for consultations and promises */
export function addProblems(rows: Rows, ground: Ground, time: Time, work: AreaWork, dice: Dice): number[] {
  const { plan, response, areaId, setting, groups } = work
  const content = readContent()
  const weights = content.weights[setting][6] as Float64Array
  const ids: number[] = []
  const lacking = { department: plan.seeded.no_department ?? 0, revisit: plan.seeded.revisit_missing ?? 0, recheck: plan.seeded.recheck_late ?? 0 }
  for (const [state, count] of Object.entries(plan.problems) as [ProblemState, number][]) {
    for (let n = 0; n < count; n += 1) {
      const topic = content.topics[dice.weighted(weights)] as Topic
      const group = groups.length > 0 ? dice.pick(groups) : ground.county
      const way = wayTo(state, dice)
      const lacksDepartment = ['assigned', 'consulting', 'handling'].includes(state) && lacking.department-- > 0
      const lacksRevisit = state === 'kept' && lacking.revisit-- > 0
      const lateRecheck = state === 'deferred' && lacking.recheck-- > 0
      const span = spanOf(state, plan.opened, dice)
      const { began, ended } = lacksRevisit ? { began: 60, ended: 24 + n } : lacksDepartment ? { began: 40, ended: 12 } : span
      const step = (at: number): number => way.length < 2 ? began : Math.round(began - (began - ended) * at / (way.length - 1))
      const last = (name: ProblemState, upTo = way.length - 1): string | null => {
        const at = way.lastIndexOf(name, upTo)
        return at < 0 ? null : time.day(step(at))
      }
      const closed = ['struck', 'routed', 'explained'].includes(state)
      const beyond = way.includes('assigned')
      const village = ground.units.get(group.code.slice(0, 12)) ?? group
      // the wording asks a place for the name of its village and nothing else
      const place = { spot: { village }, text: null } as unknown as Parameters<typeof wording>[2]
      const number = ids.length + 1
      const department = lacksDepartment ? null : ground.departments.get(topic.department) ?? null
      const row = {
        problem_no: `${areaId === null ? work.code : plan.area}-${String(number).padStart(4, '0')}`, response_id: response, area_id: areaId, ...standOf(group),
        title: wording(topic, setting, place, 2026, dice).title, category: Number(topic.category),
        source: dice.pick(['visit', 'visit', 'visit', 'petition', 'petition', 'hotline', 'meeting']), household_count: dice() < 0.3 ? dice.int(2, 30) : 1,
        department_id: beyond ? department : null, state,
        plan: way.includes('planned') ? '责任单位限期办理，乡镇跟踪，结果张榜' : null,
        reply: state === 'explained' ? replyTo(topic.category, number, refusals) : way.includes('kept') ? standardReply(topic.category) ?? replyTo(topic.category, number, replies) : null,
        route: state === 'routed' ? ground.routes.get(dice.pick(legal)) ?? null : null,
        due_on: way.includes('planned') ? time.day(closed || ['kept', 'confirmed'].includes(state) ? ended + 3 : -10 - dice.int(0, 40)) : null,
        recheck_on: state === 'deferred' ? time.day(lateRecheck ? 6 : -20 - dice.int(0, 140)) : null,
        collected_on: time.day(began), assigned_on: last('assigned'), kept_on: last('kept'), closed_on: closed ? time.day(ended) : null,
        reopened_count: way.filter((one) => one === 'reopened').length,
        reason: state === 'deferred' ? '暂不具备条件，已与群众沟通并取得谅解' : state === 'routed' ? '属法定途径处理，已书面告知' : state === 'reopened' ? '回访不满意' : null,
        acted_at: time.at(ended, 10), changed_at: time.at(ended, 16), version: way.length,
      }
      /** what the row had after a step of the way */
      const factsAt = (at: number): Row => {
        const passed = way.slice(0, at + 1)
        const to = way[at] as ProblemState
        return {
          response_id: response, area_id: areaId, ...standOf(group), state: to, category: Number(topic.category),
          department_id: passed.includes('assigned') ? department : null, route: to === 'routed' ? row.route : null, due_on: passed.includes('planned') ? row.due_on : null,
          recheck_on: to === 'deferred' ? row.recheck_on : null, collected_on: time.day(began), assigned_on: last('assigned', at), kept_on: last('kept', at),
          closed_on: ['struck', 'routed', 'explained'].includes(to) ? time.day(step(at)) : null,
          reopened_count: passed.filter((one) => one === 'reopened').length, acted_at: time.at(step(at), 8.5 + at * 0.8),
        }
      }
      const id = rows.add('problem', row)
      ids.push(id)
      way.forEach((to, at) => rows.events.push({
        at: time.at(step(at), 8.5 + at * 0.8), response_id: response, area_id: areaId, subject: 'problem', subject_id: id, level: null, township_id: group.township_id,
        village_id: group.village_id, group_id: group.group_id, from_state: way[at - 1] ?? null, to_state: to,
        note: to === 'reopened' ? '回访不满意' : to === 'deferred' ? '已与群众沟通并取得谅解' : null,
        // where a level is sown as idle it moved no problem lately either
        role: plan.seeded.idle !== undefined && step(at) < 20 ? 'office' : roleOf[to], facts: JSON.stringify(factsAt(at)),
      }))
      addRevisits(rows, time, { id, way, step, response, areaId, group }, dice)
    }
  }
  return ids
}

interface Walked { id: number, way: readonly ProblemState[], step(at: number): number, response: number, areaId: number | null, group: GroundUnit }

function addRevisits(rows: Rows, time: Time, one: Walked, dice: Dice): void {
  const visit = (before: number, result: string): void => {
    rows.add('revisit', {
      response_id: one.response, area_id: one.areaId, ...standOf(one.group), problem_id: one.id, matter_id: null, on_date: time.day(before), result, note: null,
    })
  }
  one.way.forEach((state, at) => {
    if (state === 'reopened') visit(one.step(at), 'not')
    if (state === 'confirmed') visit(one.step(at), dice() < 0.72 ? 'satisfied' : 'basically')
  })
}

/** One issue type, one reply: the standard reply of the policy pack for the commonest issues. */
export const standardReplies: readonly { category: string, title: string, body: string }[] = [
  { category: '520301', title: '征地补偿款到账口径', body: '按省定区片综合地价核算，公示后十个工作日内打入户卡' },
  { category: '520303', title: '失地农民保障口径', body: '符合条件者由村统一申报，按年度参保缴费补贴' },
]
export const standardReply = (category: string): string | undefined => standardReplies.find((one) => one.category === category)?.body
