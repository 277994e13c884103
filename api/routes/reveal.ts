import { requireCaller } from '../authz.ts'
import { Reveal, Revealed } from '../contract/petitioner.ts'
import { notSignedIn } from '../errors.ts'
import type { Routes } from '../frame.ts'
import { revealIdentity } from '../identity.ts'
import { checkPassword } from '../sign-in.ts'

/** The one address that tells who petitions. No action of sql/actions: its answer must not be kept for a repeated key. */
export default (async (app, { db, config }) => {
  app.post('/api/actions/reveal', {
    config: {
      authz: { roles: ['office'], scope: 'area' },
      rateLimit: { max: config.signInPerMinute, timeWindow: '1 minute' },
    },
    schema: { body: Reveal, response: { 200: Revealed }, summary: '查看信访人身份 / Open an identity' },
  }, async (request, reply): Promise<Revealed> => {
    if (!request.signedIn) throw notSignedIn()
    const { petition_no: petitionNo, reason, password } = request.body
    await checkPassword(db, request.signedIn.username, password, request.id)
    void reply.header('cache-control', 'no-store')
    return await revealIdentity(db, requireCaller(request), petitionNo, reason, config.identityKey)
  })
}) satisfies Routes
