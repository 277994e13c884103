/** Calendar months as `yyyy-MM`, without time zones. */
export interface MonthCount { from: string, to: string, petitions: number, repeat: number }
export interface Month extends MonthCount {
  /** `yyyy-MM` */
  month: string
  /** wholly or partly in the chosen period */
  chosen: boolean
}

const number = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
const text = (n: number): string => `${Math.floor(n / 12)}-${String(n % 12 + 1).padStart(2, '0')}`
const lastDay = (month: string): string =>
  `${month}-${new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()}`

/** First day of the month that lies `back` months before the one of `day`. */
export const monthsBefore = (day: string, back: number): string => `${text(number(day) - back)}-01`

/** Every month from `since` to `until`, those without petitions too; `period` is marked. */
export function filledMonths(
  rows: readonly MonthCount[], since: string, until: string, period: { from: string | null, to: string | null },
): Month[] {
  const known = new Map(rows.map((row) => [row.from.slice(0, 7), row]))
  return Array.from({ length: number(until) - number(since) + 1 }, (_, i) => {
    const month = text(number(since) + i)
    const row = known.get(month)
    const [from, to] = [`${month}-01`, lastDay(month)]
    return {
      month, from, to: to < until ? to : until, petitions: row?.petitions ?? 0, repeat: row?.repeat ?? 0,
      chosen: period.from !== null && to >= period.from && from <= (period.to ?? until),
    }
  })
}

export interface Span { from: string, to: string }

/** The last `n` months that have ended by `day`, the oldest first, each with the `width` - 1 months before it. */
export function completeMonths(day: string, n: number, width = 1): Span[] {
  const last = number(day) - (day === lastDay(day.slice(0, 7)) ? 0 : 1)
  return Array.from({ length: n }, (_, i) => {
    const month = text(last - n + 1 + i)
    return { from: `${text(number(month) - width + 1)}-01`, to: lastDay(month) }
  })
}
