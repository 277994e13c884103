import * as Type from 'typebox'
import { createAnswers } from '../answers.ts'
import { counters, queryOf } from '../contract/feed.ts'
import { MeasureList, MeasureQuery, measures } from '../contract/measures.ts'
import { notFound, Problem } from '../errors.ts'
import { readBody, resolveFilter, splitQuery } from '../filtered.ts'
import type { Routes } from '../frame.ts'
import { sqlFile, sqlFolder } from '../sql.ts'

const authz = { roles: counters, scope: 'aggregate' } as const

export default (async (app, { db }) => {
  const frame = await sqlFile('measure-rows.sql')
  const framed = new Map([...await sqlFolder('measures')].map(([name, sql]) => [name, frame.replace('{measure}', sql.trimEnd())]))
  const answers = await createAnswers(db)
  app.addHook('onClose', () => answers.close())

  app.get('/api/measures', { config: { authz }, schema: { response: { 200: MeasureList } } }, () => ({
    rows: Object.entries(measures).map(([name, { zh, en, unit, unitName }]) => ({
      name, title: zh, title_en: en, unit, unit_name: unitName.zh, unit_name_en: unitName.en,
    })),
  }))

  app.get('/api/measures/:name', {
    config: { authz },
    schema: { querystring: queryOf(MeasureQuery), params: Type.Object({ name: Type.String() }, { additionalProperties: false }) },
  }, (request, reply) => {
    const { name } = request.params
    const title = measures[name]
    const sql = framed.get(name)
    if (title === undefined || sql === undefined) throw notFound()
    const [filter, { by, level }] = splitQuery(request.query as Record<string, unknown>, ['by', 'level'])
    if ((by === 'unit') !== (level !== undefined)) {
      throw new Problem(400, 'bad_parameter', 'by=unit 时须给出 level（township、village、group），by=area 时不给',
        'give level (township, village, group) with by=unit and only then', { parameter: 'level' })
    }
    const key = by === 'area' ? 'area' : String(level)
    return answers.send(request, reply, 'application/json; charset=utf-8', JSON.stringify(['measure', name, key, filter]), async (caller) => {
      const body = await readBody(db, caller, sql, [await resolveFilter(db, caller, filter), key, title.unit])
      const said = { name, by, level: level ?? null }
      return `${JSON.stringify(said).slice(0, -1)},${body.slice(1)}`
    })
  })
}) satisfies Routes
