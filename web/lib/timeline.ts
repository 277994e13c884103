/** Bars of the time slider: every week or month from the first to the last, those without petitions too. */
import type { Timeline } from '../../api/contract/feeds/timeline.ts'

export type Bucket = Timeline['bucket']
export type Bar = Timeline['rows'][number]

const dayMs = 86_400_000
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** First and last day of the bucket that holds a day (yyyy-MM-dd). */
export function bucketAround(day: string, bucket: Bucket): { from: string, to: string } {
  const date = new Date(`${day}T00:00:00Z`)
  if (bucket === 'month') {
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
    return { from: iso(Date.UTC(year, month, 1)), to: iso(Date.UTC(year, month + 1, 0)) }
  }
  const monday = date.getTime() - ((date.getUTCDay() + 6) % 7) * dayMs
  return { from: iso(monday), to: iso(monday + 6 * dayMs) }
}

const nextDay = (day: string): string => iso(new Date(`${day}T00:00:00Z`).getTime() + dayMs)

/**
 * The last `most` buckets up to the one that holds `until`, gaps filled with nothing. Where all petitions are older, those up
 * to the last of them: a county may have imported what was years ago.
 */
export function bars(rows: readonly Bar[], bucket: Bucket, until: string, most: number): Bar[] {
  const [first] = rows
  if (!first) return []
  const known = new Map(rows.map((row) => [bucketAround(row.from, bucket).from, row]))
  const last = rows.at(-1)?.to ?? until
  const filled: Bar[] = []
  for (let at = bucketAround(first.from, bucket); at.from <= last || at.from <= until; at = bucketAround(nextDay(at.to), bucket)) {
    filled.push(known.get(at.from) ?? { ...at, petitions: 0, repeat: 0, collective: 0, open: 0 })
  }
  const shown = filled.slice(-most)
  return shown.some(({ petitions }) => petitions > 0) ? shown : filled.slice(0, filled.findLastIndex(({ petitions }) => petitions > 0) + 1).slice(-most)
}

/** Does the period (either end may be open) hold the whole bar, a part of it, or nothing? */
export function coverage({ from, to }: Pick<Bar, 'from' | 'to'>, period: { from: string | null, to: string | null }): 'whole' | 'part' | 'none' {
  if ((period.from !== null && to < period.from) || (period.to !== null && from > period.to)) return 'none'
  return (period.from === null || from >= period.from) && (period.to === null || to <= period.to) ? 'whole' : 'part'
}

/** From the earlier bar's first to the later one's last day, whichever was touched first. */
export function span(a: Bar, b: Bar): { from: string, to: string } {
  return a.from <= b.from ? { from: a.from, to: b.to } : { from: b.from, to: a.to }
}
