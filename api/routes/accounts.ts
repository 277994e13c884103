import * as Type from 'typebox'
import { requireCaller } from '../authz.ts'
import { AccountRow } from '../contract/account.ts'
import type { Routes } from '../frame.ts'

const select = (scope: string): string => `
  select id, username, display_name, role, ${scope} as units, must_change, coalesce(locked_until > now(), false) as locked,
    disabled_at is not null as disabled, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created_at
  from account a order by username`
const withScope = select(`array(select u.code from account_scope s join admin_unit u on u.id = s.unit_id
  where s.account_id = a.id union select unnest(a.scope_codes) order by 1)`)
// the system administrator has no grant on scopes: who may see what is not his business
const withoutScope = select(`'{}'::text[]`)

/** The accounts, for the two administrators who keep them. Writes are actions. */
export default (async (app, { db }) => {
  app.get('/api/accounts', {
    config: { authz: { roles: ['sysadmin', 'secadmin'], scope: 'none' } },
    schema: { response: { 200: Type.Object({ rows: Type.Array(AccountRow) }) } },
  }, async (request, reply) => {
    const caller = requireCaller(request)
    const { rows } = await db.read<AccountRow>(caller, caller.role === 'secadmin' ? withScope : withoutScope)
    void reply.header('cache-control', 'no-store')
    return { rows }
  })
}) satisfies Routes
