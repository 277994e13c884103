import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type KnownUnit, planUnits, type UnitRow } from '../../api/importers/units/plan.ts'
import { countyOfUnits, withCounty } from '../../api/importers/units/county-of-units.ts'

const today = '2024-06-30'
const known = (id: number, code: string, name: string, level: KnownUnit['level'], parent: string | null): KnownUnit => ({
  id, code, name, level, kind: null, parent_code: parent, household_count: null, official: true, valid_from: '1949-10-01', point: null, geom_hash: 'a', names: [name],
})
const row = (line: number, code: string, name: string, level: UnitRow['level'], more: Partial<UnitRow> = {}): UnitRow => ({ line, code, name, level, aliases: [], ...more })
const county = [known(1, '99', '甲县', 'county', null), known(2, '9901', '东乡', 'township', '99'), known(3, '990101', '一村', 'village', '9901'), known(4, '990102', '二村', 'village', '9901')]

describe('the plan of a units file', () => {
  test('finds a parent by the beginning of the code', () => {
    expect(planUnits(county, [row(1, '990103', '三村', 'village')], today).created).toMatchObject([{ parent: '9901', from: '1949-10-01' }])
  })

  test('refuses a unit whose parent is of its own level or unknown', () => {
    const plan = planUnits(county, [row(1, '77', '孤村', 'village'), row(2, '990109', '错村', 'village', { parentCode: '990101' })], today)
    expect(plan.rejected.map(({ line, reasons }) => [line, reasons[0]?.code])).toEqual([[1, 'parent-missing'], [2, 'parent-missing']])
  })

  test('corrects a name in place and remembers the former one', () => {
    const plan = planUnits(county, [row(1, '990101', '壹村', 'village')], today)
    expect(plan).toMatchObject({ updated: [{ id: 3 }], created: [], ended: [] })
    expect(plan.names).toContainEqual({ code: '990101', name: '一村', kind: 'former' })
  })

  test('begins a new version where the file says from when', () => {
    const plan = planUnits(county, [row(1, '990101', '壹村', 'village', { validFrom: '2024-01-01' }), row(2, '990102', '二村', 'village', { validFrom: '2024-01-01', geomHash: 'b' })], today)
    expect(plan.ended).toEqual([{ id: 3, code: '990101', on: '2024-01-01' }, { id: 4, code: '990102', on: '2024-01-01' }])
    expect(plan.successions.map(({ from, reason }) => [from, reason])).toEqual([[3, 'renamed'], [4, 'redrawn']])
  })

  test('knows a merger by two predecessors and a split by two heirs', () => {
    const merged = planUnits(county, [row(1, '990103', '合村', 'village', { predecessorCode: '990101' }), row(2, '990103', '合村', 'village', { predecessorCode: '990102' })], today)
    expect(merged.successions).toMatchObject([{ from: 3, to: '990103', reason: 'merged' }, { from: 4, to: '990103', reason: 'merged' }])
    expect(merged.rejected).toEqual([])
    const split = planUnits(county, [row(1, '990103', '东一村', 'village', { predecessorCode: '990101' }), row(2, '990104', '西一村', 'village', { predecessorCode: '990101' })], today)
    expect(split.successions).toMatchObject([{ from: 3, reason: 'split' }, { from: 3, reason: 'split' }])
    expect(split.ended).toHaveLength(1)
  })

  test('ends a township that all its villages have left', () => {
    const plan = planUnits([...county, known(9, '9902', '西乡', 'township', '99')],
      [row(1, '990201', '一村', 'village', { predecessorCode: '990101', parentCode: '9902' }), row(2, '990202', '二村', 'village', { predecessorCode: '990102', parentCode: '9902' })], today)
    expect(plan.ended.map(({ code }) => code)).toEqual(expect.arrayContaining(['9901', '990101', '990102']))
    expect(plan.successions).toContainEqual({ from: 2, to: '9902', on: today, reason: 'recoded' })
  })

  test('takes a list with one other name to a line for what it is', () => {
    const list = (...lines: [string, string, string][]) => lines.map(([code, name, alias], at) => row(at + 1, code, name, code.length === 4 ? 'township' : 'village', { aliases: [alias] }))
    const plan = planUnits([...county.slice(0, 3), { ...known(4, '990102', '二村', 'village', '9901'), names: ['二村', '老二村'] }],
      list(['990101', '一村', '老一村'], ['990101', '一村', '一大队'], ['990102', '二村', '老二村'], ['990102', '二村', '二村委会'], ['9901', '东乡', '东镇']), today)
    expect(plan.rejected).toEqual([])
    expect(plan.updated.map(({ code, aliases }) => [code, aliases])).toEqual([['9901', ['东镇']], ['990101', ['老一村', '一大队']], ['990102', ['老二村', '二村委会']]])
    expect(plan.joined.map(({ line, fresh }) => [line, fresh])).toEqual([[2, true], [4, true]])
    // the same list again brings nothing
    const named = county.map((unit) => ({ ...unit, names: [unit.name, '老一村', '一大队', '老二村', '二村委会', '东镇'] }))
    const again = planUnits(named, list(['990101', '一村', '老一村'], ['990101', '一村', '一大队'], ['9901', '东乡', '东镇']), today)
    expect(again).toMatchObject({ updated: [], joined: [{ line: 2, fresh: false }], rejected: [] })
    expect(again.unchanged).toHaveLength(2)
  })

  test('still refuses a second line of a unit that says something else of it', () => {
    const plan = planUnits(county, [row(1, '990101', '一村', 'village', { aliases: ['老一村'] }), row(2, '990101', '壹村', 'village', { aliases: ['老一村'] }),
      row(3, '990101', '一村', 'village', { aliases: ['老一村'], householdCount: 9 }), row(4, '990101', '一村', 'village')], today)
    expect(plan.rejected.map(({ line, reasons }) => [line, reasons[0]?.code])).toEqual([[2, 'duplicate-code'], [3, 'duplicate-code'], [4, 'duplicate-code']])
  })

  test('refuses all lines of a unit whose parent is not known', () => {
    const plan = planUnits(county, [row(1, '77', '孤村', 'village', { aliases: ['甲'] }), row(2, '77', '孤村', 'village', { aliases: ['乙'] })], today)
    expect(plan.rejected.map(({ line }) => line)).toEqual([1, 2])
    expect(plan.joined).toEqual([])
  })

  test('gives every row one outcome, whatever comes', () => {
    const some = fc.record({
      code: fc.constantFrom('9901', '990101', '990103', '77', '9902'), name: fc.constantFrom('一村', '新村', '东乡'),
      level: fc.constantFrom<UnitRow['level']>('township', 'village', 'group'), predecessorCode: fc.option(fc.constantFrom('990101', '990102', 'x'), { nil: undefined }),
      validFrom: fc.option(fc.constantFrom('2020-01-01', '2025-01-01'), { nil: undefined }),
    })
    fc.assert(fc.property(fc.uniqueArray(some, { selector: ({ code }) => code, maxLength: 5 }), (rows) => {
      const plan = planUnits(county, rows.map((one, line) => ({ ...one, line: line + 1, aliases: [] })), today)
      expect(plan.created.length + plan.updated.length + plan.unchanged.length + plan.joined.length + plan.rejected.length).toBe(rows.length)
      expect(new Set(plan.ended.map(({ id }) => id)).size).toBe(plan.ended.length)
    }))
  })

  test.each<[string, Partial<UnitRow>, boolean]>([
    ['the same name', {}, false], ['another name', { name: '壹村' }, true], ['a level', { level: 'group' }, true], ['a kind', { kind: 'resettlement' }, true], ['households', { householdCount: 120 }, true],
    ['that it is official', { official: true }, false], ['that it is not official', { official: false }, true], ['a border', { geomHash: 'b' }, true], ['the border that it has', { geomHash: 'a' }, false],
    ['a point', { lon: 104.1, lat: 27.1 }, true], ['another name of its own', { aliases: ['老一村'] }, true], ['its short form as another name', { aliases: ['一 村'] }, false], ['a parent', { parentCode: '99' }, true],
    ['the parent that it has', { parentCode: '9901' }, false],
  ])('corrects a unit for %s, or leaves it', (_what, more, changes) => {
    const plan = planUnits(county, [row(1, '990101', '一村', 'village', more)], today)
    expect([plan.updated.length, plan.unchanged.length]).toEqual(changes ? [1, 0] : [0, 1])
    expect([plan.created, plan.ended, plan.successions, plan.rejected]).toEqual([[], [], [], []])
  })

  test('corrects in place what does not begin later, and what has no versions', () => {
    for (const more of [{ name: '壹村', validFrom: '1949-10-01' }, { name: '壹村', validFrom: '1949-09-30' }, { householdCount: 120, validFrom: '2024-01-01' }]) {
      expect(planUnits(county, [row(1, '990101', '一村', 'village', more)], today)).toMatchObject({ updated: [{ id: 3 }], ended: [], created: [] })
    }
  })

  test('renames where the row says that it follows itself, from today on', () => {
    const plan = planUnits(county, [row(1, '990101', '壹村', 'village', { predecessorCode: '990101' })], today)
    expect(plan).toMatchObject({ ended: [{ id: 3, on: today }], created: [{ name: '壹村', from: today }], successions: [{ from: 3, to: '990101', on: today, reason: 'renamed' }] })
    // under its name it follows nobody
    expect(planUnits(county, [row(1, '990101', '一村', 'village', { predecessorCode: '990101' })], today)).toMatchObject({ unchanged: [{ line: 1 }], ended: [], successions: [] })
  })

  test('ends a unit whose last day has passed, today not being one of them, and names its heir where there is one', () => {
    const ended = planUnits(county, [row(1, '990101', '一村', 'village', { validTo: '2024-06-29', successorCode: '990102' })], today)
    expect(ended).toMatchObject({ ended: [{ id: 3, code: '990101', on: '2024-06-29' }], successions: [{ from: 3, to: '990102', on: '2024-06-29', reason: 'merged' }], unchanged: [{ line: 1 }], updated: [] })
    expect(planUnits(county, [row(1, '990101', '一村', 'village', { validTo: '2024-06-29' })], today).successions).toEqual([])
    expect(planUnits(county, [row(1, '990101', '一村', 'village', { validTo: today })], today)).toMatchObject({ ended: [], unchanged: [{ line: 1 }] })
    // one that nobody knows is none, and is not made either
    expect(planUnits(county, [row(1, '990103', '三村', 'village', { validTo: '2024-06-29', successorCode: '990102' })], today)).toMatchObject({ ended: [], created: [], successions: [], unchanged: [{ line: 1 }] })
  })

  test('begins a new unit when the file says, today where it takes another one’s place, and else with the republic', () => {
    const from = (more: Partial<UnitRow>): string | undefined => planUnits(county, [row(1, '990103', '三村', 'village', more)], today).created[0]?.from
    expect([from({}), from({ predecessorCode: '990101' }), from({ validFrom: '2020-01-01' }), from({ validFrom: '2020-01-01', predecessorCode: '990101' })]).toEqual(['1949-10-01', today, '2020-01-01', '2020-01-01'])
  })

  test('takes the place of a unit of its own level alone', () => {
    const group = planUnits(county, [row(1, '990102001', '一组', 'group', { predecessorCode: '990101' })], today)
    expect(group).toMatchObject({ ended: [], successions: [] })
    expect(planUnits(county, [row(1, '990103', '三村', 'village', { predecessorCode: '990109' })], today)).toMatchObject({ ended: [], successions: [], created: [{ code: '990103' }] })
    expect(planUnits(county, [row(1, '990103', '三村', 'village', { predecessorCode: '990101' })], today).successions).toEqual([{ from: 3, to: '990103', on: today, reason: 'recoded' }])
  })

  test('keeps the names of a unit, official, short, other and former, and none of a group', () => {
    const names = (rows: UnitRow[]): string[] => planUnits(county, rows, today).names.map(({ code, name, kind }) => `${code} ${name} ${kind}`).sort()
    expect(names([row(1, '990101', '壹大村民委员会', 'village', { aliases: ['老村', '壹大村'] })])).toEqual([
      '990101 一村 former', '990101 壹大 short', '990101 壹大村 short', '990101 壹大村民委员会 official', '990101 老村 alias',
    ])
    expect(names([row(1, '990101001', '一组', 'group', { aliases: ['老组'] })])).toEqual([])
  })

  test('finds the nearest unit above: the longest code that its own begins with, of a higher level, in the file or known', () => {
    const parent = (code: string, level: UnitRow['level'], others: UnitRow[] = []): string | null | undefined =>
      planUnits(county, [...others, row(9, code, '某', level)], today).created.find((one) => one.code === code)?.parent
    expect([parent('990101001', 'group'), parent('990109001', 'group'), parent('990201', 'village'), parent('9905', 'township')]).toEqual(['990101', '9901', '99', '99'])
    // of its own level, or below it, a unit is nobody’s parent
    expect(parent('99010103', 'village')).toBe('9901')
    expect(parent('99020101', 'village', [row(1, '9902', '西乡', 'township')])).toBe('9902')
    expect(planUnits(county, [row(1, '990103', '三村', 'village', { parentCode: '990102' })], today).rejected[0]?.reasons).toEqual([{
      code: 'parent-missing', column: 'parent_code', message_zh: '找不到 三村 的上级单位（990102），请先导入上级', message_en: 'the unit above 三村 (990102) is not known; import the upper level first',
    }])
  })

  test('tells a line that comes twice by the line that it repeats', () => {
    expect(planUnits(county, [row(4, '990103', '三村', 'village'), row(7, '990103', '三村', 'village')], today).rejected).toEqual([
      { line: 7, reasons: [{ code: 'duplicate-code', column: 'code', message_zh: '代码 990103 在第 4 行已出现', message_en: 'the code 990103 is in line 4 already' }] },
    ])
  })

  test('takes the county from the county row, the townships\' parent or the codes, and asks where they differ', () => {
    expect(countyOfUnits('-', undefined, [row(1, '67000010', '区', 'township', { parentCode: '67000' })])).toBe('67000')
    expect(countyOfUnits('-', undefined, [row(1, '530628101201', '村', 'village')])).toBe('530628')
    expect(countyOfUnits('990100', undefined, [row(1, '530628101201', '村', 'village')])).toBe('990100')
    expect(() => countyOfUnits('-', undefined, [row(1, '530628101201', '村', 'village'), row(2, '530629101201', '村', 'village')])).toThrow('--county')
  })

  test('names a county that the file does not have as the importing person says, and by its code only while nobody does', () => {
    const below = [row(1, '67000010', '新营区', 'township', { parentCode: '67000' })]
    const named = (known?: string, given?: string, rows = below): string[] => withCounty(rows, '67000', known, given).filter(({ level }) => level === 'county').map(({ name }) => name)
    expect(named(undefined, ' 台南 ')).toEqual(['台南'])
    expect(named()).toEqual(['67000'])
    expect(named(undefined, '  ')).toEqual(['67000'])
    // a name given later replaces the code, and no other name
    expect(named('67000', '台南')).toEqual(['台南'])
    expect(named('67000')).toEqual([])
    expect(named('台南市', '台南')).toEqual([])
    // the file's own county row is the county
    expect(named(undefined, '台南', [row(1, '67000', '台南市', 'county'), ...below])).toEqual(['台南市'])
    expect(named(undefined, '台南', [])).toEqual([])
  })
})
