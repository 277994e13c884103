/** Where each kind of cell ends: the last value that is taken and the first that is not. */
import { describe, expect, it, test } from 'vitest'
import { booleanParser } from '../../api/importers/parse/booleans.ts'
import { parseCode, parseLevel, parseUnitCode } from '../../api/importers/parse/codes.ts'
import { dateParser, parseDate, type DateOptions } from '../../api/importers/parse/dates.ts'
import { keyAreaKind } from '../../api/importers/parse/kinds.ts'
import { parseCoordinate, parseCount } from '../../api/importers/parse/numbers.ts'
import { Bad, Flagged, type FilledCell, type Outcome } from '../../api/importers/parse/outcome.ts'
import { cleanText, parseNames, parsePlace, parseText, withoutNumbersOfPersons } from '../../api/importers/parse/text.ts'

const said = (outcome: Outcome): unknown => outcome instanceof Bad ? outcome.code : outcome instanceof Flagged ? `${outcome.flag}: ${String(outcome.value)}` : outcome

describe('a date', () => {
  test.each<[FilledCell, string]>([
    // every month has its last day and no day more
    ...([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].flatMap((last, i): [string, string][] => {
      const month = String(i + 1).padStart(2, '0')
      return [[`2026-${month}-${last}`, `2026-${month}-${last}`], [`2026-${month}-${last + 1}`, 'date-invalid']]
    })),
    ['2024-02-29', '2024-02-29'], ['2000-02-29', '2000-02-29'], ['1900-02-29', 'date-invalid'], ['2100-02-29', 'date-invalid'], ['2023-02-29', 'date-invalid'],
    ['2026-00-05', 'date-invalid'], ['2026-05-00', 'date-invalid'], ['2026-00-00', 'sentinel-date: null'], ['0000-05-05', 'sentinel-date: null'],
    // null dates of other programs, and the days beside them
    ['1901-01-01', 'sentinel-date: null'], ['1901-01-02', '1901-01-02'], ['1970-01-01', 'sentinel-date: null'], ['1970-01-02', '1970-01-02'], ['1969-12-31', '1969-12-31'],
    ['2099-12-31', 'sentinel-date: null'], ['2099-12-30', '2099-12-30'], ['9999-01-01', 'sentinel-date: null'], ['1899-12-31', 'sentinel-date: null'],
    // numbers: a day written together, or a spreadsheet's count of days
    [19_000_101, 'sentinel-date: null'], [19_000_100, 'date-unreadable'], [21_001_231, '2100-12-31'], [21_001_232, 'date-unreadable'], [20_260_305.5, 'date-unreadable'],
    [79_999, '2119-01-10'], [80_000, 'date-unreadable'], [0, 'date-unreadable'], [-5, 'date-unreadable'], [NaN, 'date-unreadable'], [true, 'date-unreadable'],
    ['46086', '2026-03-05'], ['46086.5', '2026-03-05'], ['4608', 'date-unreadable'], ['460860', 'date-unreadable'], ['x46086', 'date-unreadable'],
    ['20260305', '2026-03-05'], ['202603051030', '2026-03-05'], ['20260305 1030', '2026-03-05'], ['20260305103060', '2026-03-05'], ['20260305103061', 'date-unreadable'], ['2026030', 'date-unreadable'],
    // what is missing is named
    ['2026-3', 'date-incomplete'], ['2026/3', 'date-incomplete'], ['2026年3', 'date-incomplete'], ['2026年3月', 'date-incomplete'], ['2026年3月初', 'date-unreadable'],
    ['26-3-5', 'date-two-digit-year'], ['26.3.5', 'date-two-digit-year'], ['26年3月5日', 'date-two-digit-year'], ['约26-3-5', 'date-unreadable'],
    // the day of an American table, unless the first number cannot be a month
    ['12/5/2026', '2026-12-05'], ['13/5/2026', '2026-05-13'], ['5-13-2026', '2026-05-13'], ['5.3.2026', '2026-05-03'], ['32/5/2026', 'date-invalid'], ['13/13/2026', 'date-invalid'],
    // a time of day that is none makes the whole cell unreadable
    ['2026-03-05 24:00', '2026-03-05'], ['2026-03-05 24:01:60', '2026-03-05'], ['2026-03-05 25:00', 'date-unreadable'], ['2026-03-05 10:60', 'date-unreadable'], ['2026-03-05 10:30:61', 'date-unreadable'],
    ['2026-03-05 10', 'date-unreadable'], ['2026-03-05 10点', '2026-03-05'], ['2026-03-05 下午3时20分', '2026-03-05'], ['2026-03-05,10:30', '2026-03-05'], ['2026-03-05 收', 'date-unreadable'], ['2026-03-05T', '2026-03-05'],
    // Chinese digits
    ['二〇二六年三月五日', '2026-03-05'], ['二零二六年十月十日', '2026-10-10'], ['二〇二六年十一月三十日', '2026-11-30'], ['二〇二六年十二月二十一日', '2026-12-21'], ['二六年三月五日', 'date-unreadable'],
  ])('%j is %s', (cell, expected) => {
    expect(said(parseDate(cell))).toBe(expected)
  })

  test.each<[string, string]>([
    ['2026-03-05T15:59Z', '2026-03-05'], ['2026-03-05T16:00Z', '2026-03-06'], ['2026-03-05T00:00:00+08:00', '2026-03-05'], ['2026-03-05T23:59:59+0800', '2026-03-05'],
    ['2026-03-05T00:59:00+09:00', '2026-03-04'], ['2026-03-05T01:00:00+09:00', '2026-03-05'], ['2026-03-05T10:59:00-05:00', '2026-03-05'], ['2026-03-05T11:00:00-05:00', '2026-03-06'],
    ['2026-03-05T00:29:00+08:30', '2026-03-04'], ['2026-03-05T00:30:00+08:30', '2026-03-05'], ['2026-02-28T20:00:00Z', '2026-03-01'], ['2026-01-01T00:00:00+14:00', '2025-12-31'],
    // half a day of a clock with twelve hours
    ['3/5/2026 4:30:00 PM Z', '2026-03-06'], ['3/5/2026 4:30:00 AM Z', '2026-03-05'], ['3/5/2026 12:30:00 PM Z', '2026-03-05'], ['3/5/2026 12:30:00 AM +09:00', '2026-03-04'], ['2026-03-05 下午4:30 Z', '2026-03-06'], ['2026-03-05 上午4:30 Z', '2026-03-05'], ['2026-03-05 晚上11:30 Z', '2026-03-06'],
  ])('told elsewhere as %s is %s in the county', (cell, day) => {
    expect(said(parseDate(cell))).toBe(day)
  })

  test.each<[FilledCell, DateOptions, string]>([
    ['2026-11-23', { notAfter: '2026-11-23' }, '2026-11-23'], ['2026-11-24', { notAfter: '2026-11-23' }, 'date-in-future'], ['2099-12-31', { notAfter: '2026-11-23' }, 'sentinel-date: null'],
    ['5/3/2026', { dayFirst: true }, '2026-03-05'], ['5/13/2026', { dayFirst: true }, 'date-invalid'], ['2026-05-03', { dayFirst: true }, '2026-05-03'],
    [44_624, { date1904: true }, '2026-03-05'], ['44624', { date1904: true }, '2026-03-05'], ['2026-03-05', { date1904: true }, '2026-03-05'],
  ])('%j under %j is %s', (cell, options, expected) => {
    expect(said(parseDate(cell, options))).toBe(expected)
  })

  it('seen before is answered as it was the first time, also where nothing was read', () => {
    const parse = dateParser({ notAfter: '2026-11-23' })
    for (const cell of ['2026-03-05', '2027-01-01', '1900-01-01', 46_086, '46086']) expect(said(parse(cell))).toEqual(said(parse(cell)))
    expect(parse('2027-01-01')).toBe(parse('2027-01-01'))
  })
})

