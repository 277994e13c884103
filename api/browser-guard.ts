/** Against writes that another site makes a signed-in browser send, and against what a page may load or embed. */
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from './config.ts'
import { Problem } from './errors.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

function isOwnOrigin(origin: string, request: FastifyRequest, config: Config): boolean {
  if (origin === config.publicOrigin) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host } = new URL(origin)
  const own = `${protocol}//${request.headers.host ?? ''}`
  // parsed too: a browser leaves the default port out, other clients do not
  return URL.canParse(own) && new URL(own).host === host
}

/**
 * A write must come from our own pages or from a program: browsers always say where from (`Sec-Fetch-Site`,
 * `Origin`), programs say neither.
 */
export function refuseForeignWrites(app: FastifyInstance, config: Config): void {
  app.addHook('onRequest', async (request) => {
    if (safe.has(request.method)) return
    const site = request.headers['sec-fetch-site']
    const { origin } = request.headers
    const foreign = site !== undefined && site !== 'same-origin' && site !== 'none'
    if (foreign || (origin !== undefined && !isOwnOrigin(origin, request, config))) {
      throw new Problem(403, 'foreign_origin', '拒绝来自其他网站的写入', 'writes from another site are refused')
    }
    const type = request.headers['content-type']
    const wanted = request.routeOptions.config.multipart ? 'multipart/form-data' : 'application/json'
    if (!request.is404 && type !== undefined && type.split(';')[0]?.trim().toLowerCase() !== wanted) {
      throw new Problem(415, 'unsupported_type', `只接受 ${wanted}`, `send ${wanted}`)
    }
  })
}

/** The policy was measured with MapLibre GL 6 in Chromium: no blob:, no eval, no inline; `data:` for control icons. */
const contentSecurityPolicy = (origins: readonly string[]): string => [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", ["img-src 'self' data:", ...origins].join(' '), ["connect-src 'self'", ...origins].join(' '),
  "worker-src 'self'", "font-src 'self'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'",
].join(';')

/** @param origins hosts of a base map of the county's own, in one and the same array until they change */
export async function addSecurityHeaders(app: FastifyInstance, config: Config, origins: () => readonly string[]): Promise<void> {
  const https = config.publicOrigin?.startsWith('https://') ?? false
  await app.register(helmet, {
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  })
  // helmet would put the policy together anew for every tile
  let of = origins()
  let policy = contentSecurityPolicy(of)
  app.addHook('onRequest', async (_request, reply) => {
    if (of !== origins()) policy = contentSecurityPolicy(of = origins())
    reply.header('content-security-policy', policy)
  })
}
