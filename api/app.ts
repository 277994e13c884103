/** The web application without a process around it: what main.ts serves and what tests inject requests into. */
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import fastify, { LogController } from 'fastify'
import { answerErrors, readableUrl } from './answer-errors.ts'
import { collectRules, enforceRules } from './authz.ts'
import { openOwnStyle, type OwnStyle } from './basemap/own-style.ts'
import { Tianditu } from './basemap/tianditu.ts'
import { addSecurityHeaders, refuseForeignWrites } from './browser-guard.ts'
import type { Config } from './config.ts'
import type { Db } from './db/db.ts'
import { Problem } from './errors.ts'
import { HeldFiles, sweepUploads } from './importers/held-files.ts'
import type { App, Frame, Routes, TypeBoxProvider } from './frame.ts'
import { readJsonOnly } from './json-body.ts'
import { measureRequests } from './metrics.ts'
import { addOpenApi } from './openapi.ts'
import { logRequests } from './request-log.ts'
import { createSessions, resolveCallers } from './session.ts'
import { answerUnread } from './unread-requests.ts'
import { validatorCompiler } from './validators.ts'

export interface AppOptions {
  db: Db
  config: Config
  /** the county's own base map, where it was opened already */
  ownStyle?: OwnStyle
  /** routes of a test beside those of the folder */
  extraRoutes?: Routes[]
}

const megabyte = 1_048_576

/** Every `api/routes/*.ts` is a plugin; adding an address is adding a file. */
async function addRoutes(app: App, frame: Frame, extra: Routes[]): Promise<void> {
  const folder = new URL('./routes/', import.meta.url)
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort()
  for (const file of files) {
    const module: { default?: Routes } = await import(new URL(file, folder).href)
    if (typeof module.default !== 'function') throw new Error(`api/routes/${file}: 缺少默认导出的函数 / has no default export`)
    await app.register(module.default, frame)
  }
  for (const routes of extra) await app.register(routes, frame)
}

/** Requests that must be answered however busy the machine is. */
const alwaysAnswered = new Set(['/healthz', '/readyz', '/metrics', '/api/events'])

async function refuseUnderPressure(app: App, { overloadMs }: Config): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: overloadMs,
    pressureHandler: (request) => {
      const { url = '' } = request.routeOptions
      // the base map comes from memory or from elsewhere, and a hole in it stays on screen
      if (alwaysAnswered.has(url) || url.startsWith('/api/basemap')) return
      throw new Problem(503, 'overloaded', '服务器繁忙，请稍后重试', 'the server is overloaded, try again shortly', {
        headers: { 'retry-after': '3' },
      })
    },
  })
}

/**
 * Builds the application over an open and migrated database. It neither listens nor closes the database.
 *
 * @throws Error when a route lacks its rule, or an action its contract: a program half guarded must not start
 * @throws ConfigError for a base map that cannot be used
 */
export async function buildApp({ db, config, ownStyle: opened, extraRoutes = [] }: AppOptions): Promise<App> {
  const ownStyle = opened ?? await openOwnStyle(config)
  const app = fastify({
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: 256 * 1024,
    // an upload over a slow line takes minutes; small bodies are held by bodyLimit
    requestTimeout: 300_000,
    http: { headersTimeout: 15_000 },
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    rewriteUrl: readableUrl,
    clientErrorHandler: answerUnread,
    trustProxy: false,
  }).withTypeProvider<TypeBoxProvider>()
  app.setValidatorCompiler(validatorCompiler())
  answerErrors(app)
  logRequests(app)
  readJsonOnly(app)
  const none: readonly string[] = []
  await addSecurityHeaders(app, config, () => ownStyle.sheet()?.origins ?? none)
  await refuseUnderPressure(app, config)
  await app.register(cookie, { secret: config.cookieSecret })
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) => new Problem(429, 'too_many_requests', '请求过于频繁，请稍后再试',
      'too many requests, try again later', { headers: { 'retry-after': String(Math.ceil(ttl / 1000)) } }),
  })
  await app.register(multipart, { limits: { fileSize: 512 * megabyte, files: 1, fields: 40, fieldSize: 64 * 1024, parts: 50 } })
  const sessions = createSessions(db, config)
  refuseForeignWrites(app, config)
  resolveCallers(app, sessions)
  collectRules(app)
  enforceRules(app, db)
  await addOpenApi(app)
  measureRequests(app)
  sweepUploads()
  const files = new HeldFiles()
  app.addHook('onClose', () => files.close())
  const { tiandituKey: key, tiandituUrl: url } = config
  const tianditu = key === undefined ? null : new Tianditu({ key, url })
  await addRoutes(app, { db, config, sessions, files, ownStyle, tianditu }, extraRoutes)
  await app.ready()
  return app
}
