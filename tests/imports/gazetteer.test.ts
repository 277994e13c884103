import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createGazetteer } from '../../api/importers/gazetteer/matcher.ts'
import { chineseNumber, groupNumber } from '../../api/importers/gazetteer/group-number.ts'
import { shortForms } from '../../api/importers/gazetteer/name-forms.ts'
import { oneOff } from '../../api/importers/gazetteer/one-off.ts'
import type { GazetteerUnit, NameKind, TextGrade, UnitLevel } from '../../api/importers/gazetteer/types.ts'
import { shared } from './county.ts'
import { countsByUnit, csvRows, polygonsOf } from './independent-count.ts'

const unit = (
  id: number, code: string, name: string, level: UnitLevel, townshipId: number | null,
  names: [string, NameKind][] = [], villageId: number | null = null,
): GazetteerUnit =>
  ({ id, code, name, level, townshipId, villageId, names: names.map(([text, kind]) => ({ name: text, kind })) })

const belowTheCounty = [
  unit(10, '990100101', '柳河镇', 'township', 10), unit(20, '990100201', '石桥苗族乡', 'township', 20),
  // a town that was split in two
  unit(30, '990100001', '东关街道', 'township', 30, [['城关镇', 'former']]), unit(40, '990100002', '西关街道', 'township', 40, [['城关镇', 'former']]),
  unit(11, '1', '大湾村民委员会', 'village', 10, [], 11), unit(12, '2', '大湾边社区居民委员会', 'village', 10, [], 12),
  unit(13, '3', '双河村民委员会', 'village', 10, [], 13), unit(23, '4', '双河村民委员会', 'village', 20, [], 23),
  unit(21, '5', '太坪村民委员会', 'village', 20, [['太平村', 'former'], ['老街子', 'alias']], 21),
  unit(31, '6', '石桥社区居民委员会', 'village', 30, [], 31), unit(41, '7', '柏杨村民委员会', 'village', 40, [], 41),
  unit(111, '8', '第3村民小组', 'group', 10, [], 11), unit(112, '9', '第12村民小组', 'group', 10, [], 11),
]
const county = createGazetteer([unit(1, '990100', '云溪县', 'county', null), ...belowTheCounty])

const gold: [string, TextGrade, number | undefined][] = [
  ['云南省某市云溪县柳河镇大湾村民委员会', 'B', 11], ['云溪县柳河镇大湾村', 'B', 11], ['柳河镇大湾村3组', 'A', 111],
  ['柳河镇大湾村第十二村民小组', 'A', 112], ['柳河镇大湾村民委员会１２组', 'A', 112], ['柳河镇大湾村99组', 'B', 11],
  ['柳河镇大湾边社区', 'B', 12], ['柳河镇大湾边', 'C', 12], ['柳河 大湾村', 'B', 11], ['大湾村', 'C', 11], ['大湾边社区居委会', 'C', 12],
  ['石桥苗族乡太坪村', 'B', 21], ['石桥乡太平村', 'C', 21], ['石桥乡老街子', 'C', 21], ['太平洋保险公司', 'E', undefined],
  ['双河村', 'E', undefined], ['石桥乡双河村', 'B', 23], ['柳河镇', 'D', 10], ['柳河镇政府门口', 'D', 10], ['柳河镇太坪村', 'D', 10],
  ['柳河镇大弯村', 'D', 11], ['城关镇', 'E', undefined], ['城关镇柏杨村', 'B', 41], ['城关镇石桥社区', 'B', 31], ['石桥社区', 'C', 31],
  // a road bears a village's name and leads past others; a road's number is no group's
  ['柳河镇大湾路3号', 'D', 10], ['柳河镇双河东路二段', 'D', 10], ['石桥乡太坪街12号', 'D', 20], ['大湾路', 'E', undefined], ['柳河镇大湾二街3巷', 'D', 10],
  ['柳河镇大湾路大湾村3组', 'A', 111], ['东关街道石桥路口', 'D', 30], ['柳河路', 'E', undefined], ['柳河镇大湾新街', 'C', 11],
  ['云南省某市镇远县柳河镇大湾村', 'E', undefined], ['', 'E', undefined], ['全县', 'E', undefined],
]

describe('the candidates of a text', () => {
  test('begin with what the text decides, under the same grade', () => {
    for (const [text, grade, id] of gold) {
      const [first] = county.candidates(text, 9)
      if (id !== undefined) expect([text, first?.unitId, first?.grade]).toEqual([text, id, grade])
    }
  })

  test.each([
    ['双河村', [[13, 'C', 'no-township'], [23, 'C', 'no-township']]],
    ['柳河镇太坪村', [[10, 'D', 'township-differs'], [21, 'D', 'township-differs']]],
    ['柳河镇大弯村', [[11, 'D', 'one-character-off'], [10, 'D', 'township-only']]],
    ['大湾村3组', [[111, 'C', 'no-township'], [11, 'C', 'no-township']]],
    ['全县', []],
  ])('of %s are every unit that it may mean, with the reason', (text, wanted) => {
    expect(county.candidates(text, 9).map(({ unitId, grade, reason }) => [unitId, grade, reason])).toEqual(wanted)
  })

  test('are no more than asked for', () => {
    expect(county.candidates('城关镇柏杨村石桥社区双河村', 2)).toHaveLength(2)
  })
})

