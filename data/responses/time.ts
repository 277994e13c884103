/** Days and instants of the demo, counted back from its last day. */
import { countyDay } from '../../api/county-day.ts'

const dayMs = 86_400_000

export interface Time {
  /** the day so many days before the last one; negative lies after it */
  day(before: number): string
  /** an instant of that day in the county, at an hour (fractions allowed) */
  at(before: number, hour: number): string
}

export function timeUntil(until: string): Time {
  const last = Date.parse(`${until}T00:00:00+08:00`)
  return {
    day: (before) => countyDay(last - Math.round(before) * dayMs),
    at: (before, hour) => new Date(last - Math.round(before) * dayMs + hour * 3_600_000).toISOString(),
  }
}
