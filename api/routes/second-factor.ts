import { requireCaller } from '../authz.ts'
import { roles } from '../contract/roles.ts'
import { BeginSecondFactor, DropSecondFactor, ProveSecondFactor, RecoveryCodes, SecondFactorSecret } from '../contract/session.ts'
import { notSignedIn, Problem } from '../errors.ts'
import type { Routes } from '../frame.ts'
import { dropFactor, factorSealer, offerSecret, proveSecret } from '../second-factor.ts'
import { checkPassword } from '../sign-in.ts'
import { base32, otpauthAddress } from '../totp.ts'

const issuer = '区域治理一张图'
const needsIt = 'select needs_second_factor($1) as needed'

/** Each account's own second factor; a lost phone is the security administrator's business (reset-second-factor). */
export default (async (app, { db, config, sessions }) => {
  const sealer = factorSealer(config.identityKey)
  const own = {
    authz: { roles, scope: 'self', beforePasswordChange: true } as const,
    rateLimit: { max: config.signInPerMinute, timeWindow: '1 minute' },
  }

  app.post('/api/session/second-factor', {
    config: own, schema: { body: BeginSecondFactor, response: { 200: SecondFactorSecret } },
  }, async (request, reply): Promise<SecondFactorSecret> => {
    if (!request.signedIn) throw notSignedIn()
    const { username, accountId } = request.signedIn
    await checkPassword(db, username, request.body.password, request.id)
    const secret = await offerSecret(db, accountId, sealer)
    void reply.header('cache-control', 'no-store')
    return { secret: base32(secret), address: otpauthAddress(secret, username, issuer) }
  })

  app.post('/api/session/second-factor/proof', {
    config: own, schema: { body: ProveSecondFactor, response: { 200: RecoveryCodes } },
  }, async (request, reply): Promise<RecoveryCodes> => {
    const codes = await proveSecret(db, requireCaller(request), request.body.code, sealer)
    sessions.forget(request.signedIn?.tokenHash ?? '')
    void reply.header('cache-control', 'no-store')
    return { recovery_codes: codes }
  })

  app.post('/api/session/second-factor/off', {
    config: own, schema: { body: DropSecondFactor },
  }, async (request, reply) => {
    if (!request.signedIn) throw notSignedIn()
    const { username, role } = request.signedIn
    const { rows: [row] } = await db.query<{ needed: boolean }>(needsIt, [role])
    if (row?.needed) throw new Problem(409, 'second_factor_kept', '本角色须使用动态验证码', 'this role must keep its second factor')
    const account = await checkPassword(db, username, request.body.password, request.id)
    await dropFactor(db, requireCaller(request), account, request.body.code, sealer)
    sessions.forget(request.signedIn.tokenHash)
    return await reply.status(204).send()
  })
}) satisfies Routes
