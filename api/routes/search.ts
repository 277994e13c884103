import { createAnswers } from '../answers.ts'
import { requireCaller } from '../authz.ts'
import { readers } from '../contract/feed.ts'
import { SearchQuery } from '../contract/search.ts'
import { watchDataVersion } from '../data-version.ts'
import type { Routes } from '../frame.ts'
import { bestOf } from '../search/match.ts'
import { placeNames } from '../search/places.ts'

/** `GET /api/search?q=`: units and key areas by name, code or pinyin. Matters are found by the filter's own `q`. */
export default (async (app, { db }) => {
  const version = await watchDataVersion(db)
  const answers = await createAnswers(db)
  const names = await placeNames(db)
  app.addHook('onClose', async () => {
    await answers.close()
    await version.close()
  })

  app.get('/api/search', {
    config: { authz: { roles: readers, scope: 'aggregate' } },
    schema: { querystring: SearchQuery, summary: '查找地点 / Find a place' },
  }, async (request, reply) => {
    const { q, limit = 12 } = request.query
    const caller = requireCaller(request)
    return await answers.send(request, reply, 'application/json; charset=utf-8', JSON.stringify(['search', q, limit]), async () =>
      JSON.stringify({ rows: bestOf(await names(String(await version.current()), caller), q, limit) }))
  })
}) satisfies Routes
