import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import serveFiles from '@fastify/static'
import * as Type from 'typebox'
import { notFound } from '../errors.ts'
import type { Routes } from '../frame.ts'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))

/** Files of the built web app by address; empty before the first build. */
async function builtFiles(): Promise<Set<string>> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true }).catch(() => [])
  return new Set(entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) =>
    `${parentPath.slice(dist.length)}/${name}`.replaceAll('\\', '/').slice(1)))
}

const notPages = /^(-|api|tiles|ogc|healthz|readyz|metrics)(\/|$)/

/** The web app: its files as they are, and its front page for every address that the app itself understands. */
export default (async (app) => {
  const files = await builtFiles()
  await app.register(serveFiles, { root: dist, serve: false, preCompressed: true, suppressWarning: true })
  app.get('/*', {
    config: { authz: { roles: 'public', scope: 'none' } },
    // the app keeps its filter in the address; the server does not read it here
    schema: { querystring: Type.Object({}), hide: true },
  }, async (request, reply) => {
    const path = decodeURIComponent(request.url.split('?')[0] ?? '/').slice(1)
    if (notPages.test(path)) {
      reply.callNotFound()
      return await reply
    }
    if (files.has(path)) {
      // a worker fetches by the policy that came with its own file: kept for ever, it would not hear of another base map
      const forever = path.startsWith('assets/') && !path.includes('worker')
      // the browser asks for the page's sign whenever the address changes, and the map's address changes with each move
      return await reply.sendFile(path, dist, { maxAge: forever ? '365d' : path.endsWith('.svg') ? '1d' : 0, immutable: forever })
    }
    const isPage = !/\.[a-z0-9]+$/i.test(path)
    if (!isPage || !files.has('index.html')) throw notFound()
    return await reply.sendFile('index.html', dist, { maxAge: 0, cacheControl: true })
  })
}) satisfies Routes
