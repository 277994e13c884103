import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { hashPassword, oneTimePassword, passwordFault, verifyNothing, verifyPassword } from '../../api/passwords.ts'
import { strongEnough } from '../../web/lib/password.ts'

describe('a new password', () => {
  test.each<[string, string | null]>([
    ['Lotus-Pond-7', null], ['lotus-pond-7', null], ['荷塘月色Lotus7', null], ['Short-1a', '至少 10 个字符'], ['荷塘月色荷塘月色荷塘', '三类'], ['lotuspondlotus', '三类'],
    ['LOTUSPOND77777', '三类'], ['Office-2026!', '用户名'], ['my0FFICEx-2026', null], ['xOFFICE-9tail', '用户名'], ['Password2026!', '常见'], ['P@ssw0rd2026!', '常见'], ['12345Admin12345!', '常见'],
    ['Woaini1314!!', '常见'], ['Qwertyuiop1!', '常见'],
  ])('%s: %s', (password, zh) => {
    const fault = passwordFault(password, 'office')
    if (zh === null) expect(fault).toBeNull()
    else {
      expect(fault?.zh).toContain(zh)
      expect(fault?.en).toMatch(/^[ -~]+$/)
    }
  })

  it('is counted in characters as people see them, full-width ones as plain', () => {
    expect(passwordFault('𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇a1', 'office')).toBeNull()
    expect(passwordFault('Ｐａｓｓｗｏｒｄ２０２６！', 'office')?.zh).toContain('常见')
  })

  it('may hold a username of two letters: nearly every word does', () => {
    expect(passwordFault('Lighthouse-7', 'li')).toBeNull()
    expect(passwordFault('Lighthouse-7', 'light')?.zh).toContain('用户名')
  })

  it('of Chinese characters with two kinds of letters is strong, on the page too', () => {
    expect([passwordFault('荷塘月色荷塘月色aB', 'office'), strongEnough('荷塘月色荷塘月色aB')]).toEqual([null, true])
  })

  it('that the page takes for strong enough is refused for its words alone', () => {
    const typed = fc.subarray(['a', 'B', '7', '-', '荷', 'ｋ'], { minLength: 2 }).chain((keys) => fc.string({ minLength: 8, maxLength: 16, unit: fc.constantFrom(...keys) }))
    fc.assert(fc.property(typed, (password) => {
      const fault = passwordFault(password, 'nobody')
      if (strongEnough(password)) expect(fault).toBeNull()
      else expect(fault).not.toBeNull()
    }))
  })
})

describe('a kept password', () => {
  it('opens by itself, also typed on a full-width keyboard, and by nothing else; two are never alike', async () => {
    const [one, other] = await Promise.all([hashPassword('Lotus-Pond-7'), hashPassword('Lotus-Pond-7')])
    expect(one).not.toBe(other)
    expect(one).toMatch(/^argon2id\$19456\$2\$1\$[\w-]{22}\$[\w-]{43}$/)
    expect(one).not.toContain('Lotus')
    expect(await verifyPassword('Lotus-Pond-7', one)).toBe(true)
    expect(await verifyPassword('Ｌｏｔｕｓ－Ｐｏｎｄ－７', one)).toBe(true)
    expect(await verifyPassword('lotus-pond-7', one)).toBe(false)
    expect(await verifyPassword('', one)).toBe(false)
  })

  it('keeps the cost that it was made with: one that was cheaper still opens', async () => {
    const [, , , , nonce = ''] = (await hashPassword('x')).split('$')
    const { argon2Sync } = await import('node:crypto')
    const tag = argon2Sync('argon2id', { message: 'Lotus-Pond-7', nonce: Buffer.from(nonce, 'base64url'), memory: 64, passes: 1, parallelism: 1, tagLength: 16 })
    expect(await verifyPassword('Lotus-Pond-7', `argon2id$64$1$1$${nonce}$${tag.toString('base64url')}`)).toBe(true)
    expect(await verifyPassword('Lotus-Pond-8', `argon2id$64$1$1$${nonce}$${tag.toString('base64url')}`)).toBe(false)
  })

  test.each(['', 'Lotus-Pond-7', 'bcrypt$1$2$3$AAAA$AAAA', 'argon2id$19456$2$1$$', 'argon2id$19456$2$1$AAAAAAAAAAAAAAAAAAAAAA$', 'argon2id$a$b$c$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAA', 'argon2id$4$1$1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAA', 'argon2id$19456$2$1$AA$AA'])(
    'that cannot be read, "%s", opens by nothing and breaks nothing', async (stored) => {
      expect(await verifyPassword('Lotus-Pond-7', stored)).toBe(false)
    })

  it('of nobody is compared too, so that an unknown name does not answer sooner', async () => {
    expect(await verifyNothing('Lotus-Pond-7')).toBe(false)
  })
})

it('a password for one time is strong, can be read aloud, and nobody had it before', () => {
  const made = Array.from({ length: 300 }, oneTimePassword)
  expect(new Set(made).size).toBe(300)
  for (const one of made) {
    expect(one).toMatch(/^([A-HJ-NP-Z][a-hjkmnp-z][2-9][A-HJ-NP-Za-hjkmnp-z2-9]-?){4}$/)
    expect([one.length, passwordFault(one, 'office')]).toEqual([19, null])
  }
})
