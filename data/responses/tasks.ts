/** Tasks of the four levels of one area: who has what, how far it is, and the gaps that are sown among them. */
import type { Dice } from '../petitions/dice.ts'
import { standOf, type Ground, type GroundUnit } from './ground.ts'
import type { AreaWork } from './problems.ts'
import type { Rows } from './rows.ts'
import type { Time } from './time.ts'

type TaskState = 'assigned' | 'acknowledged' | 'acting' | 'reported' | 'confirmed' | 'returned' | 'refused'
const levels = ['county', 'township', 'village', 'group'] as const
type Level = (typeof levels)[number]

const titles: Record<Level, readonly string[]> = {
  county: ['牵头会商、统一政策口径', '督办责任部门兑现'], township: ['组织工作组入户走访', '汇总问题清单并跟踪办理'],
  village: ['建立台账、张榜公示', '回访群众并登记意见'], group: ['逐户走访、收集诉求', '召开院坝会解释答复'],
}
const offices: Record<Level, string> = { county: '分管副县长', township: '乡镇长', village: '村主任', group: '村民小组长' }
const ways: Record<TaskState, readonly TaskState[]> = {
  assigned: ['assigned'], acknowledged: ['assigned', 'acknowledged'], acting: ['assigned', 'acknowledged', 'acting'],
  reported: ['assigned', 'acknowledged', 'acting', 'reported'], confirmed: ['assigned', 'acknowledged', 'acting', 'reported', 'confirmed'],
  returned: ['assigned', 'acknowledged', 'acting', 'reported', 'returned'], refused: ['assigned', 'refused'],
}
const roleOf: Record<Level, string> = { county: 'office', township: 'township', village: 'village', group: 'group' }
const above: Record<Level, string> = { county: 'leader', township: 'office', village: 'township', group: 'village' }

/** Units of a level on the area's ground. */
function unitsOf(level: Level, ground: Ground, groups: readonly GroundUnit[]): GroundUnit[] {
  const length = { county: 6, township: 9, village: 12, group: 15 }[level]
  const codes = new Set(groups.map(({ code }) => code.slice(0, length)))
  return level === 'county' ? [ground.county] : [...codes].sort().map((code) => ground.units.get(code)).filter((unit) => unit !== undefined)
}

function addTask(rows: Rows, time: Time, work: AreaWork, unit: GroundUnit, title: string, state: TaskState, began: number, acted: number, due: number): void {
  const level = unit.level as Level
  const way = ways[state]
  const step = (at: number): number => way.length < 2 ? began : Math.round(began - (began - acted) * at / (way.length - 1))
  const given = {
    response_id: work.response, area_id: work.areaId, ...standOf(unit), responsible_title: offices[level],
    assigned_at: time.at(began, 9), ack_due_at: level === 'county' ? time.at(began, 13) : time.at(began - 2, 0), due_on: time.day(due),
  }
  const acknowledged = way.includes('acknowledged') ? time.at(step(1), 10) : null
  const confirmed = state === 'confirmed' ? time.at(acted, 16) : null
  const id = rows.add('response_task', {
    ...given, level, title, state, acknowledged_at: acknowledged, confirmed_at: confirmed,
    acted_at: time.at(acted, way.length === 1 ? 9 : 16), changed_at: time.at(acted, 16), report: way.includes('reported') ? '已按要求完成，附清单和公示照片' : null,
    reason: state === 'refused' ? '不属本单位职责，建议由主管部门承接' : state === 'returned' ? '缺少公示材料' : null, version: way.length,
  })
  way.forEach((to, at) => rows.events.push({
    at: time.at(step(at), 9 + at), response_id: work.response, area_id: work.areaId, subject: 'task', subject_id: id, level, township_id: unit.township_id,
    village_id: unit.village_id, group_id: unit.group_id, from_state: way[at - 1] ?? null, to_state: to,
    note: to === 'returned' ? '缺少公示材料' : to === 'refused' ? '不属本单位职责' : null,
    role: ['assigned', 'confirmed', 'returned'].includes(to) ? above[level] : roleOf[level],
    facts: JSON.stringify({ ...given, state: to, acknowledged_at: at > 0 ? acknowledged : null, confirmed_at: to === 'confirmed' ? confirmed : null, acted_at: time.at(step(at), 9 + at) }),
  }))
}

/** Every level gets its tasks; `unassigned` levels, counted from the group up, get none. */
export function addTasks(rows: Rows, ground: Ground, time: Time, work: AreaWork, dice: Dice): void {
  const { plan: { stage, opened, seeded } } = work
  if (stage === 'proposed') return
  const left = { unacknowledged: seeded.unacknowledged ?? 0, idle: seeded.idle ?? 0 }
  const served = work.areaId === null ? (['county'] as const) : levels.slice(0, 4 - (seeded.unassigned ?? 0))
  const finished = stage === 'routine' || stage === 'consolidating'
  for (const level of served) {
    for (const unit of unitsOf(level, ground, work.groups)) {
      const [first = '', second = ''] = titles[level]
      const began = opened - dice.int(1, 5)
      addTask(rows, time, work, unit, first, finished || opened > 100 ? 'confirmed' : 'acting', began, finished || opened > 100 ? Math.max(3, began - dice.int(12, 30)) : dice.int(1, 9),
        finished || opened > 100 ? began - 35 : -25)
      if (stage === 'routine') continue
      const state = dice.pick<TaskState>(['acting', 'acting', 'reported', 'acknowledged', 'acting', 'returned', 'confirmed'])
      const since = Math.min(began, 30)
      if (left.unacknowledged > 0 && (level === 'village' || level === 'county')) {
        left.unacknowledged -= 1
        addTask(rows, time, work, unit, second, 'assigned', 5, 5, -20)
      } else if (left.idle > 0 && level !== 'county') {
        left.idle -= 1
        addTask(rows, time, work, unit, second, 'acting', Math.max(since, 24), 17 + left.idle, -15)
      } else {
        addTask(rows, time, work, unit, second, state, since, dice.int(1, 10), -8 - dice.int(0, 30))
      }
    }
  }
}
