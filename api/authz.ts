/**
 * Who may call an address. Every route carries `config.authz`; one without it makes the program refuse to start.
 * Which *rows* a caller sees is decided by sql/policies.sql alone.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as Type from 'typebox'
import type { Caller, Db } from './db/db.ts'
import type { Role } from './contract/roles.ts'
import { notAllowed, notSignedIn, Problem } from './errors.ts'
import { recordAudit } from './audit.ts'
import type { SignedIn } from './session.ts'

export interface Authz {
  /** roles that may call it; `public` asks for no sign-in at all */
  roles: readonly Role[] | 'public'
  /** what the rows that it shows are bound to: nothing, the caller's units, counts only, the caller himself */
  scope: 'none' | 'area' | 'aggregate' | 'self'
  /** an audit row is written before the answer: reading details, exporting, revealing */
  audit?: boolean
  /** open to a caller whose password must be changed, or second factor turned on, first */
  beforePasswordChange?: boolean
}

declare module 'fastify' {
  interface FastifyContextConfig {
    authz?: Authz
    /** takes multipart/form-data instead of JSON */
    multipart?: boolean
  }
  interface FastifyRequest {
    signedIn: SignedIn | null
  }
  interface FastifyInstance {
    /** every address with its rule, for 405, the OpenAPI document and the matrix test */
    guardedAddresses: Address[]
  }
}

export interface Address {
  method: string
  url: string
  authz: Authz
}

/** @throws Problem 401 when nobody is signed in */
export function requireCaller(request: FastifyRequest): Caller {
  if (!request.signedIn) throw notSignedIn()
  return callerOf(request.signedIn, request)
}

export const callerOf = (signedIn: SignedIn, request: FastifyRequest): Caller => ({
  accountId: signedIn.accountId, role: signedIn.role, scopeUnits: signedIn.scopeUnits, requestId: request.id,
})

/** An address that declares no parameters takes none: a misspelt filter must not silently show everything. */
const noParameters = Type.Object({}, { additionalProperties: false })

/** Collects the rules while routes are added. @throws Error for a route without one: the program must not start */
export function collectRules(app: FastifyInstance): void {
  app.decorate('guardedAddresses', [])
  app.addHook('onRoute', (route) => {
    const authz = route.config?.authz
    route.schema = { querystring: noParameters, ...route.schema }
    for (const method of [route.method].flat()) {
      const address = `${method} ${route.url}`
      if (!authz) throw new Error(`${address}: 没有访问规则，程序不启动 / has no authz rule, so the program does not start`)
      if (method === 'POST' && !route.config?.multipart && !route.schema.body) {
        throw new Error(`${address}: 没有内容格式，程序不启动 / has no body schema, so the program does not start`)
      }
      app.guardedAddresses.push({ method, url: route.url, authz })
    }
  })
}

/** Checks role, token kind and password age before any body is read; writes the audit row before any handler runs. */
export function enforceRules(app: FastifyInstance, db: Db): void {
  app.addHook('onRequest', async (request) => {
    const authz = request.routeOptions.config.authz
    if (request.is404 || authz?.roles === 'public') return
    if (!authz) throw notAllowed()
    const { signedIn } = request
    if (!signedIn) throw notSignedIn()
    if (signedIn.byToken && !['GET', 'HEAD'].includes(request.method)) {
      throw notAllowed('程序令牌只能读取', 'a token for programs reads only')
    }
    if (signedIn.mustChange && !authz.beforePasswordChange) {
      throw new Problem(403, 'password_change_required', '请先修改口令', 'change your password first')
    }
    if (signedIn.mustEnrol && !authz.beforePasswordChange) {
      throw new Problem(403, 'second_factor_required', '请先启用动态验证码', 'turn the second factor on first')
    }
    if (!authz.roles.includes(signedIn.role)) throw notAllowed()
  })
  app.addHook('preHandler', async (request) => {
    const authz = request.routeOptions.config.authz
    if (!authz?.audit || request.is404) return
    await recordAudit(db, requireCaller(request), {
      action: `${request.method} ${request.routeOptions.url ?? ''}`.slice(0, 80),
      subjectKind: 'address',
      subjectId: request.url.split('?')[0] ?? '',
      detail: { query: request.query },
    })
  })
}
