/** The filter as removable chips: one per value that narrows the view. */
import type { Filter } from '../../api/contract/filter.ts'
import { pickFilter } from '../../api/contract/filter.ts'

export interface Chip { key: keyof Filter, value: string }

/** The time first: fixed days are one chip, `from/to`. The cells of a hot spot are one too. Everything else is one per value. */
export function chips(filter: Filter): Chip[] {
  const { from, to, period, hexagon, ...rest } = pickFilter(filter)
  const time: Chip[] = from || to ? [{ key: 'from', value: `${from ?? ''}/${to ?? ''}` }] : period ? [{ key: 'period', value: period }] : []
  const cells: Chip[] = hexagon ? [{ key: 'hexagon', value: String(hexagon.length) }] : []
  return [...time, ...cells, ...Object.entries(rest)
    .flatMap(([key, value]) => (Array.isArray(value) ? value : [value])
      .map((item) => ({ key: key as keyof Filter, value: String(item) })))]
}

/** The filter without one chip's value. */
export function withoutChip(filter: Filter, { key, value }: Chip): Filter {
  if (key === 'from') return pickFilter({ ...filter, from: undefined, to: undefined, period: undefined })
  if (key === 'hexagon') return pickFilter({ ...filter, hexagon: undefined })
  const current = filter[key]
  const rest = Array.isArray(current) ? current.filter((item) => item !== value) : undefined
  return pickFilter({ ...filter, [key]: rest })
}

/** The filter with one value added to a repeatable key, or taken out when it was there. */
export function toggled(filter: Filter, key: keyof Filter, value: string): Filter {
  const current = filter[key]
  const values: unknown[] = Array.isArray(current) ? current : []
  return pickFilter({
    ...filter, [key]: values.includes(value) ? values.filter((item) => item !== value) : [...values, value],
  })
}
