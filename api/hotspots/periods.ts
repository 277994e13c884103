/** Periods beside the filter's own, as resolved filters. */
import type { Resolved } from '../filtered.ts'
import { monthNumber, monthText } from './months.ts'

interface Dated { from?: string | null, to?: string | null, as_of: string }

const dayMs = 86_400_000
const dateOf = (text: string): Date => new Date(`${text}T00:00:00Z`)
const textOf = (date: Date): string => date.toISOString().slice(0, 10)
const shiftDays = (text: string, days: number): string => textOf(new Date(dateOf(text).getTime() + days * dayMs))

export const datesOf = (resolved: Resolved): { from: string | null, to: string | null, asOf: string } => {
  const { from, to, as_of: asOf } = JSON.parse(resolved) as Dated
  return { from: from ?? null, to: to ?? null, asOf }
}

const within = (resolved: Resolved, from: string, to: string): Resolved => JSON.stringify({ ...JSON.parse(resolved) as object, from, to })

const mostSteps = 36
const fewestSteps = 12

/** The record's first and last month with any petition, `yyyymm`; null when it is empty. */
export interface Span { since: string | null, until: string | null }

/** Last day that the record tells of: today, or the end of its last month where it ends earlier (a county's old years). */
export function lastDay(asOf: string, until: string | null): string {
  const end = until === null ? asOf : shiftDays(`${monthText(monthNumber(until) + 1)}-01`, -1)
  return end < asOf ? end : asOf
}

/**
 * Up to 36 whole months that end with the period: a month that is still running is left out, and so is what lies before the
 * first petition or after the last one's month. Null below 12 months.
 */
export function monthlyPeriod(resolved: Resolved, { since, until }: Span): { resolved: Resolved, first: number, steps: number } | null {
  if (since === null) return null
  const { to, asOf } = datesOf(resolved)
  const known = lastDay(asOf, until)
  const end = to === null || to > known ? known : to
  const complete = shiftDays(end, 1).endsWith('-01')
  const last = monthNumber(end.replaceAll('-', '')) - (complete ? 0 : 1)
  const first = Math.max(last - mostSteps + 1, monthNumber(since))
  if (last - first + 1 < fewestSteps) return null
  return { first, steps: last - first + 1, resolved: within(resolved, `${monthText(first)}-01`, shiftDays(`${monthText(last + 1)}-01`, -1)) }
}
