import fc from 'fast-check'
import { pinyin } from 'pinyin-pro'
import { describe, expect, test } from 'vitest'
import { bestOf, type Named } from '../../api/search/match.ts'

const spelled = (name: string, pattern: 'first' | 'pinyin'): string => pinyin(name, { toneType: 'none', pattern, type: 'array' }).join('')
const place = (of: Named['of'], code: string, name: string): Named =>
  ({ of, code, name, within: '', level: null, initials: spelled(name, 'first'), pinyin: spelled(name, 'pinyin') })
const places = [
  place('unit', '990128001', '雁塘镇'), place('unit', '990128002', '平湖街道'), place('area', '990128-K01', '平湖旅游景区'),
  place('area', '990128-K02', '澄川新城征地拆迁片区'), place('unit', '990128001001', '平湖村'), place('unit', '990128003', '重乡'),
]
const found = (text: string, most = 10): string[] => bestOf(places, text, most).map(({ name }) => name)

describe('the search box', () => {
  test('finds a place by any part of its name, the whole name first', () => {
    expect(found('平湖村')).toEqual(['平湖村'])
    expect(found('平湖')).toEqual(['平湖街道', '平湖旅游景区', '平湖村'])
    expect(found('征地')).toEqual(['澄川新城征地拆迁片区'])
  })

  test('finds it by the first letters of its pinyin, in capitals too', () => {
    expect(found('ytz')).toEqual(['雁塘镇'])
    expect(found('PHLY')).toEqual(['平湖旅游景区'])
    expect(found('zdcq')).toEqual(['澄川新城征地拆迁片区'])
  })

  test('reads a character of two sounds as its word has it', () => {
    expect(spelled('重庆路', 'first')).toBe('cql')
  })

  test('finds it by whole pinyin and by the beginning of its code', () => {
    expect(found('yantang')).toEqual(['雁塘镇'])
    expect(found('990128-k')).toEqual(['平湖旅游景区', '澄川新城征地拆迁片区'])
  })

  test('gives no more than it is asked for, and nothing for blanks or strange words', () => {
    expect(found('平湖', 1)).toHaveLength(1)
    expect(found('  ')).toEqual([])
    expect(found('zzzz')).toEqual([])
  })

  const names = fc.uniqueArray(fc.string({ unit: fc.constantFrom(...'东西平湖雁塘村镇新城重庆路'), minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 12 })
    .map((all) => all.map((name, n) => place(n % 3 === 0 ? 'area' : 'unit', `9901280${String(n).padStart(2, '0')}`, name)))

  test('finds every place by its whole name, any part of it, its initials, its pinyin and its code, in capitals and with blanks', () => {
    fc.assert(fc.property(names, fc.nat(), fc.nat(5), (all, at, from) => {
      const one = all[at % all.length]
      if (one === undefined) return
      const { name, initials, pinyin: sound, code } = one
      const part = name.slice(Math.min(from, name.length - 1))
      for (const text of [name, part, initials, initials.toUpperCase(), sound, code, code.slice(0, 8), ` ${name.slice(0, 1)} ${name.slice(1)} `]) {
        expect([text, bestOf(all, text, all.length).map((found) => found.code)]).toEqual([text, expect.arrayContaining([code])])
      }
    }))
  })

  test('puts a place of just that name before all that only begin or go on with it, and tells none twice', () => {
    fc.assert(fc.property(names, fc.nat(), fc.integer({ min: 1, max: 4 }), (all, at, most) => {
      const wanted = all[at % all.length]?.name ?? ''
      // a longer one stands before it in the list
      const rows = bestOf([place('unit', '990128099', `${wanted}村`), ...all], wanted, most)
      expect(rows[0]?.name).toBe(wanted)
      expect(rows.length).toBeLessThanOrEqual(most)
      expect(new Set(rows.map(({ code }) => code)).size).toBe(rows.length)
      const begins = bestOf(all, wanted, 99).map(({ name }) => name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 3)
      expect(begins).toEqual([...begins].sort())
    }))
  })

  /** a place that fits in one way alone: by its name, its letters, its sound or its code */
  const fitting = (name: string, letters = 'zz', sound = 'zzz', code = '9'): Named => ({ of: 'unit', code, name, within: '', level: null, initials: letters, pinyin: sound })
  const ways = [
    fitting('代码', 'zz', 'zzz', 'AB9'), fitting('字母在中间', 'xab'), fitting('读音', 'zz', 'abao'), fitting('字母开头', 'abz'), fitting('站AB'), fitting('字母', 'ab'), fitting('ab站'), fitting('AB'), fitting('无关'),
  ]

  test('puts the name before its beginning, the beginning before the middle, names and letters before sounds, the code last', () => {
    expect(bestOf(ways, 'ab', 99).map(({ name }) => name)).toEqual(['AB', '字母', 'ab站', '字母开头', '站AB', '读音', '字母在中间', '代码'])
    // what fits equally well stays in the order of the list, wider places first
    expect(bestOf([...ways].reverse(), 'ab', 99).map(({ name }) => name)).toEqual(['AB', 'ab站', '字母', '站AB', '字母开头', '读音', '字母在中间', '代码'])
  })

  test('takes one letter for a beginning only, for it is in the middle of half of all names', () => {
    expect(bestOf([fitting('甲', 'xa'), fitting('乙', 'ax'), fitting('丙', 'z', 'ai')], 'a', 99).map(({ name }) => name)).toEqual(['乙', '丙'])
  })

  test('takes letters mixed with digits or signs for a name or code, never for sounds', () => {
    expect(bestOf([fitting('甲', 'a1x', 'a1x'), fitting('乙', 'z', 'z', 'A1-7'), fitting('丙a1')], 'a1', 99).map(({ name }) => name)).toEqual(['丙a1', '乙'])
    expect(bestOf([fitting('甲', '1a', '1a'), fitting('乙', 'z', 'z', '1A7')], '1a', 99).map(({ name }) => name)).toEqual(['乙'])
  })

  test('tells no more of a place than what stands in the list: neither sounds nor letters', () => {
    expect(bestOf(places, '雁塘', 1)).toEqual([{ of: 'unit', code: '990128001', name: '雁塘镇', within: '', level: null }])
  })
})
