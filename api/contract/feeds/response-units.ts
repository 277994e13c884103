import * as Type from 'typebox'
import { count, nullable, readers, type FeedContract } from '../feed.ts'
import { levelCode, object, response } from '../response.ts'

const Row = object({
  code: Type.String(), name: Type.String(), level: levelCode,
  /** household visits of the group: what its rounds planned and what was done; all rounds together */
  household_count: nullable(count), planned: count, done: count, rounds: count,
})
export type ResponseUnit = Type.Static<typeof Row>

/** The units on whose ground a joint response works, county first: whom tasks, visits and problems can be given to. */
export const feed: FeedContract = {
  title: { zh: '联动处置涉及单位', en: 'Units of a joint response' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  own: { response },
  answer: object({ rows: Type.Array(Row) }),
}
