import { requireCaller } from '../authz.ts'
import { MisconductCount, misconductCounters } from '../contract/misconduct-count.ts'
import type { Routes } from '../frame.ts'
import { sqlFile } from '../sql.ts'

/** The one place where reports of misconduct are told of: a number for the petition office, and that it was asked for is on the record. */
export default (async (app, { db }) => {
  const statement = await sqlFile('misconduct-count.sql')
  app.get('/api/misconduct-count', {
    config: { authz: { roles: misconductCounters, scope: 'aggregate', audit: true } },
    schema: { response: { 200: MisconductCount }, summary: '检举控告件数（全县，只计数） / Reports of misconduct, counted only' },
  }, async (request, reply): Promise<MisconductCount> => {
    void reply.header('cache-control', 'no-store')
    const { rows: [row] } = await db.read<{ body: string }>(requireCaller(request), statement)
    return JSON.parse(row?.body ?? '{"count":null}') as MisconductCount
  })
}) satisfies Routes