describe('a code', () => {
  test.each<[FilledCell, string | null]>([
    [999_999_999_999_999, '999999999999999'], [1_000_000_000_000_000, 'digits-lost'], [-999_999_999_999_999, '-999999999999999'], [-1e15, 'digits-lost'], [0, '0'], [true, 'true'],
    ['6.2E+17', 'digits-lost'], ['6e17', 'digits-lost'], ['6.2e5', 'digits-lost'], ['16.2E+17', '16.2E+17'], ['A6.2E+17', 'A6.2E+17'], ['6.2E+171', '6.2E+171'],
    ['="0012"', '0012'], ['="0012', '0012'], ["'0012", '0012'], ["0'12", "0'12"], ['x="12"', 'x="12"'], ['12.0', '12'], ['12.00', '12.00'], ['A12.0', 'A12.0'],
    ['X'.repeat(60), 'X'.repeat(60)], ['X'.repeat(61), 'code-too-long'], ['无', null], ['无编号', '无编号'],
  ])('%j is %j', (cell, expected) => {
    expect(said(parseCode(cell))).toBe(expected)
  })

  test.each<[FilledCell, string | null]>([
    ['530628001000', '530628001'], ['530628000000', '530628'], ['530628001001', '530628001001'], ['530628001000000', '530628001000000'], ['5306280010', '5306280010'], ['530628000', '530628000'],
    ['a_b-9', 'a_b-9'], ['X'.repeat(40), 'X'.repeat(40)], ['X'.repeat(41), 'code-unreadable'], ['5306.28', 'code-unreadable'], ['东乡', 'code-unreadable'], ['无', null], [6.21e17, 'digits-lost'],
  ])('of a unit, %j is %j', (cell, expected) => {
    expect(said(parseUnitCode(cell))).toBe(expected)
  })

  test.each<[string, string[]]>([
    ['group', ['group', 'Villager Group', 'villagergroup', '组', '组级', '村民小组', '居民小组', '小组', '6', '６']], ['village', ['village', '村', '村级', '行政村', '社区', '村居', '村（社区）', '里', '5']],
    ['township', ['Township', 'town', 'subdistrict', '乡', '镇级', '乡镇', '街道', '乡（镇）', '区公所', '4']], ['county', ['county', 'district', '县', '县级', '区县', '县（区）', '区', '3']],
    ['level-unknown', ['市', '省', '2', '7', '县市', '村镇', '大组', '']],
  ])('of level %s has these words and no others', (level, words) => {
    expect(words.map((word) => said(parseLevel(word)))).toEqual(words.map(() => level))
  })
})

