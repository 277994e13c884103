/** How a header is compared, which unit level it speaks of, and what its cells must be: the tables behind the guess. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { fieldParser, isDateField } from '../../api/importers/columns/field-parsers.ts'
import { skipReason } from '../../api/importers/columns/furniture.ts'
import { guessByValues } from '../../api/importers/columns/guess-by-values.ts'
import { bareHeader, cellText, columnLetter, columnName, headerForms } from '../../api/importers/columns/header-text.ts'
import { familyOfOtherName, fieldsOf, isHeaderWord, knownNames, levelFamily } from '../../api/importers/columns/names.ts'
import { personalInHead, withoutPersons } from '../../api/importers/columns/personal-head.ts'
import { mappingOf } from '../../api/importers/mapping.ts'
import { Bad, Flagged } from '../../api/importers/parse/outcome.ts'
import type { Cell, FieldName, ImportKind } from '../../api/importers/types.ts'

const kinds: ImportKind[] = ['petitions', 'units', 'key-areas', 'holidays']

describe('a header', () => {
  test.each([
    ['信访件编号（必填）', '信访件编号必填'], [' 信访 日期：', '信访日期'], ['ＣＯＵＮＴＹ＿Code', 'countycode'], ['"受理-时间"', '受理时间'], ['登记日期*', '登记日期'],
  ])('%s is compared as %s', (header, bare) => {
    expect(bareHeader(header)).toBe(bare)
  })

  it('is known whole, by its last Chinese part and without a bracketed remark', () => {
    expect(headerForms('办理情况_责任单位（全称）')).toEqual(['办理情况责任单位全称', '办理情况责任单位', '责任单位全称', '责任单位'])
    // an English name with a line in it was not joined from two rows
    expect(headerForms('county_code')).toEqual(['countycode'])
    expect(headerForms('【】')).toEqual([])
  })

  it('has the letter that a spreadsheet shows over its column, each column another one', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
    fc.assert(fc.property(fc.nat(20_000), (index) => {
      expect([...columnLetter(index)].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)).toBe(index + 1)
    }))
    expect(columnName(0)).toBe('列1')
  })

  it('that is a number or empty is text too', () => {
    expect([null, undefined, 0, false, ' 甲 '].map(cellText)).toEqual(['', '', '0', 'false', '甲'])
  })
})

describe('a known name', () => {
  it.each(kinds)('of %s is worth the more the earlier it stands, and the word of another sort less than any', (kind) => {
    const scores = knownNames(kind).map(({ score }) => score)
    expect(Math.max(...scores)).toBe(1)
    expect(Math.min(...scores)).toBeGreaterThan(0.55)
    for (const { bare } of knownNames(kind)) expect([bare, isHeaderWord(kind, bare)]).toEqual([bare, true])
  })

  it.each(kinds)('of %s is never the best name of two fields', (kind) => {
    const best = Map.groupBy(knownNames(kind).filter(({ score }) => score > 0.9), ({ bare }) => bare)
    expect([...best].filter(([, names]) => new Set(names.map(({ field }) => field)).size > 1).map(([bare]) => bare)).toEqual([])
  })

  it.each(kinds)('of %s belongs to a field that the command line takes too', (kind) => {
    for (const field of fieldsOf(kind)) expect(mappingOf([`${field}=列=1`])).toEqual({ [field]: '列=1' })
  })

  it.each(['nonsense=A', 'title', '=A', ''])('"%s" names no field and is refused as it was written', (word) => {
    expect(() => mappingOf([word])).toThrow(`"${word}" should be FIELD=COLUMN`)
  })

  it.each(kinds)('of %s are all named where a word names none', (kind) => {
    expect(() => mappingOf(['nonsense=A'], fieldsOf(kind))).toThrow(expect.objectContaining({
      zh: `“nonsense=A”应为 字段=列名，字段为 ${fieldsOf(kind).join('、')} 之一`,
      en: `"nonsense=A" should be FIELD=COLUMN with one of the fields ${fieldsOf(kind).join(', ')}`,
    }) as Error)
  })
})

describe('a header of one level', () => {
  test.each([
    ['towncode', { level: 'township', part: 'code' }], ['村名称', { level: 'village', part: 'name' }], ['县代码', { level: 'county', part: 'code' }],
    ['vill', { level: 'village', part: 'name' }], ['towncodename', undefined], ['信访日期', undefined], ['', undefined],
  ] as const)('%s', (bare, family) => {
    expect(levelFamily(bare)).toEqual(family)
  })

  it('gives another name where more follows the word for name', () => {
    expect(familyOfOtherName('villnametw')).toBe('village')
    expect(familyOfOtherName('villname')).toBeUndefined()
    expect(familyOfOtherName('name')).toBeUndefined()
  })

  it('makes a row of codes a header of units, and of nothing else', () => {
    expect(isHeaderWord('units', 'towncode')).toBe(true)
    expect(isHeaderWord('petitions', 'towncode')).toBe(false)
  })
})

describe('the cells of a field', () => {
  const read = (kind: ImportKind, field: FieldName, cell: string | number | boolean): unknown => {
    const outcome = fieldParser(kind, field, { today: '2026-11-22' })(cell)
    return outcome instanceof Bad ? `! ${outcome.code}` : outcome instanceof Flagged ? { flag: outcome.flag, value: outcome.value } : outcome
  }

  test.each<[ImportKind, FieldName, string | number | boolean, unknown]>([
    ['petitions', 'received_on', '2026-03-05', '2026-03-05'], ['petitions', 'received_on', '2026-11-23', '! date-in-future'], ['petitions', 'due_on', '2027-01-31', '2027-01-31'],
    ['petitions', 'people_count', '三人', 3], ['petitions', 'people_count', '1,731', 1731], ['petitions', 'people_count', '5人以上', '! count-unreadable'],
    ['petitions', 'people_count', -1, '! count-unreadable'], ['petitions', 'people_count', 2.5, '! count-unreadable'], ['petitions', 'people_count', 'constructor', '! count-unreadable'],
    ['petitions', 'lon', '104°03′05″E', 104 + 3 / 60 + 5 / 3600], ['petitions', 'lat', '南纬27°30′', -27.5], ['petitions', 'lon', '东山', '! coordinate-unreadable'],
    ['petitions', 'lon', true, '! coordinate-unreadable'], ['petitions', 'is_closed', '已化解', true], ['petitions', 'is_closed', '在办', false], ['petitions', 'is_closed', '大概', '! boolean-unreadable'],
    ['petitions', 'is_first', '重信', false], ['petitions', 'is_collective', '联名信', true], ['petitions', 'is_collective', '个访', false], ['petitions', 'confidential', '机密', true],
    ['petitions', 'petition_no', 6.21e17, '! digits-lost'], ['petitions', 'petition_no', '6.21E+17', '! digits-lost'], ['petitions', 'petition_no', '="0012"', '0012'],
    ['petitions', 'petition_no', "'530628", '530628'], ['petitions', 'petition_no', '无', null], ['petitions', 'petition_no', 'x'.repeat(61), '! code-too-long'],
    ['units', 'code', '530628001000', '530628001'], ['units', 'code', '530628000000', '530628'], ['units', 'code', '五三〇', '! code-unreadable'], ['units', 'level', '村（社区）', 'village'],
    ['units', 'level', '6', 'group'], ['units', 'level', '省', '! level-unknown'], ['units', 'name', '村'.repeat(81), '! name-too-long'], ['units', 'name', '东村', '东村'],
    ['key-areas', 'code', '530628001000', '530628001000'], ['key-areas', 'kind', '易地扶贫搬迁安置点', 'relocation_site'], ['key-areas', 'kind', '老旧小区', { flag: 'kind-unknown', value: 'other' }],
    ['key-areas', 'kind', 'reservoir', 'reservoir'], ['units', 'kind', '易地扶贫搬迁安置点', '易地扶贫搬迁安置点'], ['holidays', 'is_workday', '补班', true], ['holidays', 'is_workday', 'holiday', false],
  ])('%s.%s reads %j as %j', (kind, field, cell, value) => {
    expect(read(kind, field, cell)).toEqual(value)
  })

  it('of a column that says the opposite are turned round, flags as well as words', () => {
    const official = fieldParser('units', 'official', { inverted: true })
    expect([true, 'true', '是', '0'].map((cell) => official(cell))).toEqual([false, false, false, true])
  })

  it('of a day are read as days: every day of a field that is one', () => {
    const fields = [...new Set(kinds.flatMap(fieldsOf))]
    for (const field of fields) expect([field, isDateField(field)]).toEqual([field, /_on$|^valid_|^date$/.test(field)])
  })
})

describe('a row below the header', () => {
  const header = ['序号', '信访件编号', '信访日期', '概况']
  test.each<[Cell[], boolean, ReturnType<typeof skipReason>]>([
    [['1', 'A1', '2026-03-05', '补偿'], false, undefined], [[], false, 'blank'], [[null, '', '  ', null], false, 'blank'], [['合 计', '2', '', ''], false, 'total'],
    [['本页小计：', 2, null, null], false, 'total'], [[12, '总计', '', ''], false, 'total'], [['Grand Total', 5, null, null], false, 'total'],
    [['合计支付补偿款的问题', 'A1', '', ''], false, undefined], [['注：截至三月底', '', '', ''], false, 'note'], [['制表人：甲', null, null, null], false, 'note'],
    [['备注：见附件', 'A1', '2026-03-05', '补偿'], false, undefined], [header, false, 'repeated-header'], [[...header.slice(0, 3), '情况'], false, 'repeated-header'],
    [['(1)', '（２）', '3', '4'], true, 'column-numbers'], [['甲', '乙', '1', '2'], true, 'column-numbers'], [['1', '2', '3', '4'], false, undefined], [['1', '3', '2', ''], true, undefined],
  ])('%j (first: %s) is %s', (row, first, reason) => {
    expect(skipReason(row, header, first)).toBe(reason)
  })
})

describe('a file without a header', () => {
  const told = (kind: ImportKind, rows: Cell[][], taken: number[] = []): Record<string, number> => {
    const columns = (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] ?? null))
    const free = new Set([...columns.keys()].filter((at) => !taken.includes(at)))
    return Object.fromEntries(guessByValues(kind, columns, free).map(({ field, column }) => [field, column]))
  }

  it('of petitions is told by numbers, dates, long texts, places and neighbouring degrees', () => {
    const rows = Array.from({ length: 6 }, (_, n) => [`X2026-000${n}`, '2026-03-05', `反映征地补偿款至今没有发放到户的问题之${n}`, '东乡东村', 27.511 + n / 1000, 104.211 + n / 1000])
    expect(told('petitions', rows)).toEqual({ petition_no: 0, received_on: 1, text: 2, place_text: 3, lat: 4, lon: 5 })
    expect(told('key-areas', [[104.211, 27.511], [104.212, 27.512]])).toEqual({ lon: 0, lat: 1 })
    // what a person has said already is not told again
    expect(told('petitions', rows, [0, 4])).toEqual({ received_on: 1, text: 2, place_text: 3 })
  })

  it('of units is told by codes of which one points back at the other', () => {
    const rows = [['990128', '990128', '示例县', '县'], ['990128001', '990128', '东乡', '镇'], ['990128002', '990128', '西乡', '镇'], ['990128001001', '990128001', '东村', '村']]
    expect(told('units', rows)).toEqual({ code: 0, parent_code: 1, level: 3, name: 2 })
  })

  it('of holidays is told by days and by two words', () => {
    expect(told('holidays', [['国庆节', '2026-10-01', '休'], ['国庆节', '2026-10-10', '班']])).toEqual({ date: 1, is_workday: 2 })
  })

  it('says nothing where nothing can be told', () => {
    expect(told('petitions', [['a', null], ['b', null]])).toEqual({})
    expect(told('petitions', [])).toEqual({})
    // whole numbers are no degrees, nor is one column of them alone
    expect(told('key-areas', [[104, 27], [105, 28]])).toEqual({})
    expect(told('holidays', [['104.25', '休']])).toEqual({ is_workday: 1 })
  })
})

describe('persons in the first rows', () => {
  it('are found under any row that looks like a header, whichever was taken for it', () => {
    const rows: Cell[][] = [['示例县台账'], ['信访件编号', '姓名', '联系电话', '信访日期'], ['A1', '某某', '1', '2026-03-05']]
    expect(Object.fromEntries(personalInHead(rows, 'petitions'))).toEqual({ 1: 'name', 2: 'phone' })
    expect(withoutPersons(['A1', '某某', '电话', '2026-03-05'], personalInHead(rows, 'petitions'))).toEqual(['A1', '列2', '电话', '2026-03-05'])
  })

  it('keep of a header that a row of data was taken into the words that make them personal, and nothing else', () => {
    const hidden = new Map([[1, 'name'], [2, 'address'], [3, 'name'], [4, 'name']])
    expect(withoutPersons(['台账_信访件编号_A0', '台账_姓名_欧阳某某', '台账_家庭地址_某路0栋', '欧阳某某', 'caller_name'], hidden))
      .toEqual(['台账_信访件编号_A0', '姓名', '家庭地址', '列4', 'caller_name'])
  })

  it('are none in a row of data whose channel is the telephone', () => {
    expect(personalInHead([['A1', '电话', '2026-03-05', '征地']], 'petitions').size).toBe(0)
  })
})
