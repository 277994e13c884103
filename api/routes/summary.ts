import { createAnswers } from '../answers.ts'
import { counters, queryOf } from '../contract/feed.ts'
import type { Figures, Summary } from '../contract/summary.ts'
import type { Caller } from '../db/db.ts'
import { readBody, resolveFilter, splitQuery, type Resolved } from '../filtered.ts'
import type { Routes } from '../frame.ts'
import { sideBySide } from '../side-by-side.ts'
import { sqlFile } from '../sql.ts'

const parts = ['counts', 'indicators'] as const
/** What summary.sql gives. */
interface Found { version: number, as_of: string, borders_on: string | null, now: Figures, previous: Figures | null, last_year: Figures | null }

const withIndicators = <T extends Figures | null>(counted: T, measured: Figures | null): T =>
  (counted && { ...counted, indicators: { ...measured?.indicators, ...counted.indicators } })

const joined = (counted: Found, measured: Found): Summary => ({
  ...withIndicators(counted.now, measured.now), as_of: counted.as_of, borders_on: counted.borders_on,
  previous: withIndicators(counted.previous, measured.previous), last_year: withIndicators(counted.last_year, measured.last_year),
})

export default (async (app, { db }) => {
  const sql = await sqlFile('summary.sql')
  const answers = await createAnswers(db)
  app.addHook('onClose', () => answers.close())

  async function summaryOf(caller: Caller, resolved: Resolved): Promise<Summary> {
    const [counted, measured = counted] = await sideBySide(parts, async (wanted): Promise<Found> =>
      JSON.parse(await readBody(db, caller, sql, [resolved, JSON.stringify(wanted)])) as Found)
    if (counted === undefined || measured === undefined) throw new Error('a summary of no part')
    return joined(counted, measured)
  }

  app.get('/api/summary', {
    config: { authz: { roles: counters, scope: 'aggregate' } },
    schema: { querystring: queryOf({}), summary: '汇总 / Summary' },
  }, (request, reply) => {
    const [filter] = splitQuery(request.query as Record<string, unknown>, [])
    return answers.send(request, reply, 'application/json; charset=utf-8', JSON.stringify(['summary', filter]), async (caller) =>
      JSON.stringify(await summaryOf(caller, await resolveFilter(db, caller, filter))))
  })
}) satisfies Routes
