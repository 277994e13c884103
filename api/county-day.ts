/** The county keeps Beijing time whatever the machine says: its days begin eight hours before those of UTC, all year. */
const zoneMs = 8 * 3_600_000

/** yyyy-MM-dd in the county at an instant (ms since 1970). */
export const countyDay = (at: number): string => new Date(at + zoneMs).toISOString().slice(0, 10)

/** yyyy-MM-dd HH:mm in the county at an instant, as a person reads it. */
export const countyTime = (at: number): string => new Date(at + zoneMs).toISOString().slice(0, 16).replace('T', ' ')

/** The county's day now: filters such as `today` and `overdue` roll over at its midnight. */
export const today = (): string => countyDay(Date.now())
