import * as Type from 'typebox'
import { nullable, type FeedContract } from '../feed.ts'
import { roles } from '../roles.ts'
import { sliceMembers } from '../slice.ts'

const Row = Type.Object({
  table: Type.String(), code: Type.String(), name_zh: Type.String(), name_en: nullable(Type.String()),
  parent: nullable(Type.String()), sort: Type.Integer(),
}, { additionalProperties: false })
export type ReferenceRow = Type.Static<typeof Row>

/** Words of every code, for legends, filters and mappings. */
export const feed: FeedContract = {
  title: { zh: '代码表', en: 'Reference tables' },
  roles,
  describesMatters: false,
  media: 'application/json',
  sliced: true,
  own: {},
  answer: Type.Object({ rows: Type.Array(Row), ...sliceMembers }, { additionalProperties: false }),
}
