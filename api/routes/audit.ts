import * as Type from 'typebox'
import { requireCaller } from '../authz.ts'
import { AuditQuery, AuditRow } from '../contract/audit.ts'
import type { Routes } from '../frame.ts'

const select = `
  select seq, to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') as at,
    account_name(account_id) as username, role, action, subject_kind, subject_id, request_id, detail,
    encode(hash, 'hex') as hash
  from audit
  where county_code = installation_county() and ($1::bigint is null or seq < $1::bigint)
    and ($2::date is null or at >= $2::date::timestamp at time zone 'Asia/Shanghai')
    and ($3::date is null or at < ($3::date + 1)::timestamp at time zone 'Asia/Shanghai')
    and ($4::text is null or action = $4)
  order by seq desc limit $5::int`

/** The log, for the auditor alone; reading the log is in the log. */
export default (async (app, { db }) => {
  app.get('/api/audit', {
    config: { authz: { roles: ['auditor'], scope: 'none', audit: true } },
    schema: {
      querystring: AuditQuery,
      response: { 200: Type.Object({ rows: Type.Array(AuditRow), next: Type.Union([Type.Integer(), Type.Null()]) }) },
    },
  }, async (request, reply) => {
    const { cursor, from, to, action, limit } = request.query
    const { rows } = await db.read<AuditRow>(requireCaller(request), select, [cursor, from, to, action, limit])
    void reply.header('cache-control', 'no-store')
    return { rows, next: rows.length === limit ? rows.at(-1)?.seq ?? null : null }
  })
}) satisfies Routes
