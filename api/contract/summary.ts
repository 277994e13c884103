import * as Type from 'typebox'
import { count, day, nullable } from './feed.ts'

export const indicatorNames = ['timely_registration', 'timely_acceptance', 'on_time_closing', 'settled_first_attempt',
  'repeat_share', 'repeat_after_closing', 'routed_share'] as const

/** A share with what it is a share of; no value where the denominator is below five. */
const Indicator = Type.Object({
  value: nullable(Type.Number({ minimum: 0, maximum: 1 })), numerator: count, denominator: count,
}, { additionalProperties: false })

const figures = {
  petitions: count, people: count, matters: count, first: count, repeat: count, collective: count,
  collective_people: count, open: count, closed: count, overdue: count, located: count, unlocated: count, outside: count,
  from: nullable(day), to: nullable(day), indicators: Type.Record(Type.String(), Indicator),
}
const Figures = Type.Object(figures, { additionalProperties: false })
export type Figures = Type.Static<typeof Figures>

/** Figures of the filter, of the period before it and of the same period last year (null without a start date). */
export const Summary = Type.Object({
  ...figures, as_of: day, previous: nullable(Figures), last_year: nullable(Figures),
}, { additionalProperties: false })
export type Summary = Type.Static<typeof Summary>
