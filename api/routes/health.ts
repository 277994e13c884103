import * as Type from 'typebox'
import { Problem } from '../errors.ts'
import type { Routes } from '../frame.ts'
import { isMigrated } from '../migrate.ts'
import { sqlDir } from '../open-data.ts'

const open = { authz: { roles: 'public', scope: 'none' } } as const
const Status = Type.Object({ status: Type.Literal('ok') }, { additionalProperties: false })

export default (async (app, { db }) => {
  /** Alive: answers within a turn of the event loop and asks nobody, above all not the database. */
  app.get('/healthz', { config: open, schema: { response: { 200: Status } } }, () => ({ status: 'ok' as const }))

  /** Ready: the database answers and is what sql/ says. */
  app.get('/readyz', { config: open, schema: { response: { 200: Status } } }, async () => {
    if (!await isMigrated(db, sqlDir)) {
      throw new Problem(503, 'not_migrated', '数据库尚未迁移', 'the database is not migrated', { headers: { 'retry-after': '5' } })
    }
    return { status: 'ok' as const }
  })
}) satisfies Routes
