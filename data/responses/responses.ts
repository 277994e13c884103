/** All joint responses of the demo county, in the order of the plans. The same county, day and seed give the same rows. */
import type { County } from '../county/types.ts'
import { randomFrom } from '../../api/statistics/random.ts'
import { diceFrom } from '../petitions/dice.ts'
import type { Ground, GroundUnit } from './ground.ts'
import { PLANS, type Plan } from './plans.ts'
import { addProblems, type AreaWork } from './problems.ts'
import { Rows, type Row } from './rows.ts'
import { addTasks } from './tasks.ts'
import { timeUntil, type Time } from './time.ts'
import { addCommitments, addConsultations, addForce, addGatherings, addLeads, addPolicies, addVisits } from './work.ts'

const stages = ['proposed', 'surveying', 'listed', 'consulting', 'resolving', 'consolidating', 'routine']

function addResponse(rows: Rows, ground: Ground, time: Time, county: County, plan: Plan): { code: string, response: number, areaId: number | null } {
  const areaId = ground.areas.get(`${county.code}-${plan.area}`) ?? null
  const code = areaId === null ? `${county.code}-S-${plan.area.replaceAll('_', '-')}` : `${county.code}-${plan.area}`
  const way = stages.slice(0, stages.indexOf(plan.stage) + 1)
  const daysBefore = (at: number): number => Math.max(2, plan.opened - Math.floor(plan.opened * 0.8 * at / way.length))
  const leadUnit = plan.leadUnit === null ? null : ground.departments.get(plan.leadUnit) ?? null
  const response = rows.add('joint_response', {
    code, title: plan.title, area_id: areaId,
    sector: areaId === null ? ground.sectors.get(plan.area) ?? null : null, state: plan.stage,
    lead_department_id: leadUnit,
    resolution_plan: plan.plans ? '分类化解：能兑现的限期兑现，需会商的逐项会商，应走法定途径的依法导入，暂不具备条件的说明并取得谅解' : null,
    service_plan: plan.plans ? '现场设接待点、便民服务点和医疗点，引导群众有序反映' : null, opened_on: time.day(plan.opened), reason: null, changed_at: time.at(daysBefore(way.length - 1), 9), version: stages.indexOf(plan.stage) + 1,
  })
  way.forEach((to, at) => rows.events.push({
    at: time.at(daysBefore(at), 9), response_id: response, area_id: areaId, subject: 'response', subject_id: response,
    level: null, township_id: null, village_id: null, group_id: null, from_state: way[at - 1] ?? null, to_state: to, note: null, role: 'office',
    facts: JSON.stringify({
      area_id: areaId, state: to, lead_department_id: leadUnit, has_resolution_plan: plan.plans && at > 3, has_service_plan: plan.plans && at > 3,
    }),
  }))
  return { code, response, areaId }
}

export function responses(county: County, ground: Ground, until: string, seed: number): ReadonlyMap<string, Row[]> {
  const rows = new Rows(county.code)
  const time = timeUntil(until)
  const dice = diceFrom(randomFrom(seed).fork('responses').int(1, 2 ** 31))
  PLANS.forEach((plan, at) => {
    dice.turnTo(at, 20)
    const { code, response, areaId } = addResponse(rows, ground, time, county, plan)
    const area = county.key_areas.find(({ code }) => code === `${county.code}-${plan.area}`)
    const groups = (area?.household_shares ?? []).map(({ code }) => ground.units.get(code)).filter((unit): unit is GroundUnit => unit !== undefined)
    const work: AreaWork = { plan, code, response, areaId, setting: area?.kind ?? 'general', groups }
    addLeads(rows, time, response, plan)
    addForce(rows, ground, time, response, plan)
    addPolicies(rows, time, response, plan)
    addTasks(rows, ground, time, work, dice)
    if (area !== undefined) addVisits(rows, ground, time, work, area)
    const problems = addProblems(rows, ground, time, work, dice)
    addConsultations(rows, ground, time, work, problems, dice)
    addCommitments(rows, ground, time, work, dice)
    addGatherings(rows, ground, time, work, dice)
  })
  return rows.finished()
}
