import { ask } from './asking.ts'
import type { Bench } from './figures.ts'
import { median } from './figures.ts'
import { loadWith } from './load-generator.ts'
import { tilesByPopulation } from './sample-tiles.ts'

/** Tiles from memory, over sockets, with everything that a request passes: session, rights, headers, metrics. */
export const bench: Bench = {
  name: 'cached-tiles',
  async run(world) {
    const cookie = await world.cookieOf('leader')
    const tiles = await tilesByPopulation(world, [8, 9, 10, 11, 12, 13], 60)
    const paths = [...new Set(tiles.map(({ z, x, y }) => `/tiles/petitions/${z}/${x}/${y}.mvt`))]
    let bytes = 0
    for (const path of paths) bytes += (await ask(`${world.url}${path}`, cookie)).bytes
    const { hostname: host, port } = new URL(world.url)
    const rounds: number[] = []
    for (let round = 0; round < 4; round++) {
      rounds.push(await loadWith({ host, port: Number(port), paths, cookie, connections: 16, pipelining: 4, duration: 3_000 }))
    }
    return [{
      name: 'tile from memory', value: median(rounds.slice(1)), unit: 'per s', limit: { atLeast: 20_000 },
      note: `${paths.length} tiles, ${(bytes / paths.length / 1_000).toFixed(1)} kB each; server and client share the machine`,
    }]
  },
}
