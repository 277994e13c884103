import { askEach } from './asking.ts'
import type { Bench } from './figures.ts'
import { byEngine, median, quantile } from './figures.ts'
import { randomFilters } from './random-filters.ts'

/** The figures and the key areas under any filter: each filter is asked once, so no memory helps. */
export const bench: Bench = {
  name: 'summary',
  async run(world) {
    const cookie = await world.cookieOf('office')
    const times = async (address: string, count: number): Promise<{ ms: number[], slowest: string }> => {
      const filters = [...new Set(await randomFilters(world, count, address))]
      const ms = (await askEach(filters.map((filter) => `${world.url}${address}?${filter}`), cookie, 0)).map((answer) => answer.ms)
      const order = ms.map((_, at) => at).sort((a, b) => (ms[b] ?? 0) - (ms[a] ?? 0))
      const slowest = order.slice(0, 3).map((at) => `${decodeURIComponent(filters[at] ?? '')} ${Math.round(ms[at] ?? 0)} ms`)
      return { ms, slowest: `slowest: ${slowest.join('; ')}` }
    }
    const summary = await times('/api/summary', byEngine(world.engine, 200, 100))
    const areas = await times('/api/feeds/key-areas', byEngine(world.engine, 100, 60))
    return [
      { name: 'summary, any filter, p50', value: median(summary.ms), unit: 'ms' },
      { name: 'summary, any filter, p95', value: quantile(summary.ms, 0.95), unit: 'ms', note: summary.slowest, limit: { atMost: byEngine(world.engine, 150, 400) } },
      { name: 'key-area feed, any filter, p50', value: median(areas.ms), unit: 'ms' },
      { name: 'key-area feed, any filter, p95', value: quantile(areas.ms, 0.95), unit: 'ms', note: areas.slowest, limit: { atMost: byEngine(world.engine, 100, 300) } },
    ]
  },
}
