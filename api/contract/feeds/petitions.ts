import * as Type from 'typebox'
import { count, day, nullable, page, paging, readers, type FeedContract } from '../feed.ts'

export const words = nullable(Type.String())

/** Where and what a listed matter is; shared with the feed of matters. */
export const placeAndWords = {
  matter_no: Type.String(), title: words, category: words, category_name: words, purpose_name: words,
  state: Type.String(), state_name: Type.String(), unit_code: words, unit_name: words, area_code: words, area_name: words,
  received_on: day, due_on: nullable(day), overdue: nullable(Type.Boolean()),
  place_status: Type.Enum(['placed', 'unlocated', 'outside']), place_grade: words, place_text: words,
}

const Row = Type.Object({
  petition_no: words, channel: words, channel_name: words, people_count: count, level_lodged: words,
  kind: Type.Enum(['first', 'repeat']), collective: Type.Boolean(), ...placeAndWords,
}, { additionalProperties: false })
export type PetitionRow = Type.Static<typeof Row>

export const feed: FeedContract = {
  title: { zh: '信访件', en: 'Petitions' },
  roles: readers,
  describesMatters: true,
  media: 'application/json',
  own: paging,
  answer: page(Row),
}
