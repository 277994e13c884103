import * as Type from 'typebox'
import { counters, day, hiddenCount, nullable, under, type FeedContract } from '../feed.ts'

export const breakdowns = ['category', 'channel', 'purpose', 'state', 'kind', 'band'] as const
/** Matters by how many petitions of the filter they have. */
export const bands = ['1', '2-5', '6-10', '11-30', '31-50', '51+'] as const

const Row = Type.Object({
  code: nullable(Type.String({ description: 'code of the group; null for petitions that say nothing of it' })),
  name: nullable(Type.String()), name_en: nullable(Type.String()),
  level: nullable(Type.Integer({ minimum: 1, maximum: 3, description: 'of the category: coarser than asked for where a file knew no more' })),
  under,
  petitions: hiddenCount, people: hiddenCount, matters: hiddenCount, repeat: hiddenCount, collective: hiddenCount,
  open: hiddenCount, overdue: hiddenCount, previous: hiddenCount, last_year: hiddenCount,
}, { additionalProperties: false })
export type BreakdownRow = Type.Static<typeof Row>

export const Breakdown = Type.Object({
  by: Type.Enum([...breakdowns]), as_of: day, from: nullable(day), to: nullable(day), rows: Type.Array(Row),
}, { additionalProperties: false })
export type Breakdown = Type.Static<typeof Breakdown>

/**
 * The filter's petitions by one property: the rows' petitions add up to the summary's, and so do their matters where a
 * matter has one value of the property (`matters` is null for channels and kinds). `previous` and `last_year` are
 * petitions of the same group, null without a start date.
 */
export const feed: FeedContract = {
  title: { zh: '构成', en: 'Petitions by category, channel, purpose, state, kind or band' },
  roles: counters,
  describesMatters: false,
  media: 'application/json',
  own: {
    by: Type.Optional(Type.Enum([...breakdowns], { default: 'category' })),
    level: Type.Optional(Type.Integer({ minimum: 1, maximum: 3, default: 1, description: 'of categories' })),
  },
  answer: Breakdown,
}
