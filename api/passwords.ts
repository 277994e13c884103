/**
 * Passwords: Argon2id from node:crypto, the policy of domain section 11, and one-time passwords.
 */
import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP's second choice for Argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

const tag = (password: string, nonce: Buffer, { memory, passes, parallelism, tagLength } = cost): Promise<Buffer> =>
  derive('argon2id', { message: password.normalize('NFKC'), nonce, memory, passes, parallelism, tagLength })

/** `argon2id$memory$passes$lanes$nonce$tag`: the cost stands beside the tag, so that it can rise later. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const hash = await tag(password, nonce)
  return ['argon2id', cost.memory, cost.passes, cost.parallelism, nonce.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Compares in constant time; false for a hash that cannot be read. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [kind, memory, passes, parallelism, nonce = '', wanted = ''] = stored.split('$')
  const [salt, expected] = [Buffer.from(nonce, 'base64url'), Buffer.from(wanted, 'base64url')]
  const made = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism), tagLength: expected.length }
  // below these of RFC 9106, section 3.1, node:crypto throws
  const least = made.passes >= 1 && made.parallelism >= 1 && made.memory >= 8 * made.parallelism && salt.length >= 8 && expected.length >= 4
  if (kind !== 'argon2id' || !least) return false
  const got = await tag(password, salt, made)
  return timingSafeEqual(got, expected)
}

let decoy: Promise<string> | undefined

/** Spends the time of one comparison: an unknown username must not answer faster than a known one. */
export async function verifyNothing(password: string): Promise<false> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'))
  await verifyPassword(password, await decoy)
  return false
}

/** Words with which people pass a class rule without a secret: lower case, digits and signs at the end removed. */
const wornOut = new Set([
  'password', 'passw', 'passwd', 'admin', 'administrator', 'qwerty', 'qwertyuiop', 'abc', 'abcdef', 'welcome', 'letmein',
  'woaini', 'wodemima', 'mima', 'test', 'root', 'user', 'system', 'iloveyou', 'asdfghjkl', 'zxcvbnm', 'changeme',
])

export interface PasswordFault { zh: string, en: string }

/**
 * At least 10 characters of 3 of the 4 classes (lower, upper, digit, other), without the username and not built
 * on a worn-out word. Returns what is wrong, or null.
 */
export function passwordFault(password: string, username: string): PasswordFault | null {
  const plain = password.normalize('NFKC')
  const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((one) => one.test(plain)).length
  if ([...plain].length < 10) return { zh: '口令至少 10 个字符', en: 'a password has at least 10 characters' }
  if (classes < 3) {
    return {
      zh: '口令须含大写字母、小写字母、数字、符号中的三类',
      en: 'a password mixes three of: capital letters, small letters, digits, signs',
    }
  }
  const lower = plain.toLowerCase()
  if (username.length >= 3 && lower.includes(username.toLowerCase())) {
    return { zh: '口令不能包含用户名', en: 'a password does not contain the username' }
  }
  const base = lower.replace(/[^a-z]+$/, '').replaceAll('@', 'a').replaceAll('0', 'o').replaceAll('$', 's').replace(/^[^a-z]+/, '')
  if (wornOut.has(base)) return { zh: '口令过于常见', en: 'this password is too common' }
  return null
}

// no 0/O, 1/l/I: it is read aloud and typed once
const readable = { lower: 'abcdefghjkmnpqrstuvwxyz', upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ', digit: '23456789' }

/** A first password that must be changed at the first sign-in: 16 characters, over 80 random bits. */
export function oneTimePassword(): string {
  const pick = (letters: string): string => letters.charAt(randomInt(letters.length))
  const all = readable.lower + readable.upper + readable.digit
  const part = (): string => pick(readable.upper) + pick(readable.lower) + pick(readable.digit) + pick(all)
  return [part(), part(), part(), part()].join('-')
}
