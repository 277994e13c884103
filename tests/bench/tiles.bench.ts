import type { TileAddress } from '../../api/tiles/grid.ts'
import { ask, askEach, type Answer } from './asking.ts'
import type { Bench, Figure, World } from './figures.ts'
import { byEngine, median, quantile } from './figures.ts'
import { tilesByPopulation } from './sample-tiles.ts'

/** Asks for each tile when none is in memory any more: the data's version is raised before a tile comes up again. */
async function madeAnew(world: World, tiles: readonly TileAddress[], cookie: string): Promise<Answer[]> {
  const answers: Answer[] = []
  const seen = new Set<string>()
  for (const { z, x, y } of tiles) {
    const path = `/tiles/petitions/${z}/${x}/${y}.mvt`
    if (seen.has(path) || seen.size === 0) {
      await world.db.query('select touch_data($1)', [world.county])
      await world.db.notify('outbox', '')
      await new Promise((done) => setTimeout(done, 5))
      seen.clear()
      // the filter is resolved once per version, by whichever tile is first
      await ask(`${world.url}/tiles/petitions/22/0/0.mvt`, cookie)
    }
    seen.add(path)
    answers.push(await ask(`${world.url}${path}`, cookie))
  }
  return answers
}

/** The first tile of a map under each of some filters, and those that follow while the map is moved. */
async function mapsUnderFilters(world: World, cookie: string): Promise<{ first: number[], next: number[] }> {
  const [first, next]: [number[], number[]] = [[], []]
  const tiles = await tilesByPopulation(world, [9, 8, 10, 11, 12, 13], 12, 0.75)
  for (const query of ['kind=repeat&from=2024-01-01', 'kind=first', 'period=365d', 'kind=collective', 'channel=visit', 'overdue=1', 'period=30d']) {
    const seen = new Set(tiles.map(({ z, x, y }) => `${world.url}/tiles/petitions/${z}/${x}/${y}.mvt?${query}`))
    const [one = 0, ...others] = times(await askEach([...seen], cookie, 0))
    first.push(one)
    next.push(...others)
  }
  return { first, next }
}

const times = (answers: readonly Answer[]): number[] => answers.map(({ ms }) => ms)

export const bench: Bench = {
  name: 'tiles',
  async run(world) {
    const office = await world.cookieOf('office')
    const leader = await world.cookieOf('leader')
    const far = await tilesByPopulation(world, [5, 6, 7, 8, 9, 10, 11, 12, 13], 360)
    const near = await tilesByPopulation(world, [14, 15, 16, 17], byEngine(world.engine, 200, 120), 0.25)
    await madeAnew(world, far.slice(0, 40), office)
    const cells = await madeAnew(world, far, office)
    const blurred = times(await madeAnew(world, far.slice(0, 180), leader))
    const points = await madeAnew(world, near, office)
    const { first, next } = await mapsUnderFilters(world, office)
    const figures: Figure[] = [
      { name: 'tile z 5-13, p50', value: median(times(cells)), unit: 'ms', limit: { atMost: byEngine(world.engine, 5, 10) } },
      { name: 'tile z 5-13, p95', value: quantile(times(cells), 0.95), unit: 'ms', limit: { atMost: byEngine(world.engine, 12, 30) } },
      { name: 'tile z 5-13, leader, p95', value: quantile(blurred, 0.95), unit: 'ms', limit: { atMost: byEngine(world.engine, 12, 30) } },
      { name: 'tile z 5-13, gzipped, p95', value: quantile(cells.map(({ bytes }) => bytes), 0.95) / 1_000, unit: 'kB', limit: { atMost: 70 } },
      { name: 'tile z 14-17, p50', value: median(times(points)), unit: 'ms' },
      { name: 'tile z 14-17, p95', value: quantile(times(points), 0.95), unit: 'ms', limit: { atMost: byEngine(world.engine, 40, 120) } },
      { name: 'first tile of a map under a filter, p50', value: median(first), unit: 'ms', note: 'z 9, all cells of the county are counted' },
      { name: 'next tiles of that map, p50', value: median(next), unit: 'ms', note: 'z 8-13' },
      { name: 'next tiles of that map, p95', value: quantile(next, 0.95), unit: 'ms' },
    ]
    return figures
  },
}
