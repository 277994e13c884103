import * as Type from 'typebox'
import { count, day, nullable, page, paging, type FeedContract } from '../feed.ts'
import { object, words } from '../response.ts'

/** One of the two, as far as a person needs it to judge: a matter, never who came. */
const Side = object({
  matter_no: Type.String(), title: words, text: words, place_text: words, unit_name: words, area_name: words,
  category_name: words, category_name_en: words, state: Type.String(), state_name: Type.String(), state_name_en: Type.String(), department_name: words,
  received_on: day, last_on: day, closed_on: nullable(day), petitions: count, people: count,
  channels: Type.Array(object({ name: Type.String(), name_en: Type.String(), n: count })),
  lon: nullable(Type.Number()), lat: nullable(Type.Number()), overdue: Type.Boolean(),
})
export type SameSide = Type.Static<typeof Side>

const Row = object({
  pair_id: Type.Integer(), version: Type.Integer(), score: Type.Integer(),
  /** the points add up to the score */
  parts: Type.Array(object({ part: Type.Enum(['text', 'place', 'category', 'dates', 'marks', 'registration']), points: Type.Integer(), zh: Type.String(), en: Type.String() })),
  days: count, metres: nullable(count), elder: Side, younger: Side,
  /** what hangs together with this pair, the elder matters first; null where it is these two alone. Pairs name their matters by their place in the list */
  group: nullable(object({
    pairs: Type.Array(object({ pair_id: Type.Integer(), version: Type.Integer(), elder: count, younger: count, score: Type.Integer() })),
    matters: Type.Array(object({ matter_no: Type.String(), title: words, received_on: day, unit_name: words, petitions: count })),
  })),
})
export type SamePair = Type.Static<typeof Row>

const { sort: _sort, ...pages } = paging

/** Pairs of matters that look like one, the likeliest first; who may decide them reads them. */
export const feed: FeedContract = {
  title: { zh: '待核对的同一事项', en: 'Matters that may be one' },
  roles: ['office', 'township'],
  describesMatters: true,
  media: 'application/json',
  own: { ...pages, queue: Type.Enum(['open', 'later', 'different'], { default: 'open', description: '待核对、稍后再看、已判为不是同一事项' }) },
  answer: object({
    ...page(Row).properties,
    counts: object({ open: count, later: count, different: count }),
    threshold: count,
  }),
}