describe('a count', () => {
  test.each<[FilledCell, number | string]>([
    [0, 0], [-1, 'count-unreadable'], [999_999_999, 999_999_999], [1e9, 'count-unreadable'], ['999999999', 999_999_999], ['1000000000', 'count-unreadable'], [1.5, 'count-unreadable'], [Infinity, 'count-unreadable'],
    ...['人次', '批次', '件次', '人', '户', '名', '个', '批', '件', '次', '年'].map((unit): [string, number] => [`12 ${unit}`, 12]), ['12元', 'count-unreadable'], ['12人人', 'count-unreadable'],
    ['1,731', 1_731], ['1,731,000', 1_731_000], ['17,31', 'count-unreadable'], ['1,7310', 'count-unreadable'], [',731', 'count-unreadable'], ['3.00', 3], ['3.01', 'count-unreadable'], ['3.', 'count-unreadable'],
    ['一', 1], ['二', 2], ['两人', 2], ['九', 9], ['十', 10], ['十一', 'count-unreadable'], ['', 'count-unreadable'], [false, 'count-unreadable'], ['0x12', 'count-unreadable'], ['1e3', 'count-unreadable'],
  ])('%j is %j', (cell, expected) => {
    expect(said(parseCount(cell))).toBe(expected)
  })
})

