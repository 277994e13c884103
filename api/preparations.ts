/**
 * Actions that need what SQL cannot make: a one-time password, or an identity that the database must not see in the
 * clear. The password's hash goes into the statement, the password itself only into the first answer.
 */
import type { ActionResult } from './contract/action.ts'
import type { Petitioner } from './contract/petitioner.ts'
import type { Tx } from './db/db.ts'
import { keepIdentity } from './identity.ts'
import { hashPassword, oneTimePassword } from './passwords.ts'

export interface Prepared {
  /** laid over the body that the statement sees; `undefined` takes a member away from it */
  forSql: Record<string, unknown>
  /** added to the first answer, never stored */
  reveal?: Record<string, unknown>
  /** after the statement, in its transaction */
  finish?(tx: Tx, result: ActionResult): Promise<void>
}

type Prepare = (body: Record<string, unknown>, identityKey: string) => Promise<Prepared>

const withOneTimePassword: Prepare = async () => {
  const password = oneTimePassword()
  return { forSql: { password_hash: await hashPassword(password) }, reveal: { initial_password: password } }
}

const withoutIdentity: Prepare = async ({ petitioner }, identityKey) => ({
  forSql: { petitioner: undefined },
  async finish(tx, { petition_no: petitionNo }) {
    if (petitioner !== undefined) await keepIdentity(tx, String(petitionNo), petitioner as Petitioner, identityKey)
  },
})

/** By action name. */
export const preparations: Readonly<Record<string, Prepare>> = {
  'create-account': withOneTimePassword,
  'reset-password': withOneTimePassword,
  'register-petition': withoutIdentity,
}
