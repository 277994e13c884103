/** Numbers and dates as officials write them. A dash stands for "not known or too small to say". */
import { fewer, smallNumber } from '../../api/contract/small-number.ts'
import { minuteOf } from './days.ts'

export const dash = '—'

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** 1,284; suppressed small counts read `<5`. */
export function count(value: number | null | undefined): string {
  return value === undefined ? dash : value === null ? fewer : whole.format(value)
}

/** A number for a sentence: `n` as it is shown, `count` for the choice between one and many; too small to say is many. */
export const counted = (value: number | null | undefined): { n: string, count: number | null | undefined } => ({ n: count(value), count: value })

/** 0.9437 -> 94.37 % as `94.4%`. */
export function share(value: number | null | undefined, digits = 1): string {
  return value === null || value === undefined || !Number.isFinite(value) ? dash : `${(value * 100).toFixed(digits)}%`
}

export function decimal(value: number | null | undefined, digits = 1): string {
  return value === null || value === undefined || !Number.isFinite(value) ? dash : value.toFixed(digits)
}

/** Change against a base as `+12.3%`; null when the base is below 5, where a percentage would mislead (domain 5). */
export function change(now: number | null | undefined, base: number | null | undefined): string | null {
  if (now === null || now === undefined || base === null || base === undefined || base < smallNumber) return null
  const ratio = (now - base) / base
  const text = Math.abs(ratio * 100).toFixed(1)
  return text === '0.0' ? '0.0%' : `${ratio < 0 ? '−' : '+'}${text}%`
}

/** Difference of two shares in percentage points, `+1.2`; null when either is unknown. */
export function points(now: number | null | undefined, base: number | null | undefined): string | null {
  if (now === null || now === undefined || base === null || base === undefined) return null
  const text = Math.abs((now - base) * 100).toFixed(1)
  return text === '0.0' ? '0.0' : `${now < base ? '−' : '+'}${text}`
}

/** Size of a file: `12 KB`, `3.4 MB`. */
export const bytes = (n: number): string => n < 1_048_576 ? `${Math.ceil(n / 1024)} KB` : `${(n / 1_048_576).toFixed(1)} MB`

/** An instant as the county's clock shows it, `2026-11-22 09:40`. */
export function minute(instant: string): string {
  return Number.isNaN(Date.parse(instant)) ? dash : minuteOf(instant)
}
