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
})
