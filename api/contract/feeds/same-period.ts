import * as Type from 'typebox'
import { count, counters, day, nullable, type FeedContract } from '../feed.ts'

const Row = Type.Object({
  years_back: Type.Integer({ minimum: 0, maximum: 5 }), from: day, to: day,
  covered: Type.Boolean({ description: 'the data reach back to all but a twentieth of its days' }),
  petitions: count, matters: count, repeat: count, collective: count,
}, { additionalProperties: false })

export const SamePeriod = Type.Object({
  as_of: day, data_from: nullable(day), data_to: nullable(day),
  average: nullable(Type.Number({ minimum: 0, description: 'petitions, mean of the covered earlier years' })),
  averaged_years: count,
  rows: Type.Array(Row),
}, { additionalProperties: false })
export type SamePeriod = Type.Static<typeof SamePeriod>

/** The filter's period beside the same days of earlier years: an area is compared with its own past. No rows without a start date. */
export const feed: FeedContract = {
  title: { zh: '历年同期', en: 'The same period of earlier years' },
  roles: counters,
  describesMatters: false,
  media: 'application/json',
  own: { years: Type.Optional(Type.Integer({ minimum: 1, maximum: 5, default: 3 })) },
  answer: SamePeriod,
}
