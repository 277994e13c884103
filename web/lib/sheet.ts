/** The three heights of a sheet over the lower part of a phone's map. */
export const levels = ['low', 'half', 'high'] as const
export type SheetLevel = typeof levels[number]

/** All in pixels: `room` is what the sheet may fill at most, `head` what stays of it when it is low. */
export interface Heights { room: number, head: number }

export function heightOf(level: SheetLevel, { room, head }: Heights): number {
  if (level === 'low') return Math.min(head, room)
  return level === 'high' ? room : Math.min(room, Math.max(head, Math.round(room * 0.42)))
}

/** The next level up (1) or down (-1); the last one stays. */
export function stepped(level: SheetLevel, by: number): SheetLevel {
  return levels[Math.max(0, Math.min(levels.length - 1, levels.indexOf(level) + by))] ?? level
}

/** A tap opens further, and closes what is open as far as it goes. */
export const tapped = (level: SheetLevel): SheetLevel => level === 'high' ? 'low' : stepped(level, 1)

/** pixels in a millisecond from which a finger throws the sheet instead of putting it down */
const flick = 0.4

/** Where a sheet comes to rest that was let go at `height`; `speed` upwards in pixels per millisecond. */
export function settled(height: number, speed: number, heights: Heights): SheetLevel {
  const distances = levels.map((level) => heightOf(level, heights) - height)
  if (speed > flick) return levels.find((_, i) => (distances[i] ?? 0) > 0) ?? 'high'
  if (speed < -flick) return levels.findLast((_, i) => (distances[i] ?? 0) < 0) ?? 'low'
  return levels.reduce((best, level, i) => Math.abs(distances[i] ?? 0) < Math.abs(distances[levels.indexOf(best)] ?? 0) ? level : best)
}
