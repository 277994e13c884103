import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { base32, hotp, matchingStep, newSecret, otpauthAddress, recoveryCode, stepAt } from '../../api/totp.ts'
import { bytesOf } from './phone.ts'

const ascii = (text: string): Buffer => Buffer.from(text, 'ascii')
const digits = '12345678901234567890'

describe('a one-time code', () => {
  test.each([
    [0, '755224'], [1, '287082'], [2, '359152'], [3, '969429'], [4, '338314'], [5, '254676'], [6, '287922'], [7, '162583'], [8, '399871'], [9, '520489'],
  ])('of counter %i is that of RFC 4226, appendix D', (counter, code) => {
    expect(hotp(ascii(digits), counter)).toBe(code)
  })

  test.each([
    [59, '94287082', '46119246', '90693936'], [1_111_111_109, '07081804', '68084774', '25091201'],
    [1_111_111_111, '14050471', '67062674', '99943326'], [1_234_567_890, '89005924', '91819424', '93441116'],
    [2_000_000_000, '69279037', '90698825', '38618901'], [20_000_000_000, '65353130', '77737706', '47863826'],
  ])('at second %i is that of RFC 6238, appendix B', (second, sha1, sha256, sha512) => {
    const step = stepAt(second * 1_000)
    expect(hotp(ascii(digits), step, 8)).toBe(sha1)
    expect(hotp(ascii((digits + digits).slice(0, 32)), step, 8, 'sha256')).toBe(sha256)
    expect(hotp(ascii(digits.repeat(4).slice(0, 64)), step, 8, 'sha512')).toBe(sha512)
  })

  const secret = ascii(digits)
  const now = 1_111_111_111_000

  it('is accepted one step early and one late, and no further', () => {
    const far = (steps: number): number | null => matchingStep(secret, hotp(secret, stepAt(now) + steps), now, null)
    expect([-2, -1, 0, 1, 2].map((steps) => far(steps) === null ? null : steps)).toEqual([null, -1, 0, 1, null])
  })

  it('works once: neither itself nor an earlier one after it', () => {
    const step = stepAt(now)
    expect(matchingStep(secret, hotp(secret, step), now, step)).toBeNull()
    expect(matchingStep(secret, hotp(secret, step - 1), now, step)).toBeNull()
    expect(matchingStep(secret, hotp(secret, step + 1), now, step)).toBe(step + 1)
  })
})

describe('what a phone is told', () => {
  test.each([['', ''], ['f', 'MY'], ['fo', 'MZXQ'], ['foo', 'MZXW6'], ['foob', 'MZXW6YQ'], ['fooba', 'MZXW6YTB'], ['foobar', 'MZXW6YTBOI']])(
    'is base32 as RFC 4648 has it: "%s"', (text, letters) => { expect(base32(ascii(text))).toBe(letters) })

  it('loses no bit of any secret', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect([...bytesOf(base32(Buffer.from(bytes)))]).toEqual([...bytes])
    }))
  })

  it('is an address that names issuer and account, whatever letters they have', () => {
    const url = new URL(otpauthAddress(ascii(digits), 'li.ming', '区域治理 一张图'))
    expect([url.protocol, url.host, decodeURIComponent(url.pathname)]).toEqual(['otpauth:', 'totp', '/区域治理 一张图:li.ming'])
    expect(Object.fromEntries(url.searchParams)).toEqual({
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', issuer: '区域治理 一张图', algorithm: 'SHA1', digits: '6', period: '30',
    })
  })

  it('is a secret of 160 bits that nobody had before', () => {
    const secrets = Array.from({ length: 50 }, newSecret)
    expect(new Set(secrets.map((one) => one.toString('hex'))).size).toBe(50)
    expect(secrets.every((one) => one.length === 20)).toBe(true)
  })
})

it('a code for the paper has nothing that is read wrongly', () => {
  const codes = Array.from({ length: 200 }, recoveryCode)
  expect(new Set(codes).size).toBe(200)
  for (const code of codes) expect(code).toMatch(/^[B-DF-HJ-KM-NP-TV-Z2-9]{5}-[B-DF-HJ-KM-NP-TV-Z2-9]{5}$/)
})