describe('a coordinate', () => {
  test.each<[FilledCell, number | string]>([
    [104.05, 104.05], [-27, -27], [NaN, 'coordinate-unreadable'], [Infinity, 'coordinate-unreadable'], [true, 'coordinate-unreadable'], ['104.05', 104.05], ['-104.05', -104.05], ['+104.05', 104.05], ['104', 104], ['104°', 104],
    ['104.05度', 104.05], ['1.0405e2', 104.05], ['1.0405E-2', 0.010405], ['104.', 'coordinate-unreadable'], ['.5', 'coordinate-unreadable'], ['104.05.1', 'coordinate-unreadable'], ['104.05 27.1', 'coordinate-unreadable'],
    ['35423456.78', 35_423_456.78], ['104°30′', 104.5], ['104°30′36″', 104.51], ["104°30'36\"", 104.51], ["104°30'36''", 104.51], ['104度30分36秒', 104.51], ['东经104度30分', 104.5], ['北纬27°30′', 27.5],
    ['西经104°30′', -104.5], ['南纬27°30′', -27.5], ['27°30′S', -27.5], ['27°30′s', -27.5], ['104°30′W', -104.5], ['E104°30′', 104.5], ['N27°30′', 27.5], ['W104°30′', -104.5], ['1040°30′', 'coordinate-unreadable'], ['Q104°30′', 'coordinate-unreadable'],
  ])('%j is %j', (cell, expected) => {
    const found = said(parseCoordinate(cell))
    if (typeof expected === 'number') expect(found).toBeCloseTo(expected, 9)
    else expect(found).toBe(expected)
  })
})

describe('yes and no', () => {
  it('are these words in any case and width, and no others', () => {
    const parse = booleanParser()
    expect(['是', '有', '对', '真', '√', '✓', '✔', 'True', 'YES', 'y', 'T', '1', 'ON', ' 是 '].map((cell) => said(parse(cell)))).toEqual(Array(14).fill(true))
    expect(['否', '无', '没有', '不是', '非', '×', '✗', 'X', 'False', 'NO', 'n', 'F', '0', 'Off'].map((cell) => said(parse(cell)))).toEqual(Array(14).fill(false))
    expect(['是否', '不', '2', '10', '?', '已办'].map((cell) => said(parse(cell)))).toEqual(Array(6).fill('boolean-unreadable'))
  })

  it('of an opposite column are turned round, in words of its own too', () => {
    const parse = booleanParser(['真实'], ['虚构'], true)
    expect(['是', '真实', true, 1].map((cell) => said(parse(cell)))).toEqual([false, false, false, false])
    expect(['否', '虚构', false, 0].map((cell) => said(parse(cell)))).toEqual([true, true, true, true])
  })
})

describe('the kind of a key area', () => {
  test.each<[string, string]>([
    ['征地片区', 'land_requisition'], ['土地征收', 'land_requisition'], ['拆迁', 'land_requisition'], ['易地扶贫搬迁', 'relocation_site'], ['移民新村', 'relocation_site'], ['开发区', 'industrial_park'], ['厂区', 'industrial_park'],
    ['文旅小镇', 'scenic_area'], ['征地搬迁', 'land_requisition'], ['ab', 'ab'], ['a', 'kind-unknown: other'], ['9lives', 'kind-unknown: other'], ['Water', 'kind-unknown: other'], [`a${'b'.repeat(39)}`, `a${'b'.repeat(39)}`], [`a${'b'.repeat(40)}`, 'kind-unknown: other'],
  ])('%s is %s', (cell, kind) => {
    expect(said(keyAreaKind(cell))).toBe(kind)
  })
})