describe('a county that nobody has named yet', () => {
  const unnamed = createGazetteer([unit(1, '990100', '990100', 'county', null), ...belowTheCounty])

  test('places addresses by what stands behind the county that they name', () => {
    expect(unnamed.place('云南省某市云溪县柳河镇大湾村3组')).toMatchObject({ grade: 'A', unitId: 111 })
    expect(unnamed.candidates('云南省某市云溪县柳河镇大湾村', 1)).toMatchObject([{ unitId: 11, grade: 'B' }])
    expect(unnamed.place('云南省某市镇远县马街镇大坪村')).toMatchObject({ grade: 'E' })
  })

  test('places everything that a named one places, to the same unit', () => {
    for (const [text, grade, unitId] of gold.filter(([, , id]) => id !== undefined)) {
      expect([text, unnamed.place(text)]).toMatchObject([text, { grade, unitId }])
    }
  })
})

describe('the gazetteer', () => {
  test.each(gold)('places %s with grade %s', (text, grade, id) => {
    expect(county.place(text)).toMatchObject({ grade, ...(id === undefined ? {} : { unitId: id }) })
    if (id === undefined) expect(county.place(text).unitId).toBeUndefined()
  })

  test('takes no road, street or lane for the village whose name it bears', () => {
    const name = fc.constantFrom('大湾', '大湾边', '双河', '太坪', '柏杨', '石桥')
    const way = fc.constantFrom('', '东', '南', '中', '一', '二', '12', '南二')
    const kind = fc.constantFrom('路', '街', '大道', '大街', '巷', '弄', '胡同')
    const rest = fc.constantFrom('', '3号', '二段18号', '与人民路交叉口', '附近')
    fc.assert(fc.property(fc.constantFrom('', '柳河镇', '石桥苗族乡', '云溪县柳河镇'), name, way, kind, rest, (town, village, side, word, after) => {
      const text = `${town}${village}${side}${word}${after}`
      expect([text, county.place(text).level ?? 'none']).toEqual([text, town === '' ? 'none' : 'township'])
      expect(county.place(text).reason).not.toBe('township-differs')
    }))
  })

  test('keeps the candidates of what it cannot decide', () => {
    expect(county.place('双河村').candidates).toEqual([13, 23])
    expect(county.place('城关镇').candidates).toEqual([30, 40])
  })

  test('knows the short forms of official names', () => {
    expect(shortForms('大湾边社区居民委员会', 'village')).toEqual(expect.arrayContaining(['大湾边社区', '大湾边']))
    expect(shortForms('大湾村民委员会', 'village')).toEqual(expect.arrayContaining(['大湾村', '大湾']))
    expect(shortForms('石桥苗族彝族乡', 'township')).toEqual(expect.arrayContaining(['石桥乡', '石桥']))
    expect(shortForms('东关街道办事处', 'township')).toEqual(expect.arrayContaining(['东关街道', '东关']))
    expect(shortForms('苗寨村', 'village')).not.toContain('寨村')
  })

  test.each([['3', 3], ['十', 10], ['十二', 12], ['二十', 20], ['一百零三', 103], ['两', 2]])('reads the number %s', (text, number) => {
    expect(chineseNumber(text)).toBe(number)
  })

  test('reads group numbers only where a group is named', () => {
    expect(groupNumber('3组旁')).toBe(3)
    expect(groupNumber('第三居民小组')).toBe(3)
    expect(groupNumber('3号')).toBeUndefined()
  })

  test('one character more, less or other is near, two are not', () => {
    expect([oneOff('大湾村', '大弯村'), oneOff('大湾村', '湾村'), oneOff('大湾村', '大大湾村'), oneOff('大湾村', '小弯村')]).toEqual([true, true, true, false])
  })

  test('places more than a hundred thousand texts in a few seconds', () => {
    const from = performance.now()
    for (let n = 0; n < 100_000; n++) county.place(`云溪县柳河镇大湾村${n}号附近的水沟`)
    expect(performance.now() - from).toBeLessThan(10_000)
  })
})

