import * as Type from 'typebox'
import { action as placing } from '../actions/place-matter.ts'
import { count, day, nullable, paging, type FeedContract } from '../feed.ts'
import { words } from './petitions.ts'

const Row = Type.Object({
  matter_no: Type.String(), title: words, place_text: words, category_name: words, received_on: day, due_on: nullable(day), state_name: words,
  overdue: nullable(Type.Boolean()),
  /** the point is a geocoder's fall-back */
  placeholder: Type.Boolean(),
  place_grade: nullable(Type.Enum(['A', 'B', 'C', 'D', 'E'])),
  /** what is known so far */
  unit_code: words, unit_name: words,
}, { additionalProperties: false })
export type PlaceQueueRow = Type.Static<typeof Row>

const { sort: _sort, ...pages } = paging

/** Matters whose place needs a person, for those who may place them. */
export const feed: FeedContract = {
  title: { zh: '待定位事项', en: 'Matters to be placed' },
  roles: placing.roles,
  describesMatters: true,
  media: 'application/json',
  own: { ...pages, queue: Type.Enum(['unlocated', 'coarse', 'hand'], { default: 'unlocated', description: '无地点、待细化、已人工定位' }) },
  answer: Type.Object({
    rows: Type.Array(Row), total: count, next: nullable(Type.String()), as_of: day,
    counts: Type.Object({ unlocated: count, coarse: count, hand: count, matters: count }, { additionalProperties: false }),
  }, { additionalProperties: false }),
}
