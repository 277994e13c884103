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
