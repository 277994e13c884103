/**
 * Actions whose statement needs what SQL cannot make: a one-time password. Its hash goes into the statement, the
 * password itself only into the first answer, so it is kept nowhere.
 */
import { hashPassword, oneTimePassword } from './passwords.ts'

export interface Prepared {
  /** added to the body that the statement sees */
  forSql: Record<string, unknown>
  /** added to the first answer, never stored */
  reveal: Record<string, unknown>
}

async function withOneTimePassword(): Promise<Prepared> {
  const password = oneTimePassword()
  return { forSql: { password_hash: await hashPassword(password) }, reveal: { initial_password: password } }
}

/** By action name. */
export const preparations: Readonly<Record<string, () => Promise<Prepared>>> = {
  'create-account': withOneTimePassword,
  'reset-password': withOneTimePassword,
}
