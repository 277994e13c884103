/** The one filter in TypeScript, over raw rows: nothing of sql/ is asked what it means. */
import type { Filter } from '../../api/contract/filter.ts'
import type { Contact, Raw } from './raw-rows.ts'

/** The day `n` days after another; before it where `n` is negative. */
export const daysAfter = (day: string, n: number): string => new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10)

/** First day of a rolling period, as its name says. */
function since(period: Filter['period'], day: string): string {
  const month = Number(day.slice(5, 7))
  const quarter = String(month - (month - 1) % 3).padStart(2, '0')
  const fixed = { today: day, month: `${day.slice(0, 8)}01`, quarter: `${day.slice(0, 5)}${quarter}-01`, year: `${day.slice(0, 4)}-01-01` }
  return period !== undefined && period in fixed ? fixed[period as keyof typeof fixed] : daysAfter(day, 1 - Number.parseInt(String(period), 10))
}

/** A word of `kind`, `state` or `place`, of which `also` may name several. */
function isSo(word: string, one: Contact): boolean {
  switch (word) {
    case 'first': return one.first
    case 'repeat': return !one.first
    case 'collective': return one.collective
    case 'open': return one.open
    case 'closed': return !one.open
    case 'placed': return one.status === 1
    case 'outside': return one.status === 2
    case 'unlocated': return one.status !== 1 && one.status !== 2
    default: return one.state === word.replace(/_state$/, '')
  }
}

/** Whether the filter means this petition: every parameter of it, several values of one being any of them. Polygons and hexagons are not known here. */
export function holds(filter: Filter, one: Contact, raw: Raw): boolean {
  const asOf = filter.as_of ?? ''
  const from = filter.from ?? (filter.period === undefined ? undefined : since(filter.period, asOf))
  const to = filter.to ?? (from === undefined ? undefined : asOf)
  const area = one.area === null ? undefined : raw.areas.get(one.area)
  const any = <T>(wanted: readonly T[] | undefined, fits: (value: T) => boolean): boolean => wanted === undefined || wanted.some(fits)
  const level = { 6: 'county', 9: 'township', 12: 'village', 15: 'group' }[filter.unit?.length ?? 6] ?? ''
  const [west = -180, south = -90, east = 180, north = 90] = filter.bbox?.split(',').map(Number) ?? []
  return (from === undefined || one.on >= from) && (to === undefined || one.on <= to)
    && any(filter.area, (code) => code === 'none' ? area === undefined : area?.code === code) && any(filter.area_kind, (kind) => area?.kind === kind)
    && (filter.unit === undefined || level === 'county' || raw.above(one.unit, level)?.code === filter.unit)
    && any(filter.category, (code) => String(one.category ?? '').padStart(6, '0').startsWith(code.replace(/(?<=..)(00)+$/, '')) && one.category !== null)
    && any(filter.channel, (code) => one.channel === code) && any(filter.purpose, (code) => one.purpose === code)
    && any(filter.state, (word) => isSo(word, one))
    && [filter.kind, filter.place].every((word) => word === undefined || isSo(word, one))
    && (filter.also ?? []).every((word) => isSo(word, one))
    && (filter.overdue === undefined || (one.open && one.due !== null && one.due < asOf))
    && (filter.q === undefined || one.no === filter.q || (!one.confidential && (one.matterNo === filter.q || [one.title, one.place].some((text) => text?.includes(filter.q ?? '')))))
    && (filter.bbox === undefined || (one.lon !== null && one.lat !== null && one.lon >= west && one.lon <= east && one.lat >= south && one.lat <= north))
}

/** The petitions that a filter means. */
export const meantBy = (filter: Filter, raw: Raw): Contact[] => raw.contacts.filter((one) => holds(filter, one, raw))

export const isLate = ({ open, due }: Contact, asOf: string): boolean => open && due !== null && due < asOf
export const mattersOf = (ones: readonly Contact[]): number => new Set(ones.map(({ matter }) => matter)).size
