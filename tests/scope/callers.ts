import { createHash } from 'node:crypto'
import type { Caller } from '../../api/db/db.ts'
import { unitBy } from './places.ts'

export interface Account { name: string, role: string, scope: readonly string[], disabled: boolean }

/** A uuid that follows from the account's name. */
export function accountId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const account = (name: string, role: string, scope: readonly string[], disabled = false): Account => ({ name, role, scope, disabled })

/** Who asks. Roles of the county see K; the clerk has two units in two townships; somebody of county X asks too. */
export const accounts: readonly Account[] = [
  account('leader', 'leader', ['K']),
  account('wall', 'wall', ['K']),
  account('office', 'office', ['K']),
  account('townshipA', 'township', ['A']),
  account('villageA1', 'village', ['A1']),
  account('groupA1a', 'group', ['A1a']),
  account('planner', 'planner', ['K']),
  account('sysadmin', 'sysadmin', []),
  account('secadmin', 'secadmin', []),
  account('auditor', 'auditor', []),
  account('clerk', 'township', ['A2', 'B']),
  // roles that usually have a county, with less; and roles that usually have less, with more
  account('officeA', 'office', ['A']),
  account('plannerA1', 'planner', ['A1']),
  account('leaderB', 'leader', ['B']),
  account('wallA', 'wall', ['A']),
  account('villageA', 'village', ['A']),
  account('officeX', 'office', ['X']),
  account('nowhere', 'office', []),
  account('expired', 'township', ['A']),
  account('disabled', 'township', ['A'], true),
]

/** Whom the database knows as nobody: no sign-in, one that ran out, an account that was disabled. */
const strangers: ReadonlySet<string> = new Set(['anonymous', 'expired', 'disabled'])
export const isStranger = (name: string): boolean => strangers.has(name)

export const anonymous: Account = account('anonymous', 'anonymous', [])
/** The callers of the matrix on the database, which never hears of an expired session. */
export const databaseCallers: readonly Account[] = [anonymous, ...accounts.filter(({ name }) => !isStranger(name))]
export const everyCaller: readonly Account[] = [anonymous, ...accounts]

export const callerOf = ({ name, role, scope }: Account): Caller => ({
  role, accountId: role === 'anonymous' ? null : accountId(name), scopeUnits: scope.map((tag) => unitBy(tag).id), requestId: 'matrix',
})
/** Those of them whom the addresses are asked as: one of each role, and the odd ones. */
export const addressCallers: readonly Account[] = everyCaller.filter(({ name }) => !['leaderB', 'villageA', 'wallA', 'plannerA1'].includes(name))
