import * as Type from 'typebox'
import { Problem } from '../errors.ts'
import type { Routes } from '../frame.ts'
import { isMigrated } from '../migrate.ts'
import { sqlDir } from '../open-data.ts'

const open = { authz: { roles: 'public', scope: 'none' } } as const
const Status = Type.Object({ status: Type.Literal('ok') }, { additionalProperties: false })

export default (async (app, { db }) => {
  // what is migrated stays so while this process runs; later calls ask the database for no more than an answer
  let migrated = await isMigrated(db, sqlDir).catch(() => false)

  /** Alive: answers within a turn of the event loop and asks nobody, above all not the database. */
  app.get('/healthz', { config: open, schema: { response: { 200: Status } } }, () => ({ status: 'ok' as const }))

  /** Ready: the database answers and is what sql/ says. */
  app.get('/readyz', { config: open, schema: { response: { 200: Status } } }, async () => {
    if (migrated) await db.query('select 1')
    else migrated = await isMigrated(db, sqlDir)
    if (!migrated) {
      throw new Problem(503, 'not_migrated', '数据库尚未迁移', 'the database is not migrated', { headers: { 'retry-after': '5' } })
    }
    return { status: 'ok' as const }
  })
}) satisfies Routes
