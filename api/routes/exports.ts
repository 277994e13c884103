import * as Type from 'typebox'
import { queryOf, readers } from '../contract/feed.ts'
import { filterQuery } from '../contract/filter.ts'
import type { PetitionRow } from '../contract/feeds/petitions.ts'
import { requireCaller } from '../authz.ts'
import { ledgerCsv, ledgerLimit } from '../exporters/ledger.ts'
import { readBody, resolveFilter, splitQuery } from '../filtered.ts'
import type { Routes } from '../frame.ts'
import { sqlFile } from '../sql.ts'

interface Page { rows: PetitionRow[]; total: number }

export default (async (app, { db }) => {
  const sql = await sqlFile('feeds/petitions.sql')

  app.get('/api/exports/ledger', {
    config: { authz: { roles: readers, scope: 'area', audit: true } },
    schema: { querystring: queryOf({ format: Type.Enum(['csv']) }), summary: '台账 / Ledger' },
  }, async (request, reply) => {
    const [filter] = splitQuery(request.query as Record<string, unknown>, ['format'])
    const caller = requireCaller(request)
    const resolved = await resolveFilter(db, caller, filter)
    const page: Page = JSON.parse(await readBody(db, caller, sql, [resolved, JSON.stringify({ limit: ledgerLimit, sort: 'due' })]))
    const at = new Date().toISOString()
    const csv = ledgerCsv(page.rows, {
      user: request.signedIn?.username ?? '', at, filter: decodeURIComponent(filterQuery(filter).toString()), total: page.total,
    })
    const name = `信访台账_${at.slice(0, 10)}.csv`
    return reply
      .header('content-disposition', `attachment; filename="ledger.csv"; filename*=UTF-8''${encodeURIComponent(name)}`)
      .header('cache-control', 'no-store')
      .header('content-type', 'text/csv; charset=utf-8')
      .send(Buffer.from(csv))
  })
}) satisfies Routes
