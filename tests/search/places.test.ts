/** The names behind the search box: those that the caller may see today, spelled once for everybody of the same rights. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller, Db } from '../../api/db/db.ts'
import { bestOf } from '../../api/search/match.ts'
import { placeNames } from '../../api/search/places.ts'
import { createUnits, type TestUnits } from '../setup/app.ts'
import { somebody } from '../setup/callers.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('names of places on $name', ({ open }) => {
  let db: Db
  let units: TestUnits
  let office: Caller
  beforeAll(async () => {
    db = await open()
    units = await createUnits(db)
    office = somebody('office', { scopeUnits: [units.county] })
    await db.query(`insert into admin_unit (county_code, code, name, level, parent_id, valid_to) values ('990000', '990000008', '撤并乡', 'township', $1, '2020-01-01')`, [units.county])
    for (const [code, name, until] of [['990000-K01', '重庆路片区', null], ['990000-K02', '旧片区', '2020-01-01']]) {
      await db.query(`insert into key_area (county_code, code, name, kind, geom, valid_from, valid_to)
        values ('990000', $1, $2, 'land_requisition', st_multi(st_makeenvelope(104.1, 27.1, 104.2, 27.2, 4326)), '2010-01-01', $3)`, [code, name, until])
    }
  })
  afterAll(() => db.close())

  it('are all of today, wider ones first, each with what stands above it; what has ended is not found', async () => {
    const names = await (await placeNames(db))('1', office)
    expect(names.map(({ name, within, level }) => [name, within, level])).toEqual([
      ['试验县', '', 'county'], ['东乡', '', 'township'], ['西乡', '', 'township'], ['重庆路片区', '征地拆迁区', null], ['东村', '东乡', 'village'], ['一组', '东乡 东村', 'group'],
    ])
  })

  it('are spelled as their words have it, in letters and in sounds', async () => {
    const names = await (await placeNames(db))('1', office)
    expect(names.map(({ initials, pinyin }) => [initials, pinyin]).slice(0, 4)).toEqual([['syx', 'shiyanxian'], ['dx', 'dongxiang'], ['xx', 'xixiang'], ['cqlpq', 'chongqinglupianqu']])
    expect(bestOf(names, 'cql', 5).map(({ code }) => code)).toEqual(['990000-K01'])
  })

  it('are those of the caller’s own ground', async () => {
    const ask = await placeNames(db)
    const seen = async (role: string, unit: number): Promise<string[]> => (await ask('1', somebody(role, { scopeUnits: [unit] }))).map(({ name }) => name)
    expect(await seen('village', units.village)).toEqual(['东村', '一组'])
    expect(await seen('township', units.sibling)).toEqual(['西乡'])
  })

  it('are asked for once while nothing changes, for callers of the same rights together', async () => {
    const ask = await placeNames(db)
    const first = ask('1', office)
    expect(ask('1', { ...office, accountId: '00000000-0000-0000-0000-000000000001' })).toBe(first)
    expect(ask('1', somebody('planner', { scopeUnits: [units.county] }))).not.toBe(first)
    expect(ask('2', office)).not.toBe(first)
    await Promise.all([first, ask('2', office)])
  })

  it('are asked for anew after a reading that broke', async () => {
    let broken = true
    const ask = await placeNames({ ...db, read: (...question) => broken ? Promise.reject(new Error('the line is cut')) : db.read(...question) })
    await expect(ask('1', office)).rejects.toThrow('the line is cut')
    broken = false
    expect(await ask('1', office)).toHaveLength(6)
  })

  it('are today’s once a name has changed', async () => {
    const ask = await placeNames(db)
    await ask('1', office)
    await db.query(`update admin_unit set name = '东乡镇' where id = $1`, [units.township])
    expect((await ask('2', office)).map(({ name }) => name)).toContain('东乡镇')
  })
})