describe('what is written about persons', () => {
  const hidden = (text: string): boolean => withoutNumbersOfPersons(text) === text.replace(/\[.*\]/, '○') || withoutNumbersOfPersons(text.replace(/[[\]]/g, '')) === text.replace(/\[.*\]/, '○')

  test.each([
    '电话[13912345678]。', '电话[139 1234 5678]', '[+86-13912345678]', '[8613912345678]', '[0870-5123456]', '[087051234567]', '[010-12345678]', '[11010519491231002X]', '[110105194912310021]', '[11010519491231002x]', '[110105491231002]',
  ])('%s: the number goes', (text) => {
    expect(hidden(text)).toBe(true)
  })

  test.each([
    // not a mobile number: another network, too short, too long, part of a longer number or of a code
    '12912345678', '1391234567', '139123456789', 'A13912345678', '913912345678',
    // not an identity number: no such month, no such day, of another century
    '110105194913310021', '110105194900310021', '110105194912320021', '110105194912000021', '110105184912310021', 'B110105194912310021', '110105194912310021A',
    '110105491331002', '110105491200002',
    // landlines begin with a zero
    '1870-512345', '0870-512345',
  ])('%s stays, for it is none', (text) => {
    expect(withoutNumbersOfPersons(text)).toBe(text)
  })

  test.each<[string, string]>([
    ['大河村12号', '大河村○号'], ['大河村十二号', '大河村○号'], ['大河村12号附3号', '大河村○号'], ['大河村12号之三', '大河村○号'], ['第12号', '第12号'], ['第十二号文件', '第十二号文件'], ['公告第123号', '公告第123号'], ['第三组12号', '第三组○号'], ['12号楼', '12号楼'], ['12号地块', '12号地块'], ['12号标段', '12号标段'],
    ['12号文', '12号文'], ['2栋501室', '2栋○'], ['2栋50123室', '2栋5○'], ['教室', '教室'], ['电话13912345678', '电话○'],
  ])('of a place, %s is kept as %s', (cell, expected) => {
    const found = parsePlace(cell)
    expect(found instanceof Flagged ? found.value : found).toBe(expected)
    expect(found instanceof Flagged).toBe(cell !== expected)
  })

  it('is flagged only where something was hidden: space that goes is no reason, nor is a circle that was there', () => {
    expect(parseText('  城关镇  ')).toBe('城关镇')
    expect(parseText('张○')).toBe('张○')
    expect(parseText('张○ 13912345678')).toBe('张○ ○')
    expect(parseText('13912345678')).toEqual(new Flagged('○', 'masked'))
    expect(parseText('\u0007')).toBeNull()
  })
})

describe('a refused cell', () => {
  test.each<[string, (cell: string) => Outcome, number]>([
    ['date', parseDate, 30], ['count', parseCount, 30], ['coordinate', parseCoordinate, 30], ['flag', booleanParser(), 20], ['level', parseLevel, 20], ['unit code', parseUnitCode, 30],
  ])('of a %s is told in both languages with its beginning, never whole', (_what, parse, shown) => {
    const cell = `字${'x'.repeat(shown - 1)}`
    const outcome = parse(`${cell}tail`)
    if (!(outcome instanceof Bad)) throw new Error('it was taken')
    for (const words of [outcome.zh, outcome.en]) {
      expect(words).toContain(cell)
      expect(words).not.toContain(`${cell}t`)
    }
    expect(outcome.zh).toMatch(/。$/)
    expect(outcome.en).toMatch(/\.$/)
  })

  it('too long for a code is told with its first twenty characters', () => {
    const outcome = parseCode(`A${'x'.repeat(60)}`)
    expect(outcome).toMatchObject({ code: 'code-too-long', zh: `编号超过 60 个字符：A${'x'.repeat(19)}…`, en: `The number is longer than 60 characters: A${'x'.repeat(19)}...` })
  })
})

describe('text', () => {
  it('keeps line breaks and tabs and loses what the database and a screen cannot have', () => {
    expect(cleanText('一\n二\t三')).toBe('一\n二\t三')
    for (const code of [0, 1, 8, 11, 12, 14, 31, 127]) expect([code, cleanText(`一${String.fromCharCode(code)}二${String.fromCharCode(code)}`)]).toEqual([code, '一二'])
  })

  it('ends after twenty thousand characters, never within one', () => {
    expect(cleanText('字'.repeat(20_000))).toHaveLength(20_000)
    expect(cleanText('字'.repeat(20_001))).toHaveLength(20_000)
    const cut = cleanText(`${'字'.repeat(19_999)}😀`)
    expect([cut.length, cut.isWellFormed()]).toEqual([20_000, true])
  })

  it('loses the apostrophe before a formula and no other', () => {
    for (const sign of ['=', '+', '-', '@', '＝', '＋', '－', '＠']) expect(cleanText(` '${sign}1`)).toBe(`${sign}1`)
    expect(cleanText("'一")).toBe("'一")
    expect(cleanText("''=1")).toBe("''=1")
  })

  it('of names is cut at every mark between names, and empty ones are none', () => {
    for (const mark of ['、', ',', '，', ';', '；', '|', '/', '\n']) expect([mark, parseNames(`大河${mark}${mark} 小河 ${mark}大河`)]).toEqual([mark, ['大河', '小河']])
    expect(parseNames('、，')).toBeNull()
  })
})
