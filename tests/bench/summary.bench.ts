import { askEach } from './asking.ts'
import type { Bench } from './figures.ts'
import { byEngine, median, quantile } from './figures.ts'
import { randomFilters } from './random-filters.ts'

/** The figures and the key areas under any filter: each filter is asked once, so no memory helps. */
export const bench: Bench = {
  name: 'summary',
  async run(world) {
    const cookie = await world.cookieOf('office')
    const times = async (address: string, count: number): Promise<number[]> => {
      const filters = [...new Set(await randomFilters(world, count, address))]
      return (await askEach(filters.map((filter) => `${world.url}${address}?${filter}`), cookie, 0)).map(({ ms }) => ms)
    }
    const summary = await times('/api/summary', byEngine(world.engine, 200, 100))
    const areas = await times('/api/feeds/key-areas', byEngine(world.engine, 100, 60))
    return [
      { name: 'summary, any filter, p50', value: median(summary), unit: 'ms' },
      { name: 'summary, any filter, p95', value: quantile(summary, 0.95), unit: 'ms', limit: { atMost: byEngine(world.engine, 150, 400) } },
      { name: 'key-area feed, any filter, p50', value: median(areas), unit: 'ms' },
      { name: 'key-area feed, any filter, p95', value: quantile(areas, 0.95), unit: 'ms', limit: { atMost: byEngine(world.engine, 100, 300) } },
    ]
  },
}
