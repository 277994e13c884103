/**
 * The second factor of an account: a secret on its owner's phone (totp.ts) and ten codes on paper for a lost phone.
 * Runs as the owner of the database: whoever signs in is nobody yet, and no role reads these columns.
 */
import { recordAudit } from './audit.ts'
import type { Caller, Db } from './db/db.ts'
import { Problem } from './errors.ts'
import { sealerFor, type Sealer } from './sealing.ts'
import { matchingStep, newSecret, recoveryCode } from './totp.ts'

const paperCodes = 10

export interface Factor { id: string, totp_secret: Uint8Array | null, totp_step: number | null }

const place = (accountId: string): string => `account|${accountId}|totp_secret`
const wrongCode = (): Problem => new Problem(401, 'code_refused', '动态验证码不对或已用过；多次输错会锁定账号 30 分钟',
  'wrong or used code; several wrong ones lock the account for 30 minutes', { parameter: 'code' })
/** As it is typed: groups, small letters and full-width digits are the same code. */
const plain = (code: string): string => code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()

export const factorSealer = (identityKey: string): Sealer => sealerFor(identityKey, 'second factor')

/** The step or the mark that this code uses up; null when it is none of the account's. */
function used(factor: Factor, code: string, sealer: Sealer, nowMs: number): { step: number } | { mark: Buffer } | null {
  if (factor.totp_secret === null) return null
  if (!/^\d{6}$/.test(code)) return { mark: sealer.mark(`${factor.id}|${code}`) }
  const secret = Buffer.from(sealer.unseal(factor.totp_secret, place(factor.id)), 'base64')
  const step = matchingStep(secret, code, nowMs, factor.totp_step)
  return step === null ? null : { step }
}

/**
 * Uses a code up; of two requests with the same code one is refused.
 *
 * @throws Problem 401 `code_refused`
 */
export async function useCode(db: Db, factor: Factor, code: string, sealer: Sealer, nowMs = Date.now()): Promise<void> {
  const found = used(factor, plain(code), sealer, nowMs)
  if (found === null) throw wrongCode()
  const { rows } = 'step' in found
    ? await db.query('update account set totp_step = $2 where id = $1 and coalesce(totp_step, -1) < $2 returning id', [factor.id, found.step])
    : await db.query(`update account set recovery_marks = array_remove(recovery_marks, $2::bytea)
        where id = $1 and $2::bytea = any (recovery_marks) returning id`, [factor.id, found.mark])
  if (rows.length === 0) throw wrongCode()
}

/** Begins with a new secret, which counts for nothing until {@link proveSecret}. Returns it. */
export async function offerSecret(db: Db, accountId: string, sealer: Sealer): Promise<Buffer> {
  const secret = newSecret()
  const { rows } = await db.query('update account set totp_pending = $2 where id = $1 and totp_secret is null returning id',
    [accountId, sealer.seal(secret.toString('base64'), place(accountId))])
  if (rows.length === 0) throw new Problem(409, 'second_factor_on', '动态验证码已启用', 'the second factor is on already')
  return secret
}

/**
 * The phone shows the right code: from now on it is asked for. Returns the codes for the paper; only their marks are kept.
 *
 * @throws Problem 422 `code_refused`, 409 when nothing was begun
 */
export async function proveSecret(db: Db, caller: Caller, code: string, sealer: Sealer, nowMs = Date.now()): Promise<string[]> {
  const id = caller.accountId ?? ''
  const { rows: [row] } = await db.query<{ totp_pending: Uint8Array | null }>('select totp_pending from account where id = $1', [id])
  if (!row?.totp_pending) throw new Problem(409, 'second_factor_not_begun', '请先生成密钥', 'ask for a secret first')
  const secret = Buffer.from(sealer.unseal(row.totp_pending, place(id)), 'base64')
  const step = matchingStep(secret, plain(code), nowMs, null)
  if (step === null) {
    throw new Problem(422, 'code_refused', '动态验证码不对，请核对手机时间后重输', 'wrong code: check the time of the phone', { parameter: 'code' })
  }
  const codes = Array.from({ length: paperCodes }, recoveryCode)
  await db.query(`update account set totp_secret = totp_pending, totp_pending = null, totp_step = $2, recovery_marks = $3::bytea[]
    where id = $1 and totp_pending = $4`, [id, step, codes.map((one) => sealer.mark(`${id}|${plain(one)}`)), row.totp_pending])
  await recordAudit(db, caller, { action: 'second-factor-on', subjectKind: 'account', subjectId: id })
  return codes
}

/** @throws Problem 401 `code_refused` */
export async function dropFactor(db: Db, caller: Caller, factor: Factor, code: string, sealer: Sealer): Promise<void> {
  await useCode(db, factor, code, sealer)
  await db.query(`update account set totp_secret = null, totp_pending = null, totp_step = null, recovery_marks = '{}' where id = $1`, [factor.id])
  await recordAudit(db, caller, { action: 'second-factor-off', subjectKind: 'account', subjectId: factor.id })
}
