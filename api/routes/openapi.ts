import { docsPage, docsStyle, type Document } from '../docs-page.ts'
import type { Routes } from '../frame.ts'

const config = { authz: { roles: 'public', scope: 'none' } } as const

/** The description of the interface: for programs as OpenAPI 3.1, for people as a page. It holds no data. */
export default (async (app) => {
  const document = (): Document => JSON.parse(JSON.stringify(app.swagger())) as Document
  app.get('/api/openapi.json', { config, schema: { summary: '本说明 / this description' } }, () => document())
  app.get('/api/docs', { config, schema: { summary: '接口说明页 / this page' } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(docsPage(document())))
  app.get('/api/docs/style.css', { config, schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(docsStyle))
}) satisfies Routes
