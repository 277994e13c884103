import * as Type from 'typebox'
import { attachment } from '../attachment.ts'
import { requireCaller } from '../authz.ts'
import { queryOf, readers } from '../contract/feed.ts'
import { takeLedger } from '../exporters/take-ledger.ts'
import { splitQuery } from '../filtered.ts'
import type { Routes } from '../frame.ts'

export default (async (app, { db }) => {
  app.get('/api/exports/ledger', {
    config: { authz: { roles: readers, scope: 'area', audit: true } },
    schema: { querystring: queryOf({ format: Type.Enum(['csv']) }), summary: '台账 / Ledger' },
  }, async (request, reply) => {
    const [filter] = splitQuery(request.query as Record<string, unknown>, ['format'])
    const { name, csv } = await takeLedger(db, requireCaller(request), request.signedIn?.username ?? '', filter)
    return reply
      .header('content-disposition', attachment('ledger.csv', name))
      .header('cache-control', 'no-store')
      .header('content-type', 'text/csv; charset=utf-8')
      .send(Buffer.from(csv))
  })
}) satisfies Routes
