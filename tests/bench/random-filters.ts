import type { Filter } from '../../api/contract/filter.ts'
import { filterQuery } from '../../api/contract/filter.ts'
import { randomFrom } from '../../api/statistics/random.ts'
import type { World } from './figures.ts'

/**
 * Query strings of `count` filters as people combine them: every parameter now and then, none always. The same seed
 * gives the same filters over the same county.
 */
export async function randomFilters({ db }: World, count: number, seed: string): Promise<string[]> {
  const random = randomFrom(seed)
  const list = async (sql: string): Promise<string[]> =>
    (await db.query<{ code: string }>(`${sql} order by 1`)).rows.map(({ code }) => code)
  const [units, areas, kinds, states, channels, purposes, sectors, categories, words] = await Promise.all([
    list("select code from admin_unit where valid_to is null and level <> 'group'"), list('select code from key_area where valid_to is null'),
    list('select code from key_area_kind'), list('select code from state'), list('select code from channel'),
    list('select code from purpose where not counted_only'), list('select code from sector'), list("select lpad(code::text, 6, '0') as code from category"),
    // what people look for: a village's name, and a word of what it is about
    list(`select distinct left(name, 2) as code from admin_unit where valid_to is null and level = 'village'
      union select distinct right(name_zh, 2) from category where level = 3`),
  ])
  const day = (): string => new Date(Date.UTC(2024, 0, random.int(1, 1_000))).toISOString().slice(0, 10)
  const parts: (() => Filter)[] = [
    () => ({ unit: random.pick(units) }), () => ({ area: [random.pick(areas)] }), () => ({ area_kind: [random.pick(kinds)] }),
    () => { const [from, to] = [day(), day()].sort(); return { from, to } },
    () => ({ period: random.pick(['7d', '30d', 'month', 'quarter', 'year', '365d'] as const) }),
    () => ({ state: [random.pick(['open', 'closed', ...states])] }), () => ({ channel: [random.pick(channels)] }),
    () => ({ kind: random.pick(['first', 'repeat', 'collective'] as const) }), () => ({ overdue: '1' as const }),
    () => ({ purpose: [random.pick(purposes)] }), () => ({ sector: [random.pick(sectors)] }),
    () => ({ q: random.pick(words) }),
    ...categories.length === 0 ? [] : [() => ({ category: [random.pick(categories).slice(0, random.pick([2, 4, 6]))] })],
  ]
  return Array.from({ length: count }, () => {
    const chosen = random.shuffled(parts).slice(0, random.int(0, 3))
    const { period, ...filter } = Object.assign({}, ...chosen.map((part) => part())) as Filter
    // days of one's own, or a rolling period
    return filterQuery(period === undefined || filter.from !== undefined ? filter : { period, ...filter }).toString()
  })
}
