import * as Type from 'typebox'
import { recordAudit } from '../audit.ts'
import { requireCaller } from '../authz.ts'
import type { Routes } from '../frame.ts'
import { lookForSame, type SameLook } from '../same/look.ts'

/** `POST /api/same-looks`: compares now what is new or was changed, after an import for instance; two askers share one look. */
export default (async (app, { db }) => {
  let running: Promise<SameLook> | undefined
  app.post('/api/same-looks', {
    config: { authz: { roles: ['office'], scope: 'aggregate' } },
    schema: { body: Type.Object({}, { additionalProperties: false }), summary: '比对同一事项 / Look for matters that may be one' },
  }, async (request, reply) => {
    running ??= lookForSame(db).finally(() => { running = undefined })
    const done = await running
    await recordAudit(db, requireCaller(request), { action: 'look-for-same', detail: { ...done } })
    return await reply.header('cache-control', 'no-store').send(done)
  })
}) satisfies Routes
