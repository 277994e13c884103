/** Answers of the API as panels are handed them, whole and small; a test says what is different. */
import type { WorkRow } from '../../api/contract/feeds/my-work.ts'
import type { ProblemRow } from '../../api/contract/feeds/problems.ts'
import type { TaskRow } from '../../api/contract/feeds/tasks.ts'
import type { Figures, Summary } from '../../api/contract/summary.ts'
import type { MeasureRow } from '../../web/lib/api-types.ts'
import type { Move } from '../../web/lib/moves.ts'
import type { PlaceRow } from '../../web/lib/place-row.ts'
import type { MapState } from '../../web/map/types.ts'

const none: Figures = {
  petitions: 0, people: 0, matters: 0, first: 0, repeat: 0, collective: 0, collective_people: 0, open: 0, closed: 0, overdue: 0,
  located: 0, unlocated: 0, outside: 0, from: '2025-11-28', to: '2026-11-27', indicators: {},
}
export const figures = (more: Partial<Figures> = {}): Figures => ({ ...none, ...more })
export const summary = (more: Partial<Summary> = {}): Summary => ({ ...none, as_of: '2026-11-27', borders_on: null, previous: null, last_year: null, ...more })

export const areas = [{ code: 'K1', name: '澄川新城' }, { code: 'K2', name: '工业园' }]

/** A township: 40 petitions of 30 matters among 600 households, two of them overdue. */
export const placeRow = (code: string, more: Partial<PlaceRow> = {}): PlaceRow => ({
  code, name: `${code}镇`, of: 'unit', petitions: 40, matters: 30, people: 55, repeat: 8, collective: 1, open: 6, overdue: 2, household_count: 600,
  kindName: null, state: { open: 4, overdue: 2, closed: 34 }, previous: undefined, hasBelow: true, ...more,
})

/** The map of a desk: townships on screen, nothing chosen, nothing hidden. */
export const mapState = (more: Partial<MapState> = {}): MapState => ({
  theme: 'light', basemap: { layers: ['outline', 'rivers', 'lakes', 'roads', 'contours', 'places'], hillshade: null }, marks: 'areas', hidden: [], areas: null, units: null,
  context: null, level: 'township', inside: null, selectedAreas: [], selectedUnit: null, within: null, density: null, show: 'petitions', tint: null, greatest: 40,
  petitionTiles: '', origin: '', scale: 1, zoom: 9, ...more,
})

/** A row of a measure: 12 of 480 households by default. */
export const measured = (code: string, value: number | null, more: Partial<MeasureRow> = {}): MeasureRow =>
  ({ code, name: code, value, numerator: 12, denominator: 480, under: null, ...more })

export const move = (code: string, more: Partial<Move> = {}): Move => ({ code, to: code, name: code, name_en: `${code} (en)`, needs: [], ...more })
/** A village's task, begun three days ago and due in a week. */
export const task = (more: Partial<TaskRow> = {}): TaskRow => ({
  task_id: 7, response: 'R-1', area_code: 'K1', area_name: '澄川新城', response_title: '澄川新城联动', level: 'village', unit_code: '990128001201', unit_name: '东村', title: '逐户走访',
  responsible_title: '村主任', state: 'acting', state_name: '办理中', state_name_en: 'Acting', open: true, overdue: false, assigned_at: '2026-11-20T02:00:00Z', ack_due_at: null,
  acknowledged_at: null, due_on: '2026-12-04', acted_at: '2026-11-24T02:00:00Z', confirmed_at: null, report: null, reason: null, version: 3, rung: null, moves: [], ...more,
} as TaskRow)
/** A problem that the department of land has, collected on 1 November. */
export const problem = (more: Partial<ProblemRow> = {}): ProblemRow => ({
  problem_no: 'R-1-0007', problem_id: 7, response: 'R-1', area_code: 'K1', area_name: '澄川新城', response_title: '澄川新城联动', unit_code: '990128001201', unit_name: '东村', title: '少量了一亩',
  category: '030101', category_name: '征地补偿', source: 'visit', source_name: '走访', source_name_en: 'Visit', household_count: null, department: 'land', department_name: '自然资源局',
  state: 'assigned', state_name: '已交办', state_name_en: 'Assigned', open: true, overdue: false, plan: null, reply: null, route_name: null, waits_until: null, due_on: null, recheck_on: null,
  collected_on: '2026-11-01', assigned_on: null, kept_on: null, closed_on: null, reopened_count: 0, reason: null, version: 4, rung: null, revisits: [], moves: [], ...more,
} as ProblemRow)
export const workRow = (more: Partial<WorkRow> = {}): WorkRow => ({
  kind: 'task', id: 7, code: '7', title: '逐户走访', area_code: 'K1', area_name: '澄川新城', unit_code: null, unit_name: '东村', due_on: '2026-12-04', days_left: 7, bucket: 'week', again: null,
  state_name: '办理中', state_name_en: 'Acting', moves: [], version: 3, ...more,
})
