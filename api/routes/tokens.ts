import * as Type from 'typebox'
import { recordAuditIn } from '../audit.ts'
import { requireCaller } from '../authz.ts'
import { NewToken, TokenRow } from '../contract/session.ts'
import { notFound } from '../errors.ts'
import type { Routes } from '../frame.ts'
import { makeToken } from '../tokens.ts'

const config = {
  authz: { roles: ['leader', 'office', 'township', 'village', 'group', 'planner', 'auditor'], scope: 'self' },
} as const
const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
const columns = `id, name, ${instant('created_at')} as created_at, ${instant('expires_at')} as expires_at,
  ${instant('used_at')} as used_at`

/**
 * Named tokens for programs such as QGIS: they read what their owner may read, until they expire.
 * No Idempotency-Key here: the answer holds the token, and an answer that is kept would keep it too.
 */
export default (async (app, { db }) => {
  app.get('/api/tokens', { config, schema: { response: { 200: Type.Object({ rows: Type.Array(TokenRow) }) } } },
    async (request) => {
      const { rows } = await db.read<TokenRow>(requireCaller(request), `select ${columns} from api_token order by created_at, id`)
      return { rows }
    })

  app.post('/api/tokens', {
    config,
    schema: { body: NewToken, response: { 201: Type.Object({ token: Type.String(), ...TokenRow.properties }) } },
  }, async (request, reply) => {
    const caller = requireCaller(request)
    const { name, days } = request.body
    const { token, hash } = makeToken('rgt_')
    const row = await db.as(caller, async (tx) => {
      const { rows: [made] } = await tx.query<TokenRow>(
        `insert into api_token (token_hash, account_id, name, expires_at)
         values ($1, caller_account(), $2, now() + make_interval(days => $3)) returning ${columns}`, [hash, name, days])
      await recordAuditIn(tx, { action: 'create-token', subjectKind: 'api_token', subjectId: made?.id, detail: { days } })
      return made
    })
    if (!row) throw notFound()
    return await reply.status(201).header('cache-control', 'no-store').send({ token, ...row })
  })

  app.delete('/api/tokens/:id', {
    config, schema: { params: Type.Object({ id: Type.String({ format: 'uuid' }) }) },
  }, async (request, reply) => {
    const { id } = request.params
    await db.as(requireCaller(request), async (tx) => {
      const { affected } = await tx.query('delete from api_token where id = $1', [id])
      if (affected === 0) throw notFound()
      await recordAuditIn(tx, { action: 'delete-token', subjectKind: 'api_token', subjectId: id })
    })
    return await reply.status(204).send()
  })
}) satisfies Routes
