/** Base maps of others: the county's own style, and Tianditu's tiles by way of this server, so that its key stays here. */
import * as Type from 'typebox'
import { sendProblem } from '../answer-errors.ts'
import { tiandituLayers } from '../contract/basemap.ts'
import { roles } from '../contract/roles.ts'
import { notFound, Problem } from '../errors.ts'
import type { Routes } from '../frame.ts'

const authz = { roles, scope: 'none' } as const
const number = Type.Integer({ minimum: 0, maximum: 2 ** 18 - 1 })

const troubles = {
  refused: () => new Problem(502, 'tianditu_refused', '天地图没有接受密钥', 'Tianditu did not accept the key'),
  unreachable: () => new Problem(502, 'tianditu_unreachable', '天地图连不上', 'Tianditu does not answer'),
}

export default (async (app, { ownStyle, tianditu }) => {
  // as it is: a schema of another house's format would only leave parts out
  app.get('/api/basemap/style', { config: { authz } }, async (_request, reply) => {
    const sheet = ownStyle.sheet()
    if (!sheet) throw notFound()
    return reply.header('cache-control', 'private, no-cache').send(sheet)
  })

  app.get('/api/basemap/tianditu/:layer/:z/:x/:y', {
    config: { authz },
    schema: {
      params: Type.Object({
        layer: Type.Enum([...tiandituLayers]), z: Type.Integer({ minimum: 1, maximum: 18 }), x: number, y: number,
      }, { additionalProperties: false }),
    },
  }, async (request, reply) => {
    const answer = await tianditu?.tile(request.params) ?? 'none'
    if (answer === 'none') throw notFound()
    if (answer === 'busy') throw new Problem(503, 'busy', '底图请求过多，请稍后重试', 'too many tiles are waited for', { headers: { 'retry-after': '2' } })
    // told, not thrown: a map asks for dozens of tiles, and none of them is a fault of ours for the log
    if (typeof answer === 'string') return sendProblem(reply, troubles[answer](), request.id)
    return reply.header('content-type', answer.media).header('cache-control', 'private, max-age=86400').send(answer.bytes)
  })
}) satisfies Routes
