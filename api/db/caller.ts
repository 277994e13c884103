import type { Caller } from './db.ts'
import { DbError } from './db.ts'
import { paramText } from './params.ts'

/** Every role a request can have. Only these words reach SQL as an identifier; sql/roles.sql creates `rg_<role>` for each. */
export const callerRoles: ReadonlySet<string> = new Set([
  'leader', 'office', 'township', 'village', 'group', 'planner',
  'sysadmin', 'secadmin', 'auditor', 'wall', 'anonymous',
])

/** Values of the settings that policies read; '' stands for "none". */
function settingValues(caller: Caller): [string, string][] {
  for (const unit of caller.scopeUnits) {
    if (!Number.isSafeInteger(unit)) {
      throw new DbError(`辖区编号须为整数 / a scope unit must be a whole number: ${unit}`, '22023')
    }
  }
  return [
    ['app.account_id', caller.accountId ?? ''],
    ['app.role', caller.role],
    ['app.scope_units', caller.scopeUnits.length === 0 ? '' : `{${caller.scopeUnits.join(',')}}`],
    ['app.request_id', caller.requestId ?? ''],
  ]
}

/**
 * `set local role rg_…` for one transaction.
 *
 * @throws DbError 42704 for a role that is not on the list
 */
export function roleWords({ role }: Caller): string {
  if (callerRoles.has(role)) return `set local role rg_${role}`
  throw new DbError(`没有这个角色 / no such role: ${role}`, '42704', { hint: `one of ${[...callerRoles].join(', ')}` })
}

/**
 * One statement that tells the transaction who the caller is. All settings are always written, so that a value left
 * by the caller before is never seen; a policy must read them through nullif(current_setting(…, true), '').
 *
 * @throws DbError 22023 for a scope that is not made of whole numbers, 22021 for a NUL character
 */
export function callerSettings(caller: Caller): { text: string; values: (string | null)[] } {
  const settings = settingValues(caller)
  const calls = settings.map(([name], at) => `set_config('${name}', $${at + 1}, true)`)
  return { text: `select ${calls.join(', ')}`, values: settings.map(([, value]) => paramText(value)) }
}
