/** Persons behind an innocent header: told by what stands in the cells, at the border between a few by chance and a column of them. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isIdentityNumber, personalByHeader, personalByValues } from '../../api/importers/columns/personal.ts'

/** ISO 7064, MOD 11-2, from its definition: each place is worth a power of two. */
const withCheck = (digits: string): string => {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0)
  return digits + '0123456789X'.charAt((12 - sum % 11) % 11)
}
const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''))
const identity = fc.tuple(fc.integer({ min: 100_000, max: 899_999 }), day, fc.integer({ min: 0, max: 999 }))
  .map(([place, born, serial]) => withCheck(`${place}${born}${String(serial).padStart(3, '0')}`))

describe('an identity number', () => {
  it('is known by its check digit, small letter or capital, and by no other last digit', () => {
    fc.assert(fc.property(identity, (number) => {
      expect(isIdentityNumber(number)).toBe(true)
      expect(isIdentityNumber(number.toLowerCase())).toBe(true)
      const others = [...'0123456789X'].filter((digit) => digit !== number.at(-1)).map((digit) => number.slice(0, 17) + digit)
      expect(others.filter(isIdentityNumber)).toEqual([])
    }))
  })

  it('with one digit mistyped, or two neighbours exchanged, is none', () => {
    fc.assert(fc.property(identity, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
      const typed = [...number]
      typed[at] = String((Number(number[at]) + by) % 10)
      expect(isIdentityNumber(typed.join(''))).toBe(false)
      const turned = [...number]
      ;[turned[at], turned[at + 1]] = [number[at + 1] as string, number[at] as string]
      if (number[at] !== number[at + 1]) expect(isIdentityNumber(turned.join(''))).toBe(false)
    }))
  })

  test.each(['0', '9'])('does not begin with %s, and is not born in another century or on no day', (first) => {
    expect(isIdentityNumber(withCheck(`${first}1010519491231002`))).toBe(false)
    for (const born of ['18491231', '21000101', '19491331', '19490031', '19491232', '19491200']) expect([born, isIdentityNumber(withCheck(`110105${born}002`))]).toEqual([born, false])
  })
})

describe('a column', () => {
  const filled = (persons: readonly string[], others: number, other = (n: number): string => `事项${n}`): string[] => [...persons, ...Array.from({ length: others }, (_, n) => other(n))]
  const numbers = fc.sample(identity, { numRuns: 10, seed: 20261128 })
  const phones = Array.from({ length: 10 }, (_, n) => `1391234${String(5_000 + n)}`)
  const names = ['王建国', '李秀英', '张伟', '刘洋', '陈静', '杨丽', '黄强', '赵敏', '周杰', '吴芳']

  it('holds identity numbers when more than two in five are such, whatever its header', () => {
    for (const named of [true, false]) {
      expect(personalByValues(filled(numbers.slice(0, 4), 6), named)).toBeUndefined()
      expect(personalByValues(filled(numbers.slice(0, 5), 5), named)).toEqual({ kind: 'id-number', sure: true })
    }
  })

  it('holds phone numbers when more than two in five are such and no field claims it', () => {
    expect(personalByValues(filled(phones.slice(0, 4), 6), false)).toBeUndefined()
    expect(personalByValues(filled(phones.slice(0, 5), 5), false)).toEqual({ kind: 'phone', sure: true })
    expect(personalByValues(phones, true)).toBeUndefined()
  })

  test.each([['139-1234-5678', true], ['139 1234 5678', true], ['+86 13912345678', true], ['8613912345678', true], ['0870-5123456', true], ['010 12345678', true], ['０８７０-５１２３４５６', true], ['12912345678', false], ['08705123456', false], ['1391234567', false], ['13912345678x', false]])(
    'of numbers such as %s holds phone numbers: %s', (number, phone) => {
      expect(personalByValues([number, number, number], false)?.kind === 'phone').toBe(phone)
    })

  it('holds names, unsure, when more than four in five are such, they differ, and no field claims it', () => {
    expect(personalByValues(filled(names.slice(0, 8), 2), false)).toBeUndefined()
    expect(personalByValues(filled(names.slice(0, 9), 1), false)).toEqual({ kind: 'name', sure: false })
    expect(personalByValues(names, true)).toBeUndefined()
    // few words over and over are an office's, not people's
    expect(personalByValues(Array.from({ length: 10 }, (_, n) => names[n % 3] ?? null), false)).toBeUndefined()
    expect(personalByValues(Array.from({ length: 10 }, (_, n) => names[n % 4] ?? null), false)).toEqual({ kind: 'name', sure: false })
  })

  test.each([['张家村', false], ['王坪', false], ['李副局', false], ['张', false], ['王小二麻子', false], ['王Wang', false], ['水库渗漏', false], ['欧阳修', true], ['王建国', true], ['李四', true]])('of words such as %s holds names: %s', (word, name) => {
    // each a little different, as names are
    expect(personalByValues([word, word, word], false)?.kind === 'name').toBe(name)
  })

  it('of fewer than three cells that say something tells nothing, empty cells and flags left aside', () => {
    expect(personalByValues(phones.slice(0, 2), false)).toBeUndefined()
    expect(personalByValues([...phones.slice(0, 2), null, '', true], false)).toBeUndefined()
    expect(personalByValues([...phones.slice(0, 3), null, '', true, null, null], false)).toEqual({ kind: 'phone', sure: true })
    expect(personalByValues(phones.slice(0, 3).map(Number), false)).toEqual({ kind: 'phone', sure: true })
  })
})

describe('a header', () => {
  test.each([
    ['联系电话（必填）', 'phone', true], ['基本情况_姓名', 'name', true], ['诉求人姓名2', 'name', true], ['身份证', 'id-number', true], ['申请人证件信息', 'id-number', true], ['信访人户籍地址', 'address', true], ['经办人员', 'staff', true], ['被举报人', 'name', true],
    ['地址', 'address', false], ['详细地址', 'address', false],
  ])('%s is of kind %s, sure: %s', (header, kind, sure) => {
    expect(personalByHeader(header)).toEqual({ kind, sure })
  })

  test.each(['包案领导姓名', '领导电话', '信访人数', '人次', '登记日期', '问题属地', '责任单位', '来访批次', '处理意见'])('%s is nobody’s', (header) => {
    expect(personalByHeader(header)).toBeUndefined()
  })
})
