/** Fixed days that officials ask for by name, beside the rolling periods of the contract. */
export const presets = ['lastMonth', 'lastQuarter', 'lastYear'] as const
export type Preset = typeof presets[number]

const iso = (date: Date): string => date.toISOString().slice(0, 10)
const utc = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month, day))

/** First and last day of the whole month, quarter or year before the one that holds `today` (yyyy-MM-dd). */
export function presetDays(preset: Preset, today: string): { from: string, to: string } {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const months = { lastMonth: 1, lastQuarter: 3, lastYear: 12 }[preset]
  const begin = Math.floor((month - 1) / months) * months
  return { from: iso(utc(year, begin - months, 1)), to: iso(utc(year, begin, 0)) }
}
