import * as Type from 'typebox'
import { day, nullable, readers, type FeedContract } from '../feed.ts'
import { atUnit, instant, levelCode, object, pages, response, words } from '../response.ts'

const subject = Type.Enum(['response', 'task', 'problem', 'commitment', 'visit'])
const Row = object({
  event_id: Type.Integer(), at: instant, response: Type.String(), subject, subject_id: Type.Integer(), subject_title: words, level: words, ...atUnit,
  from_state: words, from_name: words, from_name_en: words, to_state: Type.String(), to_name: words, to_name_en: words, note: words,
  role: words, role_name: words, role_name_en: words,
})
export type EventRow = Type.Static<typeof Row>

/** What happened, the latest first; `from_state` equal to `to_state` is a note. The record is never changed. */
export const feed: FeedContract = {
  title: { zh: '办理记录', en: 'Record of events' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  own: {
    response, level: Type.Optional(levelCode), subject: Type.Optional(subject),
    subject_id: Type.Optional(Type.Integer({ minimum: 1, description: 'id of the task, problem, commitment or visit round' })), ...pages,
  },
  answer: object({ rows: Type.Array(Row), next: nullable(Type.String()), as_of: day }),
}
