/** What a signed-in browser or a program shows: the database has nothing that could be shown in its place. */
import { describe, expect, it } from 'vitest'
import { hashToken, makeToken } from '../../api/tokens.ts'

describe('a token', () => {
  it('is 256 random bits in characters that need no quoting in a header, behind the mark of its kind', () => {
    for (const prefix of ['', 'rgt_']) {
      const { token } = makeToken(prefix)
      expect(token.startsWith(prefix)).toBe(true)
      expect(token.slice(prefix.length)).toMatch(/^[A-Za-z0-9_-]{43}$/)
    }
    expect(makeToken().token).toHaveLength(43)
  })

  it('never comes twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => makeToken().token)).size).toBe(1_000)
  })

  it('is kept as the SHA-256 of all of it, its mark too', () => {
    // FIPS 180-2, appendix B.1
    expect(hashToken('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    const { token, hash } = makeToken('rgt_')
    expect(hash.equals(hashToken(token))).toBe(true)
    expect(hash.equals(hashToken(token.slice(4)))).toBe(false)
  })
})
