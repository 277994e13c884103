import * as Type from 'typebox'
import { count, day, readers, type FeedContract } from '../feed.ts'

export const buckets = ['week', 'month'] as const

const Row = Type.Object({
  from: day, to: day, petitions: count, repeat: count, collective: count, open: count,
}, { additionalProperties: false })

export const Timeline = Type.Object({
  bucket: Type.Enum([...buckets]), as_of: day, rows: Type.Array(Row),
}, { additionalProperties: false })
export type Timeline = Type.Static<typeof Timeline>

/**
 * Petitions of the filter by week (Monday to Sunday) or calendar month, for the time slider: each row with its first and
 * last day, cut to the filter's own period; the rows add up to the summary's petitions. Not for the kiosk: a series of
 * small counts could be taken apart.
 */
export const feed: FeedContract = {
  title: { zh: '时间序列', en: 'Petitions by week or month' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  own: { bucket: Type.Optional(Type.Enum([...buckets], { default: 'month' })) },
  answer: Timeline,
}
