import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { identityHasher } from '../../api/importers/identity.ts'
import type { ColumnGuess } from '../../api/importers/types.ts'

const key = 'ab'.repeat(32)
const columns = (...list: [header: string, personal: ColumnGuess['personal']][]): ColumnGuess[] =>
  list.map(([header, personal], index) => ({ header, personal, index }) as ColumnGuess)
const whole = columns(['信访人姓名', 'name'], ['证件号码', 'id-number'], ['联系电话', 'phone'])
const hashed = (row: string[], of = whole, with_ = key): string | null | undefined => identityHasher(of, with_)?.(row)

describe('the mark by which a petitioner is recognised again', () => {
  it('is that of the identity number, whatever name and phone stand beside it', () => {
    const one = hashed(['张三', '53042219800101123X', '13812340987'])
    expect(one).toMatch(/^[0-9a-f]{64}$/)
    expect(hashed(['張三', ' 530422-19800101-123x ', ''])).toBe(one)
    expect(hashed(['张三', '５３０４２２１９８００１０１１２３Ｘ', ''])).toBe(one)
    expect(hashed(['张三', '530422198001011231', '13812340987'])).not.toBe(one)
  })

  it('is that of name and phone together where no number is given or it is none', () => {
    const one = hashed(['张三', '', '13812340987'])
    expect(hashed(['张 三', '无', '+86 138-1234-0987'])).toBe(one)
    expect(hashed(['李四', '', '13812340987'])).not.toBe(one)
    expect(hashed(['张三', '', '13812340988'])).not.toBe(one)
  })

  it('is nothing for a name alone, a phone alone or half a phone', () => {
    for (const row of [['张三', '', ''], ['', '', '13812340987'], ['张三', '', '1381'], ['', '', '']]) expect(hashed(row)).toBeNull()
  })

  it('is of the petitioner: not of a clerk’s phone, a representative’s name or the number of a car', () => {
    const crowded = columns(['代理人姓名', 'name'], ['经办人电话', 'phone'], ['责任单位电话', 'phone'], ['车牌号', 'id-number'], ['银行卡号', 'id-number'],
      ['信访人姓名', 'name'], ['证件号码', 'id-number'], ['联系电话', 'phone'])
    const row = (id: string): string[] => ['李律师', '13900000000', '0870-1234567', '云C12345', '622202200000000000', '张三', id, '13812340987']
    expect(hashed(row('53042219800101123X'), crowded)).toBe(hashed(['', '53042219800101123X', '']))
    expect(hashed(row(''), crowded)).toBe(hashed(['张三', '', '13812340987']))
  })

  it('cannot be made without the key', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const other = Buffer.from(bytes).toString('hex')
      fc.pre(other !== key)
      expect(hashed(['张三', '53042219800101123X', ''], whole, other)).not.toBe(hashed(['张三', '53042219800101123X', '']))
    }))
  })

  it('tells a number from a name and phone that spell the same', () => {
    expect(hashed(['a phone', '', '13812340987'])).not.toBe(hashed(['', '53042219800101123X', '']))
  })

  test.each([
    ['neither number nor phone', columns(['信访人姓名', 'name'])], ['a phone and nobody’s name', columns(['联系电话', 'phone'])],
    ['the name of whom the complaint is about', columns(['被反映人姓名', 'name'], ['联系电话', 'phone'])],
    ['the kind of the document only', columns(['证件类型', 'id-number'], ['信访人姓名', 'name'])],
  ] as const)('is not made at all from a file with %s', (_what, of) => {
    expect(identityHasher([...of], key)).toBeUndefined()
  })
})
