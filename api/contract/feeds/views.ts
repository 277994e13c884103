import * as Type from 'typebox'
import { readers, type FeedContract } from '../feed.ts'

const Row = Type.Object({
  name: Type.String(), query: Type.String(), saved_at: Type.String(),
}, { additionalProperties: false })
export type SavedView = Type.Static<typeof Row>

/** Named views of the map that the caller saved. */
export const feed: FeedContract = {
  title: { zh: '我的视图', en: 'My views' },
  roles: readers,
  describesMatters: false,
  ownRows: true,
  media: 'application/json',
  own: {},
  answer: Type.Object({ rows: Type.Array(Row) }, { additionalProperties: false }),
}
