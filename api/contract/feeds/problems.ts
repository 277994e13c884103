import * as Type from 'typebox'
import { count, day, nullable, readers, type FeedContract } from '../feed.ts'
import { atUnit, listed, moves, object, ofArea, pages, response, rung, state, words } from '../response.ts'

const Row = object({
  problem_no: Type.String(), problem_id: Type.Integer(), ...ofArea, response_title: Type.String(), ...atUnit, title: Type.String(),
  category: words, category_name: words,
  source: Type.String(), source_name: words, source_name_en: words, household_count: nullable(count), department: words, department_name: words,
  ...state, open: Type.Boolean(), overdue: Type.Boolean(), plan: words, reply: words, route_name: words,
  /** until when the present step is to be taken: the due date, the re-check date, or after fulfilment the day by which it is revisited */
  waits_until: nullable(day),
  due_on: nullable(day), recheck_on: nullable(day), collected_on: day, assigned_on: nullable(day), kept_on: nullable(day), closed_on: nullable(day),
  reopened_count: count, reason: words, version: Type.Integer(), rung,
  revisits: Type.Array(object({ on_date: day, result: Type.String(), result_name: words, result_name_en: words })),
  moves,
})
export type ProblemRow = Type.Static<typeof Row>

/** The problem list of areas, open and due first. Moved by `move-problem`, many at once by `assign-problems`. */
export const feed: FeedContract = {
  title: { zh: '问题清单', en: 'Problem list' },
  roles: readers,
  describesMatters: true,
  media: 'application/json',
  byTheHour: true,
  own: {
    response, problem_state: Type.Optional(Type.String({ pattern: '^[a-z_]{2,30}$', description: 'code of reference list problem_state' })),
    problem: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: 'number of one problem' })),
    department: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z_-]{1,40}$', description: 'code of the responsible department; `none` = not yet given' })),
    source: Type.Optional(Type.String({ pattern: '^[a-z_]{2,30}$', description: 'code of reference list problem_source' })),
    open: Type.Optional(Type.Literal('1')), ...pages,
  },
  answer: listed(Row, { by_state: Type.Array(object({ state: Type.String(), name: Type.String(), name_en: Type.String(), open: Type.Boolean(), n: count })) }),
}
