import * as Type from 'typebox'
import { bordersOn, collection, count, counters, counts, day, hiddenCount, nullable, point, type FeedContract } from '../feed.ts'

const Properties = Type.Object({
  code: Type.String(), name: Type.String(), kind: Type.String(), kind_name: Type.String(), kind_name_en: Type.String(),
  household_count: nullable(count), problem_count: nullable(count), valid_from: day, point,
  units: nullable(Type.Array(Type.Object({
    code: Type.String(), name: Type.String(), share: Type.Number({ description: 'share of the area that lies in the township, 0-1' }),
  }, { additionalProperties: false }))),
  ...counts,
  closed: hiddenCount,
  previous: nullable(Type.Object({ petitions: hiddenCount }, { additionalProperties: false })),
}, { additionalProperties: false })
export type KeyAreaProperties = Type.Static<typeof Properties>

/** Current key areas in the caller's scope with the counts of the filter, what is overdue first. */
export const feed: FeedContract = {
  title: { zh: '重点区域', en: 'Key areas' },
  roles: counters,
  describesMatters: false,
  media: 'application/geo+json',
  sliced: true,
  own: {},
  answer: collection(Properties, { borders_on: bordersOn }),
}
