import * as Type from 'typebox'
import { collection, count, counters, counts, nullable, point, type FeedContract } from '../feed.ts'

export const level = Type.Enum(['county', 'township', 'village', 'group'])

const Properties = Type.Object({
  code: Type.String(), name: Type.String(), level, kind: nullable(Type.String()), official: Type.Boolean(),
  parent_code: nullable(Type.String()), household_count: nullable(count), point, ...counts,
}, { additionalProperties: false })
export type UnitProperties = Type.Static<typeof Properties>

/** Current units of one level, optionally below `parent`, with the counts of the filter. */
export const feed: FeedContract = {
  title: { zh: '区划', en: 'Administrative units' },
  roles: counters,
  describesMatters: false,
  media: 'application/geo+json',
  sliced: true,
  own: {
    level: Type.Optional(Type.Enum(['county', 'township', 'village', 'group'], { default: 'township' })),
    parent: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z-]{1,40}$' })),
  },
  answer: collection(Properties),
}
