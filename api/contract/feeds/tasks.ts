import * as Type from 'typebox'
import { day, nullable, readers, type FeedContract } from '../feed.ts'
import { atUnit, instant, levelCode, listed, moves, object, ofArea, pages, response, rung, state, words } from '../response.ts'

const Row = object({
  task_id: Type.Integer(), ...ofArea, response_title: Type.String(), level: levelCode, ...atUnit, title: Type.String(),
  responsible_title: words, ...state, open: Type.Boolean(), overdue: nullable(Type.Boolean()), assigned_at: instant,
  ack_due_at: nullable(instant), acknowledged_at: nullable(instant), due_on: day, acted_at: instant, confirmed_at: nullable(instant),
  report: words, reason: words, version: Type.Integer(), rung, moves,
})
export type TaskRow = Type.Static<typeof Row>

/** Tasks of the four levels, open and due first. Moved by `move-task`, given to another unit by `reassign-task`. */
export const feed: FeedContract = {
  title: { zh: '联动任务', en: 'Response tasks' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  byTheHour: true,
  own: { response, level: Type.Optional(levelCode), open: Type.Optional(Type.Literal('1')), ...pages },
  answer: listed(Row),
}
