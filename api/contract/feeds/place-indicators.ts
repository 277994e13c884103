import * as Type from 'typebox'
import { bordersOn, count, counters, day, nullable, type FeedContract } from '../feed.ts'
import { indicatorNames } from '../summary.ts'

/** The summary's indicators and two more: overdue of open; distinct matters per 1,000 households. */
export const placeIndicatorNames = [...indicatorNames, 'overdue_share', 'household_rate'] as const
export type PlaceIndicatorName = (typeof placeIndicatorNames)[number]

const Value = Type.Object({
  value: nullable(Type.Number({ minimum: 0 })), numerator: count, denominator: nullable(count),
}, { additionalProperties: false })

export const PlaceIndicators = Type.Object({
  by: Type.String(), as_of: day, borders_on: nullable(bordersOn), from: nullable(day), to: nullable(day),
  /** of the `n` places that have a value */
  median: Type.Record(Type.String(), Type.Object({ value: Type.Number(), n: count }, { additionalProperties: false })),
  rows: Type.Array(Type.Object({
    code: Type.String(), name: Type.String(), indicators: Type.Record(Type.String(), Value),
  }, { additionalProperties: false })),
}, { additionalProperties: false })
export type PlaceIndicators = Type.Static<typeof PlaceIndicators>

/**
 * The indicators (domain section 5) of all key areas, or all units of a level, that the caller sees, with their medians.
 * A share has no value where its denominator is below five, `household_rate` none below five matters.
 */
export const feed: FeedContract = {
  title: { zh: '各区域指标', en: 'Indicators by area or unit, and their medians' },
  roles: counters,
  describesMatters: false,
  media: 'application/json',
  own: {
    by: Type.Optional(Type.Enum(['area', 'township', 'village', 'group'], { default: 'area' })),
    code: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z_-]{1,40}$', description: 'rows of this place only; medians stay those of all' })),
  },
  answer: PlaceIndicators,
}
