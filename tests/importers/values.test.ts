import { describe, expect, it } from 'vitest'
import { booleanParser } from '../../api/importers/parse/booleans.ts'
import { parseCode, parseLevel, parseUnitCode } from '../../api/importers/parse/codes.ts'
import { keyAreaKind } from '../../api/importers/parse/kinds.ts'
import { parseCoordinate, parseCount } from '../../api/importers/parse/numbers.ts'
import { Bad, Flagged, isEmpty, type Outcome } from '../../api/importers/parse/outcome.ts'
import { cleanText, parseNames, parsePlace, parseText, withoutNumbersOfPersons } from '../../api/importers/parse/text.ts'

const said = (outcome: Outcome) => outcome instanceof Bad ? outcome.code : outcome instanceof Flagged ? outcome.value : outcome

describe('an identifier', () => {
  it('keeps its digits: leading zeros, full width, a text mark, a decimal that a script added', () => {
    for (const [cell, code] of [['000123', '000123'], ['０００１２３', '000123'], ["'000123", '000123'], ['="000123"', '000123'], ['530628001.0', '530628001'], [530628001001, '530628001001'], [' X-12 ', 'X-12'], ['无', null]] as const) expect(said(parseCode(cell))).toBe(code)
  })

  it('is refused when a spreadsheet has rounded it', () => {
    for (const cell of [6.21e17, 1234567890123456, '6.21E+17', '5.30628E+17']) expect(said(parseCode(cell)), String(cell)).toBe('digits-lost')
  })

  it('of a unit is short: the twelve digits of a county or township are the same unit', () => {
    expect(['530628000000', '530628101000', '530628101001', '530628101001003', '67000', 530628].map((cell) => said(parseUnitCode(cell)))).toEqual(['530628', '530628101', '530628101001', '530628101001003', '67000', '530628'])
    expect(said(parseUnitCode('53 06'))).toBe('code-unreadable')
  })
})

describe('counts, yes and no, levels and kinds', () => {
  it('takes counts as people write them and refuses the vague', () => {
    expect(['１２', '1,731', '5人', '三', '3.0', 7, '0'].map((cell) => said(parseCount(cell)))).toEqual([12, 1731, 5, 3, 3, 7, 0])
    for (const cell of ['5人以上', '约10人', '-1', -1, 1.5, '1,73', true, '一百']) expect(said(parseCount(cell)), String(cell)).toBe('count-unreadable')
  })

  it('knows yes and no in many hands, a field its own words, and a column that says the opposite', () => {
    const parse = booleanParser(['已办结'], ['办理中'])
    expect(['是', '有', '√', 'TRUE', 'Y', '１', true, 1, '已办结'].map((cell) => said(parse(cell)))).toEqual(Array(9).fill(true))
    expect(['否', '无', '×', 'false', '0', 0, false, '办理中'].map((cell) => said(parse(cell)))).toEqual(Array(8).fill(false))
    expect(said(parse('也许'))).toBe('boolean-unreadable')
    expect(['true', false].map((cell) => said(booleanParser([], [], true)(cell)))).toEqual([false, true])
  })

  it('names the four levels and the kinds of key areas', () => {
    expect(['县级', 'town', '乡镇', '街道', 'village', '村民小组', '5'].map((cell) => said(parseLevel(cell)))).toEqual(['county', 'township', 'township', 'township', 'village', 'group', 'village'])
    expect(said(parseLevel('省'))).toBe('level-unknown')
    expect(['征地拆迁片区', '易地搬迁安置区', '工业园区', '小草坝景区', 'water_works'].map((cell) => said(keyAreaKind(cell)))).toEqual(['land_requisition', 'relocation_site', 'industrial_park', 'scenic_area', 'water_works'])
    expect(keyAreaKind('其他片区')).toEqual(new Flagged('other', 'kind-unknown'))
  })

  it('reads coordinates as decimals or as degrees, minutes and seconds', () => {
    expect(said(parseCoordinate('104.048289'))).toBe(104.048289)
    expect(said(parseCoordinate('１０４．０５°'))).toBe(104.05)
    for (const cell of ['104°02′53.84″E', '东经104°2\'53.84"', '104度02分53.84秒']) expect(said(parseCoordinate(cell)) as number, cell).toBeCloseTo(104.0482889, 6)
    expect(said(parseCoordinate('27°S')) as number).toBe(-27)
    for (const cell of ['东山', '104,5', 'NaN', Infinity]) expect(said(parseCoordinate(cell)), String(cell)).toBe('coordinate-unreadable')
  })

  it('knows the ways in which a cell says nothing', () => {
    for (const cell of ['', '  ', '-', '—', '/', 'NULL', '\\N', null, undefined]) expect(isEmpty(cell), String(cell)).toBe(true)
    for (const cell of ['0', 0, false, '无', 'no']) expect(isEmpty(cell), String(cell)).toBe(false)
  })
})

describe('free text', () => {
  it('loses phone and identity numbers, whatever their dress, and keeps other numbers', () => {
    for (const number of ['13800138000', '138-0013-8000', '138 0013 8000', '+8613800138000', '１３８００１３８０００', '0870-5123456', '11010519491231002X', '530628198001011234', '530628800101123']) {
      const text = withoutNumbersOfPersons(`张某联系电话${number}，请回复`)
      expect(text, number).toBe('张某联系电话○，请回复')
    }
    for (const kept of ['补偿款2210000元', '工单20260305000123', '面积1234567.8亩', '政府公告〔2026〕12号', '2026-03-05至2026-05-04']) expect(withoutNumbersOfPersons(kept)).toBe(kept)
  })

  it('of a place keeps the villager group and loses the house and the room', () => {
    expect(said(parsePlace('示例县城关镇大河村三组12号'))).toBe('示例县城关镇大河村三组○号')
    expect(said(parsePlace('大河村三组十五号附2号'))).toBe('大河村三组○号')
    expect(said(parsePlace('安置区3栋2单元501室'))).toBe('安置区3栋2单元○')
    expect(parsePlace('大河村三组12号')).toEqual(new Flagged('大河村三组○号', 'masked'))
    for (const kept of ['大河村3号地块', '2号矿井', '5号路', '城关镇大河村第三村民小组', '126户拆迁户', '台南市永康区永大路二段○号']) expect(parsePlace(kept), kept).toBe(kept)
  })

  it('comes out fit for the database: no NUL, no half surrogate, no endless cell', () => {
    expect(cleanText('a\0b\u0007c')).toBe('abc')
    expect(cleanText('x\ud800').isWellFormed()).toBe(true)
    expect(cleanText('字'.repeat(30_000))).toHaveLength(20_000)
    expect(cleanText("'=1+1")).toBe('=1+1')
    expect(said(parseText(' \0 '))).toBeNull()
  })

  it('of names is a list, however separated, each name once', () => {
    expect(parseNames('大河、大河边，大河;老大河')).toEqual(['大河', '大河边', '老大河'])
    expect(parseNames('大河、大河')).toEqual(['大河'])
  })
})
