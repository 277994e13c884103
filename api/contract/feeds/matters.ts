import * as Type from 'typebox'
import { count, day, nullable, page, paging, readers, type FeedContract } from '../feed.ts'
import { bands } from './breakdown.ts'
import { placeAndWords, words } from './petitions.ts'

const Row = Type.Object({
  ...placeAndWords, route_name: words, petitions: count, people: count, first_on: nullable(day), last_on: nullable(day),
  registered_on: nullable(day), accepted_on: nullable(day), opinion_on: nullable(day), closed_on: nullable(day),
  settled_on: nullable(day), department_name: words, hardship_yuan: nullable(Type.Number()),
  flags: Type.Array(Type.String()), version: Type.Integer(),
}, { additionalProperties: false })
export type MatterRow = Type.Static<typeof Row>

/** The distinct matters of the filtered petitions. */
export const feed: FeedContract = {
  title: { zh: '信访事项', en: 'Matters' },
  roles: readers,
  describesMatters: true,
  media: 'application/json',
  own: {
    ...paging,
    band: Type.Optional(Type.Enum([...bands], { description: 'only matters with so many of the filter’s petitions' })),
  },
  answer: page(Row),
}
