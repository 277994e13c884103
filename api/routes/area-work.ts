import { requireCaller } from '../authz.ts'
import { action as saving } from '../contract/actions/save-key-area.ts'
import { AreaCheck, AreaCheckQuestion, AreaShape, AreaShapeQuestion } from '../contract/area-work.ts'
import { readBody } from '../filtered.ts'
import type { Routes } from '../frame.ts'
import { sqlFile } from '../sql.ts'

/** What the area editor asks while somebody draws: nothing is written. */
export default (async (app, { db }) => {
  const [check, shape] = await Promise.all([sqlFile('area-check.sql'), sqlFile('area-shape.sql')])
  const authz = { roles: saving.roles, scope: 'area' } as const

  app.post('/api/area-checks', {
    config: { authz }, schema: { body: AreaCheckQuestion, response: { 200: AreaCheck }, summary: '核对边界 / Check a border' },
  }, async (request, reply) =>
    reply.header('cache-control', 'no-store').send(JSON.parse(await readBody(db, requireCaller(request), check, [JSON.stringify(request.body)])) as AreaCheck))

  app.post('/api/area-shapes', {
    config: { authz }, schema: { body: AreaShapeQuestion, response: { 200: AreaShape }, summary: '绘图运算 / One step of drawing' },
  }, async (request, reply) => reply.header('cache-control', 'no-store')
    .send(JSON.parse(await readBody(db, requireCaller(request), shape, [JSON.stringify(request.body)])) as { parts: unknown[] }))
}) satisfies Routes
