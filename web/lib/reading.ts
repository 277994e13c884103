/**
 * What the figures of a place say, in sentences: first what is late, then how it stands against its own past and against
 * the median of its kind. Words are keys under `dossier.reading`; numbers stay numbers, so that nothing is said that no
 * figure shows.
 */
import { smallNumber } from '../../api/contract/small-number.ts'
import type { PlaceIndicators } from '../../api/contract/feeds/place-indicators.ts'
import type { SamePeriod } from '../../api/contract/feeds/same-period.ts'
import type { Summary } from './api-types.ts'
import { decimal, share } from './format.ts'
import type { DoorName } from './doors.ts'

export type Verdict = 'above' | 'below' | 'level' | 'few'
export interface Sentence {
  key: string
  params: Record<string, string | number>
  verdict?: Verdict
  /** asks for attention, or is good news */
  tone: 'help' | 'fine' | 'plain'
  door?: DoorName
}

/**
 * Below, above or level with, and `few` where fewer than five cases lie between the two: small numbers jump by themselves
 * and nothing should be made of them. Within a tenth of each other two numbers are alike.
 * @param cases how many cases a difference of one stands for: 1 for counts, the denominator for shares
 */
export function verdictOn(value: number, base: number, cases = 1): Verdict {
  const difference = value - base
  if (Math.abs(difference) <= base * 0.1) return 'level'
  if (Math.abs(difference) * cases < smallNumber) return 'few'
  return difference > 0 ? 'above' : 'below'
}

function late({ open, overdue }: Summary): Sentence {
  return overdue > 0
    ? { key: open < smallNumber ? 'overdueFew' : 'overdue', params: { overdue, open, share: share(open < smallNumber ? null : overdue / open) }, tone: 'help', door: 'overdue' }
    : open > 0 ? { key: 'inTime', params: { open }, tone: 'fine', door: 'open' } : { key: 'noneOpen', params: {}, tone: 'fine' }
}

function ownPast({ rows: [now], average, averaged_years: years }: SamePeriod): Sentence | null {
  if (!now) return null
  const params = { now: now.petitions, years, average: decimal(average) }
  if (average === null) return { key: 'noPast', params, tone: 'plain', door: 'petitions' }
  const verdict = verdictOn(now.petitions, average)
  return { key: 'past', params, verdict, tone: verdict === 'above' ? 'help' : verdict === 'below' ? 'fine' : 'plain', door: 'petitions' }
}

/** Those worth a sentence, and whether less of it is better. */
const compared = [
  ['repeat_share', true, 'repeat'], ['household_rate', true, 'matters'], ['settled_first_attempt', false, undefined], ['on_time_closing', false, undefined],
] as const

export function reading(summary: Summary | null, past: SamePeriod | null, indicators: PlaceIndicators | null): Sentence[] {
  if (!summary || summary.petitions === 0) return []
  const own = indicators?.rows[0]?.indicators ?? {}
  const beside = compared.flatMap(([name, lessIsBetter, door]): Sentence[] => {
    const { value, denominator } = own[name] ?? {}
    const median = indicators?.median[name]
    // a median of one or two others is no measure
    if (value === undefined || value === null || !denominator || !median || median.n < 3) return []
    const rate = name === 'household_rate'
    const verdict = verdictOn(value, median.value, rate ? denominator / 1000 : denominator)
    const write = rate ? decimal : share
    return [{
      key: name, params: { value: write(value), median: write(median.value) }, verdict,
      tone: verdict === 'level' || verdict === 'few' ? 'plain' : (verdict === 'above') === lessIsBetter ? 'help' : 'fine', ...door ? { door } : {},
    }]
  })
  const history = past && ownPast(past)
  return [late(summary), ...history ? [history] : [], ...beside]
}
