/** A hot-spot run over the county: its own time, and what the other answers feel of it meanwhile. */
import { tellOwnWrite } from '../../api/data-version.ts'
import { ask } from './asking.ts'
import type { Bench, Figure, World } from './figures.ts'
import { byEngine, median } from './figures.ts'

const runs = ['', 'measure=repeat&', 'by=unit&measure=rate&']

/** A data version of its own for each run, so that none is answered from memory. */
async function touch(world: World): Promise<void> {
  await world.db.query('select touch_data(installation_county())')
  tellOwnWrite()
}

/** Answers that ask the database too, one after another, until `done`. */
async function meanwhile(world: World, cookie: string, done: Promise<unknown>): Promise<number[]> {
  let ended = false
  void done.finally(() => { ended = true })
  const times: number[] = []
  while (!ended) times.push((await ask(`${world.url}/readyz`, cookie)).ms)
  return times
}

export const bench: Bench = {
  name: 'hotspots',
  async run(world) {
    const cookie = await world.cookieOf('office')
    const figures: Figure[] = []
    for (const query of runs) {
      const url = `${world.url}/api/hotspots?${query}period=365d`
      await ask(url, cookie)
      const times: number[] = []
      for (let round = 0; round < 3; round++) {
        await touch(world)
        times.push((await ask(url, cookie)).ms)
      }
      figures.push({ name: `hot-spot run, ${query === '' ? 'hexagons, frequency' : query.slice(0, -1)}`, value: median(times) / 1_000, unit: 's',
        limit: { atMost: byEngine(world.engine, 1.5, 5) }, note: 'median of 3, a year of the county' })
    }
    const quiet = await meanwhile(world, cookie, new Promise((resolve) => { setTimeout(resolve, 1_500) }))
    await touch(world)
    const busy = await meanwhile(world, cookie, ask(`${world.url}/api/hotspots?period=365d`, cookie))
    return [...figures, { name: 'other answers during a run, delay at the median', value: median(busy) - median(quiet), unit: 'ms', limit: { atMost: 50 },
      note: `${busy.length} answers` }]
  },
}
