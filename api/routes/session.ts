import { requireCaller } from '../authz.ts'
import { recordAudit } from '../audit.ts'
import { roles } from '../contract/roles.ts'
import { ChangePassword, Session, SignIn, TourSeen } from '../contract/session.ts'
import { notSignedIn } from '../errors.ts'
import type { Routes } from '../frame.ts'
import { factorSealer } from '../second-factor.ts'
import { changePassword, signIn } from '../sign-in.ts'

const own = { authz: { roles, scope: 'self', beforePasswordChange: true } } as const

const describeSession = `
  select jsonb_build_object(
    'user', jsonb_build_object('id', a.id, 'username', a.username, 'display_name', a.display_name),
    'role', a.role, 'tour_seen', a.tour_seen_at is not null,
    'second_factor', jsonb_build_object('on', a.totp_secret is not null, 'required', needs_second_factor(a.role),
      'codes_left', cardinality(a.recovery_marks)),
    'role_name', jsonb_build_object('zh', r.name_zh, 'en', r.name_en),
    'scope', coalesce((
      select jsonb_agg(jsonb_build_object('id', u.id, 'code', u.code, 'name', u.name, 'level', u.level)
        order by level_rank(u.level), u.code collate "C")
      from account_scope s join admin_unit u on u.id = s.unit_id where s.account_id = a.id), '[]')
  ) as session
  from account a join role r on r.code = a.role where a.id = $1`

export default (async (app, { db, config, sessions, files }) => {
  const rateLimit = {
    max: config.signInPerMinute, timeWindow: '1 minute', hook: 'preHandler' as const,
    keyGenerator: ({ ip, body }: { ip: string, body: unknown }): string =>
      `${ip} ${typeof body === 'object' && body !== null && 'username' in body ? String(body.username) : ''}`,
  }
  const sealer = factorSealer(config.identityKey)
  const describe = async (signedIn: { accountId: string, mustChange: boolean, expiresAt: string }): Promise<Session> => {
    const { rows: [row] } = await db.query<{ session: Omit<Session, 'unit' | 'must_change_password' | 'expires_at'> }>(
      describeSession, [signedIn.accountId])
    if (!row) throw notSignedIn()
    const { session } = row
    return {
      ...session, unit: session.scope[0] ?? null, must_change_password: signedIn.mustChange, expires_at: signedIn.expiresAt,
    }
  }

  app.post('/api/session', {
    config: { authz: { roles: 'public', scope: 'none' }, rateLimit },
    schema: { body: SignIn },
  }, async (request, reply) => {
    const { token, maxAgeSeconds } = await signIn(db, request.body, sealer, request.id)
    sessions.setCookie(reply, token, maxAgeSeconds)
    return await reply.status(204).send()
  })

  app.get('/api/session', { config: own, schema: { response: { 200: Session } } }, async (request, reply) => {
    if (!request.signedIn) throw notSignedIn()
    void reply.header('cache-control', 'no-store')
    return await describe(request.signedIn)
  })

  app.delete('/api/session', { config: own }, async (request, reply) => {
    const { tokenHash = '' } = request.signedIn ?? {}
    await recordAudit(db, requireCaller(request), { action: 'sign-out' })
    await db.query('delete from session where token_hash = $1', [Buffer.from(tokenHash, 'hex')])
    sessions.forget(tokenHash)
    await files.forget(tokenHash)
    sessions.clearCookie(reply)
    return await reply.status(204).header('clear-site-data', '"cache", "storage"').send()
  })

  app.post('/api/session/tour', { config: own, schema: { body: TourSeen } }, async (request, reply) => {
    await db.query('update account set tour_seen_at = now() where id = $1 and tour_seen_at is null', [requireCaller(request).accountId])
    return await reply.status(204).send()
  })

  app.post('/api/session/password', {
    config: { ...own, rateLimit: { ...rateLimit, keyGenerator: ({ ip }: { ip: string }) => ip } },
    schema: { body: ChangePassword },
  }, async (request, reply) => {
    if (!request.signedIn) throw notSignedIn()
    const { username, tokenHash } = request.signedIn
    const { password, new_password: newPassword } = request.body
    const { token, maxAgeSeconds } = await changePassword(db, username, password, newPassword, request.id)
    sessions.forget(tokenHash)
    sessions.setCookie(reply, token, maxAgeSeconds)
    return await reply.status(204).send()
  })
}) satisfies Routes
