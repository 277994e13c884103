import type { Caller } from './db.ts'
import { DbError } from './db.ts'

/** Every role a request can have. Only these words reach SQL as an identifier; sql/roles.sql creates `rg_<role>` for each. */
export const callerRoles: ReadonlySet<string> = new Set([
  'leader', 'office', 'township', 'village', 'group', 'planner',
  'sysadmin', 'secadmin', 'auditor', 'wall', 'anonymous',
])

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * The statements that turn the session into the caller for one transaction, joined by `;`.
 * Settings are always all written, '' standing for "none": a policy must read them through nullif(…, ''), and a
 * value left by the caller before can never be seen.
 *
 * @throws DbError 42704 for a role that is not on the list, 22023 for a scope that is not made of whole numbers
 */
export function becomeCaller(caller: Caller): string {
  if (!callerRoles.has(caller.role)) {
    throw new DbError(`没有这个角色 / no such role: ${caller.role}`, '42704', {
      hint: `one of ${[...callerRoles].join(', ')}`,
    })
  }
  for (const unit of caller.scopeUnits) {
    if (!Number.isSafeInteger(unit)) {
      throw new DbError(`辖区编号须为整数 / a scope unit must be a whole number: ${unit}`, '22023')
    }
  }
  const scope = caller.scopeUnits.length === 0 ? '' : `{${caller.scopeUnits.join(',')}}`
  const settings = {
    'app.account_id': caller.accountId ?? '',
    'app.role': caller.role,
    'app.scope_units': scope,
    'app.request_id': caller.requestId ?? '',
  }
  const assignments = Object.entries(settings).map(([name, value]) => {
    if (value.includes('\0')) throw new DbError(`${name}: NUL`, '22021')
    return `set_config('${name}', ${quote(value)}, true)`
  })
  return `set local role rg_${caller.role}; select ${assignments.join(', ')}`
}
