/** Days of the county, which keeps Beijing time whatever the reader's machine says. */
const zone = 8 * 3_600_000
const dayMs = 86_400_000

/** yyyy-MM-dd of an instant; a day stays as it is. */
export const dayOf = (at: string): string =>
  at.length === 10 ? at : new Date(Date.parse(at) + zone).toISOString().slice(0, 10)

/** yyyy-MM-dd HH:mm of an instant. */
export const minuteOf = (at: string): string => new Date(Date.parse(at) + zone).toISOString().slice(0, 16).replace('T', ' ')

/** The same for the end of a limit: midnight is the end of the day before, as officials write it. */
export function untilMinute(at: string): string {
  const text = minuteOf(at)
  return text.endsWith(' 00:00') ? `${dayOf(new Date(Date.parse(at) - 1).toISOString())} 24:00` : text
}

/** Whole days from one day to another; negative when `to` lies before. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs)

/** The day `n` days after today. */
export const inDays = (n: number, now = Date.now()): string => new Date(now + zone + n * dayMs).toISOString().slice(0, 10)
