import autocannon from 'autocannon'
import { ask } from './asking.ts'
import type { Bench } from './figures.ts'
import { tilesByPopulation } from './sample-tiles.ts'

/** Tiles from memory over a socket, by a load generator in a thread of its own. */
export const bench: Bench = {
  name: 'cached-tiles',
  async run(world) {
    const cookie = await world.cookieOf('leader')
    const tiles = await tilesByPopulation(world, [8, 9, 10, 11, 12, 13], 60)
    const paths = [...new Set(tiles.map(({ z, x, y }) => `/tiles/petitions/${z}/${x}/${y}.mvt`))]
    let bytes = 0
    for (const path of paths) bytes += (await ask(`${world.url}${path}`, cookie)).bytes
    const rounds: number[] = []
    for (let round = 0; round < 3; round++) {
      const result = await autocannon({
        url: world.url, connections: 8, pipelining: 4, duration: 4, workers: 1,
        requests: paths.map((path) => ({ path, method: 'GET' as const, headers: { cookie, 'accept-encoding': 'gzip' } })),
      })
      if (result.non2xx > 0 || result.errors > 0) throw new Error(`cached tiles: ${result.non2xx} refused, ${result.errors} errors`)
      rounds.push(result.requests.average)
    }
    return [{
      name: 'tile from memory', value: rounds.sort((a, b) => a - b)[1] ?? 0, unit: 'per s', limit: { atLeast: 20_000 },
      note: `${paths.length} tiles, ${(bytes / paths.length / 1_000).toFixed(1)} kB each, server and client share the cores`,
    }]
  },
}
