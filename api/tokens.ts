import { createHash, randomBytes } from 'node:crypto'

/** An opaque token of 256 random bits; the database keeps only its hash. */
export function makeToken(prefix = ''): { token: string, hash: Buffer } {
  const token = prefix + randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
