/** One-time codes of a phone: HOTP (RFC 4226) over time (RFC 6238), 30 s, 6 digits, SHA-1 as every app knows it. */
import { createHmac, randomBytes, randomInt } from 'node:crypto'

const stepSeconds = 30
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4226 section 5.3: the last nibble says where the 31 bits of the code begin. */
export function hotp(secret: Buffer, counter: number, digits = 6, algorithm = 'sha1'): string {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(counter))
  const mac = createHmac(algorithm, secret).update(message).digest()
  const at = (mac.at(-1) ?? 0) & 0xf
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

export const stepAt = (unixMs: number): number => Math.floor(unixMs / 1_000 / stepSeconds)

/**
 * The step whose code it is, or null. One step before and after is accepted (clocks differ, RFC 6238 section 5.2);
 * none up to `lastUsed`, because a code that was seen over a shoulder must not work again.
 */
export function matchingStep(secret: Buffer, code: string, unixMs: number, lastUsed: number | null): number | null {
  const now = stepAt(unixMs)
  return [now, now - 1, now + 1].find((step) => step > (lastUsed ?? -1) && hotp(secret, step) === code) ?? null
}

/** RFC 4648 without padding: 160 bits are 32 letters. */
export function base32(bytes: Buffer): string {
  let text = ''
  let [bits, held] = [0, 0]
  for (const byte of bytes) {
    held = (held << 8 | byte) & 0xfff
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[held >> (bits - 5) & 31]
  }
  return bits > 0 ? text + alphabet[held << (5 - bits) & 31] : text
}

/** As long as SHA-1's result, as RFC 4226 recommends. */
export const newSecret = (): Buffer => randomBytes(20)

/** What a phone reads from the QR code. */
export function otpauthAddress(secret: Buffer, username: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=${stepSeconds}`
}

/** Ten characters of 28 (48 bits) in two groups; no vowel, so that no word comes about, and nothing that is read wrongly. */
export function recoveryCode(): string {
  const letters = 'BCDFGHJKMNPQRSTVWXYZ23456789'
  const part = (): string => Array.from({ length: 5 }, () => letters.charAt(randomInt(letters.length))).join('')
  return `${part()}-${part()}`
}
