import * as Type from 'typebox'
import { count, day, nullable, readers, type FeedContract } from '../feed.ts'

const Row = Type.Object({
  valid_from: day, valid_to: nullable(day), name: Type.String(), kind: Type.String(), household_count: nullable(count), geometry: Type.Unknown(),
}, { additionalProperties: false })
export type AreaVersion = Type.Static<typeof Row>

/** The borders of one key area by date. */
export const feed: FeedContract = {
  title: { zh: '重点区域的历次边界', en: 'Borders of a key area by date' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  own: { of: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' })) },
  answer: Type.Object({ as_of: day, rows: Type.Array(Row) }, { additionalProperties: false }),
}
