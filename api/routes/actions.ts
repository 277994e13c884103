import { allActions, runAction } from '../actions.ts'
import { requireCaller } from '../authz.ts'
import type { Routes } from '../frame.ts'
import { Keyed } from '../keyed.ts'

/** `POST /api/actions/{name}`: one address per file of sql/actions, with its own roles and body. */
export default (async (app, { db, config }) => {
  for (const { name, roles, body, title } of (await allActions()).values()) {
    app.post(`/api/actions/${name}`, {
      config: { authz: { roles, scope: 'area' } },
      schema: { body, headers: Keyed, summary: `${title.zh} / ${title.en}` },
    }, async (request, reply) => {
      const key = request.headers['idempotency-key']
      const answer = await runAction(db, requireCaller(request), name, request.body, key, config.identityKey)
      if (answer.replayed) void reply.header('idempotency-replayed', 'true')
      return await reply.header('cache-control', 'no-store').send(answer.body)
    })
  }
}) satisfies Routes
