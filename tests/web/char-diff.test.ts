import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differences } from '../../web/lib/char-diff.ts'

const marked = (passages: readonly { text: string, differs: boolean }[]): string => passages.map(({ text, differs }) => differs ? `[${text}]` : text).join('')

describe('what differs between two demands', () => {
  test('is marked character by character, on both sides', () => {
    const { left, right } = differences('要求公开三组鱼塘租金', '要求公开五组鱼塘承包款')
    expect([marked(left), marked(right)]).toEqual(['要求公开[三]组鱼塘[租金]', '要求公开[五]组鱼塘[承包款]'])
  })

  test('is nothing between equal texts, and all of it between texts that share nothing', () => {
    expect(differences('修路', '修路')).toEqual({ left: [{ text: '修路', differs: false }], right: [{ text: '修路', differs: false }] })
    expect(marked(differences('欠薪', '停水').left)).toBe('[欠薪]')
  })

  test('leaves every text whole, whatever the two are', () => {
    const text = fc.string({ unit: fc.constantFrom(...'请求公开三五组鱼塘租金承包款，。12𠀀'), maxLength: 40 })
    fc.assert(fc.property(text, text, (left, right) => {
      const found = differences(left, right)
      expect([found.left, found.right].map((side) => side.map((one) => one.text).join(''))).toEqual([left, right])
    }))
  })
})
