import { createAnswers } from '../answers.ts'
import { counters, queryOf } from '../contract/feed.ts'
import { readBody, resolveFilter, splitQuery } from '../filtered.ts'
import type { Routes } from '../frame.ts'
import { sqlFile } from '../sql.ts'

export default (async (app, { db }) => {
  const sql = await sqlFile('summary.sql')
  const answers = await createAnswers(db)
  app.addHook('onClose', () => answers.close())

  app.get('/api/summary', {
    config: { authz: { roles: counters, scope: 'aggregate' } },
    schema: { querystring: queryOf({}), summary: '汇总 / Summary' },
  }, (request, reply) => {
    const [filter] = splitQuery(request.query as Record<string, unknown>, [])
    return answers.send(request, reply, 'application/json; charset=utf-8', JSON.stringify(['summary', filter]), async (caller) =>
      await readBody(db, caller, sql, [await resolveFilter(db, caller, filter)]))
  })
}) satisfies Routes
