import { createAnswers } from '../answers.ts'
import { requireCaller } from '../authz.ts'
import { counters, queryOf } from '../contract/feed.ts'
import { filterQuery } from '../contract/filter.ts'
import { tileFeeds, TileParams } from '../contract/tiles.ts'
import { watchDataVersion } from '../data-version.ts'
import { notFound } from '../errors.ts'
import { splitQuery } from '../filtered.ts'
import type { Routes } from '../frame.ts'
import { sqlFile } from '../sql.ts'
import { sendTile } from '../tiles/send-tile.ts'
import { tileMaker } from '../tiles/tile-maker.ts'
import { tileJson } from '../tiles/tile-json.ts'

export default (async (app, { db, config }) => {
  const version = await watchDataVersion(db)
  const answers = await createAnswers(db)
  const make = await tileMaker(db, version)
  const bounds = await sqlFile('tiles/bounds.sql')
  app.addHook('onClose', async () => {
    await answers.close()
    await version.close()
  })
  const rule = { config: { authz: { roles: counters, scope: 'aggregate' as const } } }

  for (const feed of tileFeeds) {
    app.get(`/tiles/${feed}.json`, {
      ...rule, schema: { querystring: queryOf({}), summary: `TileJSON: ${feed}` },
    }, (request, reply) => {
      const [filter] = splitQuery(request.query as Record<string, unknown>, [])
      const origin = config.publicOrigin ?? `${request.protocol}://${request.host}`
      const address = JSON.stringify(['tilejson', feed, origin, filter])
      return answers.send(request, reply, 'application/json; charset=utf-8', address, async (caller) => {
        const { rows: [row] } = await db.read<{ bounds: string | null }>(caller, bounds)
        return JSON.stringify(tileJson(feed, caller, `${origin}/tiles/${feed}`, filterQuery(filter), row?.bounds ?? null))
      })
    })

    app.get(`/tiles/${feed}/:z/:x/:y.mvt`, {
      ...rule, schema: { querystring: queryOf({}), params: TileParams, summary: `MVT: ${feed}` },
    }, async (request, reply) => {
      const { z, x, y } = request.params
      if (x >= 2 ** z || y >= 2 ** z) throw notFound()
      const [filter] = splitQuery(request.query as Record<string, unknown>, [])
      return sendTile(request, reply, await make(feed, { z, x, y }, requireCaller(request), filter))
    })
  }
}) satisfies Routes
