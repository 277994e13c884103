import * as Type from 'typebox'
import { count, day, readers, type FeedContract } from '../feed.ts'
import { atUnit, listed, object, ofArea, pages, response } from '../response.ts'

const Row = object({
  round_id: Type.Integer(), ...ofArea, ...atUnit, round_no: count, planned_count: count, done_count: count, starts_on: day, ends_on: day,
  overdue: Type.Boolean(), version: Type.Integer(), may_record: Type.Boolean(),
})
export type VisitRow = Type.Static<typeof Row>

/** Household visits by group and round, in numbers: no household is named. Recorded by `record-visits`. */
export const feed: FeedContract = {
  title: { zh: '入户走访', en: 'Household visits' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  own: { response, ...pages },
  answer: listed(Row, { planned: count, done: count }),
}
