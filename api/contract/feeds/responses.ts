import * as Type from 'typebox'
import { count, day, nullable, readers, type FeedContract } from '../feed.ts'
import { counted, levelCode, listed, moves, object, ofArea, response, state, words } from '../response.ts'

const Row = object({
  ...ofArea, title: Type.String(), sector: words, sector_name: words,
  /** the area's stage, 拟设 to 撤销: moved by `move-response` */
  ...state, open: Type.Boolean(),
  /** day on which the area was merged or retired, and the one area that followed it; null while it stands */
  area_ended_on: nullable(day), heir_name: words,
  opened_on: day, version: Type.Integer(),
  /** derived from the four levels' tasks: the most urgent state of the response matrix */
  joint_state: words, joint_state_name: words, joint_state_name_en: words,
  moves,
  five_ones: object({
    leader: nullable(Type.Boolean()), lead_unit: nullable(Type.Boolean()), task_force: nullable(Type.Boolean()),
    resolution_plan: nullable(Type.Boolean()), service_plan: nullable(Type.Boolean()), n: Type.Integer({ minimum: 0, maximum: 5 }),
  }),
  lead_unit: words, resolution_plan: words, service_plan: words,
  leads: Type.Array(object({
    id: Type.Integer(), level: levelCode, office_title: Type.String(), valid_from: day, valid_to: nullable(day), handover: words,
  })),
  force: Type.Array(object({
    level: levelCode, role: Type.String(), role_name: words, role_name_en: words, department: words, member_count: count,
  })),
  policies: Type.Array(object({
    id: Type.Integer(), kind: Type.String(), kind_name: words, kind_name_en: words, category: words, title: Type.String(), body: Type.String(), valid_from: day,
  })),
  /** acknowledge within: `own` = the area's, else the county's default */
  limits: Type.Array(object({ level: levelCode, ack_hours: nullable(count), ack_workdays: nullable(count), own: Type.Boolean() })),
  households: nullable(count), visits: object({ planned: count, done: count }),
  problems: object({ total: count, closed: count, deferred: count, reopened: count, by_state: counted('state') }),
  commitments: object({ total: count, kept: count }),
  gaps: count, gap_kinds: counted('kind'),
})
export type ResponseRow = Type.Static<typeof Row>

/** Joint responses of key areas and of sectors' group matters, the one with most gaps first. */
export const feed: FeedContract = {
  title: { zh: '联动处置', en: 'Joint responses' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  byTheHour: true,
  sliced: true,
  own: { response },
  answer: listed(Row),
}
