import { recordAuditIn } from './audit.ts'
import type { Db } from './db/db.ts'
import { hashPassword, oneTimePassword } from './passwords.ts'

export const administratorRoles = ['sysadmin', 'secadmin', 'auditor'] as const
export type AdministratorRole = (typeof administratorRoles)[number]

export interface NewAdministrator { username: string, displayName: string, role: AdministratorRole }

/**
 * Makes one of the three administrators from the machine itself, with a one-time password. All other accounts are
 * made in the application, by two of the three together.
 *
 * @returns the one-time password, kept nowhere
 * @throws Error when the username is taken; DbError 23514 for one that is not 2-40 of a-z 0-9 . _ -
 */
export async function createAdministrator(db: Db, { username, displayName, role }: NewAdministrator): Promise<string> {
  const password = oneTimePassword()
  const hash = await hashPassword(password)
  await db.transaction(async (tx) => {
    const { affected } = await tx.query(`
      insert into account (username, display_name, role, password_hash) values ($1, $2, $3, $4)
      on conflict (username) do nothing`, [username, displayName, role, hash])
    if (affected === 0) {
      throw new Error(`用户名 ${username} 已存在；重置口令请加 --reset / username ${username} exists; add --reset for a new password`)
    }
    await recordAuditIn(tx, { action: 'create-user', subjectKind: 'account', subjectId: username, detail: { role } })
  })
  return password
}

/** A new one-time password for any account, from the machine itself. @throws Error when there is no such account */
export async function resetFromMachine(db: Db, username: string): Promise<string> {
  const password = oneTimePassword()
  const hash = await hashPassword(password)
  await db.transaction(async (tx) => {
    const { affected } = await tx.query(`
      update account set password_hash = $2, must_change = true, failed_count = 0, locked_until = null, disabled_at = null
      where username = $1`, [username, hash])
    if (affected === 0) throw new Error(`没有账号 ${username} / there is no account ${username}`)
    await recordAuditIn(tx, { action: 'reset-from-machine', subjectKind: 'account', subjectId: username })
  })
  return password
}
