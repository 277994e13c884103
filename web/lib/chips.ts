/** The filter as removable chips: one per value that narrows the view. */
import type { Filter } from '../../api/contract/filter.ts'
import { pickFilter } from '../../api/contract/filter.ts'

export interface Chip { key: keyof Filter, value: string }

/** Period and days have their own control, so they are no chips; everything else is. */
export function chips(filter: Filter): Chip[] {
  return Object.entries(pickFilter(filter))
    .filter(([key]) => !['period', 'from', 'to', 'unit'].includes(key))
    .flatMap(([key, value]) => (Array.isArray(value) ? value : [value])
      .map((item) => ({ key: key as keyof Filter, value: String(item) })))
}

/** The filter without one chip's value. */
export function withoutChip(filter: Filter, { key, value }: Chip): Filter {
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
