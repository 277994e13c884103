import fc from 'fast-check'
import { filterQuery, kinds, periods, places, traits, type Filter } from '../../api/contract/filter.ts'

export interface Codes { areas: string[]; units: string[]; categories: string[]; channels: string[]; states: string[] }

const day = fc.integer({ min: 0, max: 1_090 }).map((n) => new Date(Date.UTC(2023, 11, 1) + n * 86_400_000).toISOString().slice(0, 10))
const some = (values: string[], most = 3) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most })

/** Filters as people make them: a few parameters out of all, on codes that exist. */
export const filters = (codes: Codes): fc.Arbitrary<Filter> => fc.record({
  area: some([...codes.areas, 'none']),
  area_kind: some(['land_requisition', 'relocation_site', 'industrial_park', 'scenic_area'], 2),
  unit: fc.constantFrom(...codes.units),
  time: fc.oneof(
    fc.constantFrom(...periods).map((period) => ({ period })),
    fc.tuple(day, day).map(([a, b]) => a < b ? { from: a, to: b } : { from: b, to: a }),
    day.map((from) => ({ from })), day.map((to) => ({ to })),
  ),
  category: some(codes.categories, 2),
  channel: some(codes.channels),
  purpose: some(['request', 'suggestion'], 1),
  state: some([...codes.states, 'open', 'closed'], 2),
  kind: fc.constantFrom(...kinds),
  overdue: fc.constant('1' as const),
  place: fc.constantFrom(...places),
  also: fc.uniqueArray(fc.constantFrom(...traits), { minLength: 1, maxLength: 2 }),
  q: fc.constantFrom('征地', '补偿', '低保', '第1村民小组', 'X9901282025030001111', '%', '没有这样的字'),
  bbox: fc.constantFrom('104.4,26.9,104.7,27.2', '104.0,26.0,106.0,28.0', '104.55,27.0,104.56,27.1'),
  hexagon: fc.constantFrom<string[]>(['h3_11645_1811'], ['h2_23289_3623', 'h2_23290_3622', 'h2_23288_3622'], ['h1_46578_7246']),
  within: fc.constantFrom('104.4,26.9;104.7,26.9;104.6,27.2', '104.3,26.7;105.2,26.8;105.1,27.6;104.6,27.1;104.2,27.4'),
  as_of: fc.constantFrom('2026-11-22', '2026-03-31', '2025-12-15'),
}, { requiredKeys: [] }).chain((drawn) => {
  const names = Object.keys(drawn) as (keyof typeof drawn)[]
  // at most five parameters at a time, or most filters would find nothing
  return fc.shuffledSubarray(names, { maxLength: Math.min(5, names.length) }).map((keep): Filter => {
    const { time, ...kept } = Object.fromEntries(keep.map((name) => [name, drawn[name]])) as Partial<typeof drawn>
    const filter: Filter = { as_of: '2026-11-22', ...time, ...kept }
    // a beginning after the day of asking is refused by name, unless the end is said too
    return filter.from !== undefined && filter.to === undefined && filter.from > (filter.as_of ?? '') ? { ...filter, to: filter.from } : filter
  })
})

export const textOf = (filter: Filter): string => filterQuery(filter).toString()
