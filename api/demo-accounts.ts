import type { Db } from './db/db.ts'
import { hashPassword } from './passwords.ts'

export const demoPassword = 'Demo-2026!'

export interface DemoScope { county: number, township: number, village: number, group: number }

/** The contract's ten accounts: username = role. `over` says whose units are the scope; administrators have none. */
export const demoAccounts: readonly { username: string, name: string, over: keyof DemoScope | null }[] = [
  { username: 'leader', name: '县领导（演示）', over: 'county' },
  { username: 'office', name: '信访局（演示）', over: 'county' },
  { username: 'township', name: '乡镇干部（演示）', over: 'township' },
  { username: 'village', name: '村干部（演示）', over: 'village' },
  { username: 'group', name: '村民小组长（演示）', over: 'group' },
  { username: 'planner', name: '规划人员（演示）', over: 'county' },
  { username: 'sysadmin', name: '系统管理员（演示）', over: null },
  { username: 'secadmin', name: '安全管理员（演示）', over: null },
  { username: 'auditor', name: '审计管理员（演示）', over: null },
  { username: 'wall', name: '指挥大屏（演示）', over: 'county' },
]

/**
 * Makes the demo accounts, all with the password `Demo-2026!` that never expires; again, it only renews their scopes.
 * For the fictional county alone: a real installation has no account whose password is known.
 */
export async function createDemoAccounts(db: Db, scopeOf: DemoScope): Promise<void> {
  const hash = await hashPassword(demoPassword)
  const rows = demoAccounts.map(({ username, name, over }) => ({ username, name, unit: over && scopeOf[over] }))
  await db.transaction(async (tx) => {
    await tx.query(`
      insert into account (username, display_name, role, password_hash, must_change, password_changed_at)
      select d.username, d.name, d.username, $2, false, 'infinity'
      from jsonb_to_recordset($1::jsonb) as d (username text, name text, unit int)
      on conflict (username) do nothing`, [JSON.stringify(rows), hash])
    await tx.query(`
      delete from account_scope where account_id in (
        select a.id from account a join jsonb_to_recordset($1::jsonb) as d (username text) on d.username = a.username)`,
    [JSON.stringify(rows)])
    await tx.query(`
      insert into account_scope (account_id, unit_id)
      select a.id, d.unit from jsonb_to_recordset($1::jsonb) as d (username text, unit int)
      join account a on a.username = d.username where d.unit is not null`, [JSON.stringify(rows)])
  })
}

/** Does this installation have them? The setting `DEMO` alone does not say so: it fills only an empty database. */
export async function hasDemoAccounts(db: Db): Promise<boolean> {
  const { rows } = await db.query(`select from account where username = 'leader' and password_changed_at = 'infinity'`)
  return rows.length > 0
}
