/**
 * Opening a session and changing a password. Runs as the owner: nobody is signed in yet.
 * A refusal is the same for an unknown name, a wrong password, a locked and a disabled account, and takes as long.
 */
import { recordAudit } from './audit.ts'
import type { Caller, Db } from './db/db.ts'
import { Problem } from './errors.ts'
import { hashPassword, passwordFault, verifyNothing, verifyPassword } from './passwords.ts'
import type { Sealer } from './sealing.ts'
import { useCode, type Factor } from './second-factor.ts'
import { makeToken } from './tokens.ts'

export interface OpenedSession {
  token: string
  maxAgeSeconds: number
}

interface Account extends Factor { role: string | null, password_hash: string, password_history: string[], disabled: boolean }

const nobody = (requestId: string): Caller => ({ accountId: null, role: 'anonymous', scopeUnits: [], requestId })

const refused = (): Problem => new Problem(401, 'sign_in_refused', '用户名或口令不对，或账号已锁定（30 分钟）或停用',
  'wrong username or password, or the account is locked (30 minutes) or disabled')

/** Counts the attempt before the password is looked at, so that attempts sent together cannot outrun the lock. */
const countAttempt = `
  update account set
    failed_count = case when locked_until <= now() then 1 else failed_count + 1 end,
    locked_until = case when (case when locked_until <= now() then 1 else failed_count + 1 end) >= 5
      then now() + interval '30 minutes' end
  where username = $1 and (locked_until is null or locked_until <= now())
  returning id, role, password_hash, password_history, totp_secret, totp_step, disabled_at is not null as disabled`

const openSession = `
  insert into session (token_hash, account_id, expires_at)
  select $1, a.id, now() + make_interval(hours => r.session_hours)
  from account a join role r on r.code = a.role where a.id = $2
  returning extract(epoch from expires_at - now())::int as seconds`

const forgetAttempts = 'update account set failed_count = 0, locked_until = null where id = $1'
/** Only the attempt that was counted for it: with the earlier ones gone, codes could be tried without end. */
const forgetThisAttempt = `
  update account set failed_count = greatest(failed_count - 1, 0), locked_until = null where id = $1`

/** The account whose password it is; the attempt stays counted until {@link forgetAttempts}. */
async function attempt(db: Db, username: string, password: string, requestId: string): Promise<Account> {
  const { rows: [account] } = await db.query<Account>(countAttempt, [username])
  const right = account ? await verifyPassword(password, account.password_hash) : await verifyNothing(password)
  if (account && right && !account.disabled) return account
  // a name that is no account may be a password typed in the wrong field: it is not written down
  await recordAudit(db, nobody(requestId), { action: 'sign-in-refused', subjectKind: 'account', subjectId: account?.id })
  throw refused()
}

/**
 * For what a signed-in person may do only after saying the password again.
 *
 * @throws Problem 401 `sign_in_refused`
 */
export async function checkPassword(db: Db, username: string, password: string, requestId: string): Promise<Account> {
  const account = await attempt(db, username, password, requestId)
  await db.query(forgetAttempts, [account.id])
  return account
}

async function checkCode(db: Db, account: Account, code: string | undefined, sealer: Sealer, requestId: string): Promise<void> {
  if (account.totp_secret === null) return
  if (code === undefined) {
    await db.query(forgetThisAttempt, [account.id])
    throw new Problem(401, 'code_required', '请输入动态验证码', 'this account asks for the code of its second factor', { parameter: 'code' })
  }
  try {
    await useCode(db, account, code, sealer)
  } catch (error) {
    await recordAudit(db, nobody(requestId), { action: 'second-factor-refused', subjectKind: 'account', subjectId: account.id })
    throw error
  }
}

async function open(db: Db, account: Account, role: string, requestId: string, action: string): Promise<OpenedSession> {
  const { token, hash } = makeToken()
  await recordAudit(db, { accountId: account.id, role, scopeUnits: [], requestId },
    { action, subjectKind: 'account', subjectId: account.id })
  const { rows: [opened] } = await db.query<{ seconds: number }>(openSession, [hash, account.id])
  return { token, maxAgeSeconds: opened?.seconds ?? 0 }
}

/**
 * @throws Problem 401 `sign_in_refused`, `code_required` or `code_refused` for the second factor; 403 `no_role` for an
 *   account that the security administrator has not granted yet
 */
export async function signIn(
  db: Db, { username, password, code }: { username: string, password: string, code?: string }, sealer: Sealer, requestId: string,
): Promise<OpenedSession> {
  const account = await attempt(db, username.trim().toLowerCase(), password, requestId)
  await checkCode(db, account, code, sealer, requestId)
  await db.query(forgetAttempts, [account.id])
  if (account.role === null) {
    throw new Problem(403, 'no_role', '账号尚未由安全管理员授权', 'the security administrator has not granted this account a role yet')
  }
  return await open(db, account, account.role, requestId, 'sign-in')
}

/**
 * Ends all sessions of the account (by trigger) and opens a new one.
 *
 * @throws Problem 401 when the present password is wrong; 422 for one that the policy refuses or that was used lately
 */
export async function changePassword(
  db: Db, username: string, password: string, newPassword: string, requestId: string,
): Promise<OpenedSession> {
  const fault = passwordFault(newPassword, username)
  if (fault) throw new Problem(422, 'weak_password', fault.zh, fault.en, { parameter: 'new_password' })
  const account = await checkPassword(db, username, password, requestId)
  for (const old of [account.password_hash, ...account.password_history]) {
    if (await verifyPassword(newPassword, old)) {
      throw new Problem(422, 'used_password', '不能使用最近五次用过的口令', 'one of the last five passwords', { parameter: 'new_password' })
    }
  }
  await db.query('update account set password_hash = $2, must_change = false where id = $1', [
    account.id, await hashPassword(newPassword),
  ])
  return await open(db, account, account.role ?? 'anonymous', requestId, 'change-password')
}
