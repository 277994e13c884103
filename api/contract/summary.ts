import * as Type from 'typebox'
import { bordersOn, count, day, nullable } from './feed.ts'

export const indicatorNames = ['timely_registration', 'timely_acceptance', 'on_time_closing', 'settled_first_attempt',
  'repeat_share', 'repeat_after_closing', 'routed_share'] as const

/** Indicators of the joint response beside those of the clocks; each says what it is a share of. */
export const responseIndicators: Record<string, { zh: string, en: string, of: { zh: string, en: string } }> = {
  backlog_settled: { zh: '积案化解率', en: 'Backlog settled', of: { zh: '交办积案', en: 'of backlog assigned' } },
  evaluated_share: { zh: '参评率', en: 'Evaluated', of: { zh: '办结事项', en: 'of matters closed' } },
  satisfied_share: { zh: '满意率', en: 'Satisfied', of: { zh: '参评事项', en: 'of matters evaluated' } },
  household_coverage: { zh: '入户走访率', en: 'Household coverage', of: { zh: '计划户数', en: 'of planned households' } },
  problems_closed: { zh: '问题办结率', en: 'Problems closed', of: { zh: '问题', en: 'of problems' } },
  problems_reopened: { zh: '重新办理率', en: 'Problems re-opened', of: { zh: '问题', en: 'of problems' } },
  commitments_kept: { zh: '承诺兑现率', en: 'Commitments kept', of: { zh: '到期承诺', en: 'of commitments due' } },
  five_ones: { zh: '五个一完整度', en: 'Five ones in place', of: { zh: '应有五项', en: 'of five per response' } },
}

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

/** Figures of the filter (`borders_on`: of its areas, null without any), of the period before it and of the same period last year (null without a start date). */
export const Summary = Type.Object({
  ...figures, as_of: day, borders_on: nullable(bordersOn), previous: nullable(Figures), last_year: nullable(Figures),
}, { additionalProperties: false })
export type Summary = Type.Static<typeof Summary>
