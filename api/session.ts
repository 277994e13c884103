/**
 * Who is asking: the session cookie or bearer token of a request, resolved to account, role and scope.
 * Answers are remembered for two seconds, so a right that is taken away is gone within two seconds everywhere.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from './config.ts'
import type { Db } from './db/db.ts'
import type { Role } from './contract/roles.ts'
import { hashToken } from './tokens.ts'

export interface SignedIn {
  accountId: string
  username: string
  displayName: string
  role: Role
  scopeUnits: number[]
  mustChange: boolean
  /** the settings ask for a second factor of this role, and the account has none yet */
  mustEnrol: boolean
  /** ISO instant */
  expiresAt: string
  /** a bearer token of a program: reads only */
  byToken: boolean
  /** SHA-256 of the token, hex: ends this session and no other */
  tokenHash: string
}

const rememberMs = 2_000
/** A session's last use is written at most once a minute: thousands of tile requests must not be thousands of writes. */
const resolveSession = `
  select a.id as "accountId", a.username, a.display_name as "displayName", a.role,
    array(select unit_id from account_scope where account_id = a.id order by unit_id) as "scopeUnits",
    a.must_change or a.password_changed_at < now() - interval '90 days' as "mustChange",
    a.totp_secret is null and needs_second_factor(a.role) as "mustEnrol",
    to_char(s.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "expiresAt",
    s.seen_at < now() - interval '1 minute' as stale
  from session s join account a on a.id = s.account_id join role r on r.code = a.role
  where s.token_hash = $1 and s.expires_at > now() and a.disabled_at is null
    and (r.idle_minutes is null or s.seen_at > now() - make_interval(mins => r.idle_minutes))`
const resolveToken = `
  select a.id as "accountId", a.username, a.display_name as "displayName", a.role,
    array(select unit_id from account_scope where account_id = a.id order by unit_id) as "scopeUnits",
    a.must_change as "mustChange", false as "mustEnrol",
    to_char(t.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "expiresAt",
    t.used_at is null or t.used_at < now() - interval '1 minute' as stale
  from api_token t join account a on a.id = t.account_id
  where t.token_hash = $1 and t.expires_at > now() and a.disabled_at is null and a.role is not null`
const touchSession = 'update session set seen_at = now() where token_hash = $1'
const touchToken = 'update api_token set used_at = now() where token_hash = $1'

type Row = Omit<SignedIn, 'byToken' | 'tokenHash'> & { stale: boolean }

export interface Sessions {
  resolve(request: FastifyRequest): Promise<SignedIn | null>
  /** Asks again at the next request: after a sign-out or a change of password. */
  forget(tokenHash: string): void
  /** Resolves a known session anew, for streams that outlive a request; an open stream is no use that keeps it alive. */
  again(signedIn: SignedIn): Promise<SignedIn | null>
  setCookie(reply: FastifyReply, token: string, maxAgeSeconds: number): void
  clearCookie(reply: FastifyReply): void
}

export function createSessions(db: Db, config: Config): Sessions {
  const secure = config.publicOrigin?.startsWith('https://') ?? false
  const cookieName = secure ? '__Host-sid' : 'sid'
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure, signed: true } as const
  const remembered = new Map<string, { until: number, answer: Promise<SignedIn | null> }>()
  const hashes = new Map<string, string>()

  /** Hash of the token in a cookie that we signed; checking the signature again for every tile of a map costs a tenth of it. */
  function hashOfCookie(request: FastifyRequest, cookie: string): string | null {
    const known = hashes.get(cookie)
    if (known !== undefined) return known
    const { valid, value } = request.unsignCookie(cookie)
    if (!valid) return null
    if (hashes.size > 5_000) hashes.clear()
    const hash = hashToken(value).toString('hex')
    hashes.set(cookie, hash)
    return hash
  }

  async function look(tokenHash: string, byToken: boolean, inUse: boolean): Promise<SignedIn | null> {
    const hash = Buffer.from(tokenHash, 'hex')
    const { rows: [row] } = await db.query<Row>(byToken ? resolveToken : resolveSession, [hash])
    if (!row) return null
    const { stale, ...known } = row
    if (stale && inUse) await db.query(byToken ? touchToken : touchSession, [hash])
    return { ...known, byToken, tokenHash }
  }

  function remember(tokenHash: string, byToken: boolean, inUse = true): Promise<SignedIn | null> {
    const now = performance.now()
    const entry = remembered.get(tokenHash)
    if (entry && entry.until > now) return entry.answer
    if (remembered.size > 5_000) remembered.clear()
    const answer = look(tokenHash, byToken, inUse)
    remembered.set(tokenHash, { until: now + rememberMs, answer })
    answer.catch(() => remembered.delete(tokenHash))
    return answer
  }

  return {
    async resolve(request) {
      const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1]
      if (bearer) return await remember(hashToken(bearer).toString('hex'), true)
      const cookie = request.cookies[cookieName]
      if (!cookie) return null
      const hash = hashOfCookie(request, cookie)
      return hash === null ? null : await remember(hash, false)
    },
    forget: (tokenHash) => { remembered.delete(tokenHash) },
    again: ({ tokenHash, byToken }) => remember(tokenHash, byToken, false),
    setCookie: (reply, token, maxAge) => { reply.setCookie(cookieName, token, { ...options, maxAge }) },
    clearCookie: (reply) => { reply.clearCookie(cookieName, options) },
  }
}

/** Puts the caller on every request that asks for a non-public address. */
export function resolveCallers(app: FastifyInstance, sessions: Sessions): void {
  app.decorateRequest('signedIn', null)
  app.addHook('onRequest', async (request) => {
    if (request.is404 || request.routeOptions.config.authz?.roles === 'public') return
    request.signedIn = await sessions.resolve(request)
  })
}