const yiliang = join(shared, 'yiliang_admin')
describe.skipIf(!existsSync(yiliang))('the gazetteer of shared/data/yiliang_admin', () => {
  const table = (name: string): Record<string, string>[] => {
    const [head = '', ...lines] = readFileSync(join(yiliang, name), 'utf8').trim().split(/\r?\n/)
    const columns = head.split(',')
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [columns[at] ?? '', cell])))
  }
  const load = () => {
    const ids = new Map<string, number>()
    const id = (code = ''): number => ids.get(code) ?? (ids.set(code, ids.size + 1), ids.size)
    const townships = table('townships.csv').map((row) => unit(id(row['code']), row['code'] ?? '', row['name'] ?? '', 'township', id(row['code']),
      ['530628001', '530628002'].includes(row['code'] ?? '') ? [['角奎镇', 'former']] : []))
    const villages = table('villages.csv').map((row) => unit(id(row['code12']), row['code12'] ?? '', row['name'] ?? '', 'village', id(row['township_code']),
      row['name_2016'] && row['name_2016'] !== row['name'] ? [[row['name_2016'], 'former']] : [], id(row['code12'])))
    return { gazetteer: createGazetteer([unit(id('530628'), '530628', '彝良县', 'county', null), ...townships, ...villages]), villages, id }
  }

  test('every village is found by township and name, 2016 names included, and the grades keep their promise', () => {
    const { gazetteer, villages, id } = load()
    const shown: Record<string, { right: number; wrong: number }> = {}
    const wrong: string[] = []
    const ask = (text: string, code: string): void => {
      const place = gazetteer.place(text)
      const score = shown[place.grade] ??= { right: 0, wrong: 0 }
      if (place.unitId === undefined || place.unitId === id(code)) score.right++
      else if (place.level === 'township' && villages.find((one) => one.id === id(code))?.townshipId === place.unitId) score.right++
      else {
        score.wrong++
        wrong.push(`${text} -> ${place.unitId}`)
      }
    }
    for (const row of table('villages.csv')) {
      const code = row['code12'] ?? ''
      ask(`云南省昭通市彝良县${row['township']}${row['name']}`, code)
      ask(`彝良县${row['township']}${row['short_name']}2组`, code)
      ask(`${row['short_name']}`, code)
      if (row['name_2016'] && row['township_2016']) ask(`彝良县${row['township_2016']}${row['name_2016']}`, code)
    }
    expect(wrong).toEqual([])
    // exact names must not fall to lower grades
    expect(shown['B']?.right).toBeGreaterThanOrEqual(2 * 155)
    expect(Object.values(shown).reduce((sum, score) => sum + score.right, 0)).toBeGreaterThan(550)
  })

  test('the known traps', () => {
    const { gazetteer, villages } = load()
    const named = (text: string): string | undefined => villages.find((one) => one.id === gazetteer.place(text).unitId)?.name
    expect(named('角奎镇大河边社区')).toBe('大河边社区居民委员会')
    expect(named('大河边社区')).toBe('大河边社区居民委员会')
    expect(named('大河村')).not.toBe('大河边社区居民委员会')
    expect(named('小河坝社区')).toContain('小河坝')
    expect(named('太平村')).toContain('太坪')
    expect(gazetteer.place('角奎镇')).toMatchObject({ grade: 'E', reason: 'ambiguous' })
    expect(gazetteer.place('龙街')).toMatchObject({ level: 'township' })
  })
})

const tainan = join(shared, 'tainan_1999/tainan_1999_2015_2016.csv')
describe.skipIf(!existsSync(tainan))('the gazetteer of shared/data/tainan_admin', () => {
  interface Town { town_code: string, town_name: string }
  const features = <T>(name: string): T[] =>
    (JSON.parse(readFileSync(join(shared, 'tainan_admin', name), 'utf8')) as { features: { properties: T }[] }).features.map(({ properties }) => properties)
  const shapes = readFileSync(join(shared, 'tainan_admin/tainan_villages_wgs84.geojson'), 'utf8')
  const load = () => {
    const towns = features<Town>('tainan_towns_wgs84.geojson').map((town, at) => unit(at + 1, town.town_code, town.town_name, 'township', at + 1))
    const idOf = new Map(towns.map(({ code, id }) => [code, id]))
    const villages = features<Town & { vill_code: string, vill_name: string }>('tainan_villages_wgs84.geojson')
      .map((one, at) => unit(at + 100, one.vill_code, one.vill_name, 'village', idOf.get(one.town_code) ?? null, [], at + 100))
    return { gazetteer: createGazetteer([unit(99, '67000', '台南市', 'county', null), ...towns, ...villages]), villages }
  }

  test('a city whose roads bear the names of its villages: what is placed in a village by words lies there by its point', () => {
    const { gazetteer, villages } = load()
    const codeOf = new Map(villages.map(({ id, code }) => [id, code]))
    const polygons = polygonsOf(shapes, 'vill_code')
    let differs = 0
    const placed = { right: 0, wrong: 0 }
    // every seventh report: a number for each of its kinds, and a second's work
    for (const row of csvRows(readFileSync(tainan, 'utf8')).filter((_row, at) => at % 7 === 0)) {
      const place = gazetteer.place(row['address_masked'] ?? '')
      if (place.reason === 'township-differs') differs++
      if (place.level !== 'village') continue
      const [truth] = countsByUnit(polygons, [[Number(row['lon']), Number(row['lat'])]]).keys()
      if (truth === codeOf.get(place.unitId ?? 0)) placed.right++
      else placed.wrong++
    }
    // of 5,877 reports; a road taken for a village made it 1,400 and 1,500
    expect(differs).toBeLessThan(40)
    expect(placed.right).toBeGreaterThan(200)
    expect(placed.wrong / (placed.right + placed.wrong)).toBeLessThan(0.12)
  })
})
