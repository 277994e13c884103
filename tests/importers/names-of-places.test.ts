/** The forms in which a place's name is written, and what two writings of it may differ by. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { chineseNumber, groupNumber } from '../../api/importers/gazetteer/group-number.ts'
import { indexNames } from '../../api/importers/gazetteer/index-names.ts'
import { bareName, hasSuffix, shortForms } from '../../api/importers/gazetteer/name-forms.ts'
import { oneOff } from '../../api/importers/gazetteer/one-off.ts'
import type { GazetteerUnit, UnitLevel } from '../../api/importers/gazetteer/types.ts'

describe('the shorter forms of a name', () => {
  test.each<[UnitLevel, string, string[]]>([
    ['village', '大河村民委员会', ['大河', '大河村']], ['village', '大河村委会', ['大河', '大河村']], ['village', '大河居民委员会', ['大河']], ['village', '大河居委会', ['大河']],
    ['village', '大河社区居民委员会', ['大河', '大河社区']], ['village', '大河社区居委会', ['大河', '大河社区']], ['village', '大河社区', ['大河']], ['village', '大河行政村', ['大河']], ['village', '大河村', ['大河']],
    ['village', '永安里', ['永安']], ['village', '巴音嘎查', ['巴音']], ['village', '大河', []],
    ['township', '角奎街道办事处', ['角奎', '角奎街道']], ['township', '角奎街道', ['角奎']], ['township', '龙街苗族彝族乡', ['龙街', '龙街乡']], ['township', '奎香苗族彝族乡', ['奎香', '奎香乡']], ['township', '新民族乡', []],
    ['township', '大湾镇', ['大湾']], ['township', '永康区', ['永康']], ['township', '城关镇人民政府', ['城关']], ['township', '东山地区', ['东山']],
    ['county', '彝良县', ['彝良']], ['county', '威宁彝族回族苗族自治县', ['威宁', '威宁县']], ['county', '台南市', ['台南']], ['county', '乌审旗', ['乌审']],
    // a single character would be found everywhere
    ['township', '东乡', []], ['village', '河村', []], ['county', '忠县', []],
    // a village's own name may hold a people's
    ['village', '苗族寨村', ['苗族寨']], ['village', '回民社区', ['回民']],
    ['group', '大河一组', []],
  ])('of a %s named %s', (level, name, forms) => {
    expect(shortForms(name, level).sort()).toEqual([...forms].sort())
  })

  it('never hold the name itself, a single character, or a form twice', () => {
    const name = fc.array(fc.constantFrom('大', '河', '苗族', '彝族', '村', '社区', '乡', '镇', '委员会', '居民', '街道', '办事处', '县'), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
    fc.assert(fc.property(name, fc.constantFrom<UnitLevel>('county', 'township', 'village', 'group'), (text, level) => {
      const forms = shortForms(text, level)
      expect(forms.every((form) => form.length >= 2 && form !== text)).toBe(true)
      expect(new Set(forms).size).toBe(forms.length)
    }))
  })

  it('are compared in one width and without blanks and dots', () => {
    expect(bareName(' 大 河　村（东）１组 ')).toBe('大河村(东)1组')
    expect(bareName('玛丽·安娜•村')).toBe('玛丽安娜村')
  })
})

test.each<[UnitLevel, string[], string[]]>([
  ['county', ['彝良县', '台南市', '永康区', '乌审旗'], ['彝良', '县城', '大河镇']], ['township', ['角奎街道', '东山地区', '大湾镇', '东乡', '永康区'], ['角奎', '乡村', '大河村']],
  ['village', ['大河村', '大河社区', '永安里', '巴音嘎查', '大河村民委员会', '大河居委会'], ['大河', '村口', '大河镇']], ['group', ['一组', '三合社'], ['一队', '组长']],
])('the name of a %s says its kind', (level, said, unsaid) => {
  expect(said.filter((name) => !hasSuffix(name, level))).toEqual([])
  expect(unsaid.filter((name) => hasSuffix(name, level))).toEqual([])
})

describe('a number in characters', () => {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
  const spelled = (n: number): string => {
    const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10]
    const low = tens === 0 ? `${hundreds > 0 && ones > 0 ? '零' : ''}${digits[ones]}` : `${tens === 1 && hundreds === 0 ? '' : digits[tens]}十${digits[ones]}`
    return `${hundreds > 0 ? `${digits[hundreds]}百` : ''}${low}`
  }

  it('is read up to 999, whole', () => {
    for (let n = 1; n < 1_000; n += 1) expect([spelled(n), chineseNumber(spelled(n))]).toEqual([spelled(n), n])
  })

  test.each([['一百一十', 110], ['百', 100], ['两百', 200], ['〇', undefined], ['零', undefined], ['征', undefined], ['三征', undefined], ['12', 12], ['007', 7], ['', undefined]])('%s is %s', (text, number) => {
    expect(chineseNumber(text)).toBe(number)
  })

  test.each<[string, number | undefined]>([
    ['3组', 3], ['第3组', 3], ['三组旁边', 3], ['第十二村民小组', 12], ['5居民小组', 5], ['七社', 7], ['八队', 8], ['二十三小组', 23], ['999组', 999],
    ['1000组', undefined], ['3号', undefined], ['组3', undefined], ['x3组', undefined], ['第组', undefined], ['三户', undefined], ['零组', undefined],
  ])('%s names group %s', (text, number) => {
    expect(groupNumber(text)).toBe(number)
  })
})

it('two names are near when one change makes one of the other, as counted step by step', () => {
  const distance = (a: string, b: string): number => {
    let row = Array.from({ length: b.length + 1 }, (_, j) => j)
    for (let i = 1; i <= a.length; i += 1) {
      row = row.reduce<number[]>((next, above, j) => {
        const changed = Number(row[j - 1]) + (a[i - 1] === b[j - 1] ? 0 : 1)
        return [...next, j === 0 ? i : Math.min(above + 1, Number(next[j - 1]) + 1, changed)]
      }, [])
    }
    return Number(row[b.length])
  }
  const name = fc.string({ unit: fc.constantFrom('大', '河', '村'), maxLength: 5 })
  fc.assert(fc.property(name, name, (a, b) => {
    expect([a, b, oneOff(a, b)]).toEqual([a, b, distance(a, b) <= 1])
  }), { numRuns: 2_000 })
})

describe('the index of names', () => {
  const unit = (id: number, name: string, level: UnitLevel, more: Partial<GazetteerUnit> = {}): GazetteerUnit =>
    ({ id, code: String(id), name, level, townshipId: level === 'township' ? id : 1, villageId: level === 'village' ? id : null, names: [], ...more } as GazetteerUnit)
  const index = indexNames([
    unit(1, '东乡', 'township'), unit(2, '大河村', 'village'), unit(3, '大河边社区', 'village'), unit(4, '第三村民小组', 'group', { villageId: 2 }), unit(5, '3组', 'group', { villageId: 3 }),
    unit(6, '石桥组', 'group', { villageId: 2 }), unit(7, '9组', 'group', { villageId: null }),
  ])

  it('finds groups by number below their village, and those without a number or a village not at all', () => {
    expect([...index.groups].map(([village, groups]) => [village, [...groups].map(([number, { id }]) => [number, id])])).toEqual([[2, [[3, 4]]], [3, [[3, 5]]]])
  })

  it('knows how long the names are that begin with a character, longest first and each once', () => {
    const lengths = index.lengths.get('大') ?? []
    expect(lengths).toEqual([...new Set(lengths)].sort((a, b) => b - a))
    expect(new Set(lengths)).toEqual(new Set([...index.entries.keys()].filter((name) => name.startsWith('大')).map((name) => name.length)))
    expect(lengths).toEqual(expect.arrayContaining([2, 3, 5]))
  })

  it('knows a name as a unit’s own, also in its short form, and whether it says its kind', () => {
    expect(index.entries.get('大河村')?.map(({ unit: { id }, own, suffixed }) => [id, own, suffixed])).toEqual([[2, true, true]])
    expect(index.entries.get('大河')?.map(({ unit: { id }, own, suffixed }) => [id, own, suffixed])).toEqual([[2, true, false]])
  })
})
