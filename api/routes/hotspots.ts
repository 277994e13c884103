/**
 * `/api/hotspots`, `/api/feeds/hotspots` (the same as GeoJSON) and `/tiles/hotspots`: all three tell one stored run.
 */
import type { FastifyRequest } from 'fastify'
import { createAnswers, rightsOf } from '../answers.ts'
import { today } from '../county-day.ts'
import { requireCaller } from '../authz.ts'
import { counters, queryOf } from '../contract/feed.ts'
import { filterQuery, type Filter } from '../contract/filter.ts'
import { HotspotQuery, type HotspotBy, type HotspotLevel, type HotspotMeasure } from '../contract/hotspots.ts'
import { TileParams } from '../contract/tiles.ts'
import { slice, sliced } from '../contract/slice.ts'
import { watchDataVersion } from '../data-version.ts'
import { notFound } from '../errors.ts'
import { splitQuery } from '../filtered.ts'
import type { Routes } from '../frame.ts'
import { collectionOf } from '../hotspots/geojson.ts'
import type { Asked } from '../hotspots/gather.ts'
import { createRuns } from '../hotspots/runs.ts'
import { hotspotTile } from '../hotspots/tile.ts'
import { sqlFile } from '../sql.ts'
import { sendTile } from '../tiles/send-tile.ts'
import { TileCache } from '../tiles/tile-cache.ts'
import { tileJson } from '../tiles/tile-json.ts'

const keptBytes = 16 * 1_048_576
const tileOwn = { measure: HotspotQuery.measure, scale: HotspotQuery.scale }

function askedIn(request: FastifyRequest): { filter: Filter, asked: Asked } {
  const [filter, own] = splitQuery(request.query as Record<string, unknown>, Object.keys(HotspotQuery))
  const by = (own['by'] ?? 'hexagon') as HotspotBy
  const level = (own['level'] ?? (by === 'unit' ? 'village' : null)) as HotspotLevel | null
  return { filter, asked: { by, measure: (own['measure'] ?? 'frequency') as HotspotMeasure, level, scale: (own['scale'] ?? null) as string | null } }
}

export default (async (app, { db, config }) => {
  const version = await watchDataVersion(db)
  const answers = await createAnswers(db)
  const runs = await createRuns(db, version)
  const tiles = new TileCache(keptBytes)
  const bounds = await sqlFile('tiles/bounds.sql')
  app.addHook('onClose', async () => {
    await answers.close()
    await version.close()
    await runs.close()
  })
  const authz = { roles: counters, scope: 'aggregate' } as const

  app.get('/api/hotspots', {
    config: { authz }, schema: { querystring: queryOf(HotspotQuery), summary: '热点 / Hot spots' },
  }, (request, reply) => {
    const { filter, asked } = askedIn(request)
    return answers.send(request, reply, 'application/json; charset=utf-8', JSON.stringify(['hotspots', asked, filter]), async (caller) =>
      JSON.stringify(await runs.ask(caller, filter, asked)))
  })

  app.get('/api/feeds/hotspots', {
    config: { authz }, schema: { querystring: queryOf({ ...HotspotQuery, ...slice }), summary: '热点（GeoJSON）/ Hot spots as GeoJSON' },
  }, (request, reply) => {
    const { filter, asked } = askedIn(request)
    const [, page] = splitQuery(request.query as Record<string, unknown>, Object.keys(slice))
    const address = JSON.stringify(['hotspots', asked, filter, page])
    return answers.send(request, reply, 'application/geo+json; charset=utf-8', address, async (caller) =>
      sliced(JSON.stringify(collectionOf(await runs.ask(caller, filter, asked))), page))
  })

  app.get('/tiles/hotspots.json', {
    config: { authz }, schema: { querystring: queryOf(tileOwn), summary: 'TileJSON: hotspots' },
  }, (request, reply) => {
    const { filter, asked } = askedIn(request)
    const origin = config.publicOrigin ?? `${request.protocol}://${request.host}`
    const query = filterQuery(filter)
    if (asked.measure !== 'frequency') query.set('measure', asked.measure)
    if (asked.scale !== null) query.set('scale', asked.scale)
    return answers.send(request, reply, 'application/json; charset=utf-8', JSON.stringify(['tilejson hotspots', origin, asked, filter]), async (caller) => {
      const { rows: [row] } = await db.read<{ bounds: string | null }>(caller, bounds)
      return JSON.stringify(tileJson('hotspots', caller, `${origin}/tiles/hotspots`, query, row?.bounds ?? null))
    })
  })

  app.get('/tiles/hotspots/:z/:x/:y.mvt', {
    config: { authz }, schema: { querystring: queryOf(tileOwn), params: TileParams, summary: 'MVT: hotspots' },
  }, async (request, reply) => {
    const { z, x, y } = request.params
    if (x >= 2 ** z || y >= 2 ** z) throw notFound()
    const caller = requireCaller(request)
    const { filter, asked } = askedIn(request)
    const state = `${await version.current()} ${today()}`
    const key = `${z}/${x}/${y} ${rightsOf(caller)} ${JSON.stringify([asked, filter])}`
    return sendTile(request, reply, await tiles.getOrMake(state, key, async () => hotspotTile(await runs.ask(caller, filter, asked), { z, x, y })))
  })
}) satisfies Routes
