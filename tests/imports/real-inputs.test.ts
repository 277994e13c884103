import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines } from '../setup/engines.ts'
import { csvRows, countsByUnit, polygonsOf } from './independent-count.ts'
import { importFile, keep, csv, importPetitions, one, shared } from './county.ts'

const tainan = join(shared, 'tainan_1999/tainan_1999_2015_2016.csv')
const towns = join(shared, 'tainan_admin/tainan_towns_wgs84.geojson')
const villages = join(shared, 'tainan_admin/tainan_villages_wgs84.geojson')

describe.each(engines)('real files on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() }, 240_000)
  afterAll(() => db.close())

  describe.skipIf(!existsSync(tainan))('shared/data/tainan_admin and tainan_1999', () => {
    test('come in whole, and the counts by village equal an independent count', async () => {
      expect(await importFile(db, 'units', towns)).toMatchObject({ created: 37, rejected: 0 })
      expect(await importFile(db, 'units', villages)).toMatchObject({ created: 752, rejected: 0 })
      const result = await importFile(db, 'petitions', tainan)
      expect(result).toMatchObject({ created: 41_136, rejected: 0, tally: { 'placeholder-point': 163 } })

      const rows = csvRows(readFileSync(tainan, 'utf8'))
      const fallBack = new Set(['120.213 22.9971', '120.213 22.9972'])
      const points = rows.map((row) => [Number(row['lon']), Number(row['lat'])] as const).filter(([lon, lat]) => !fallBack.has(`${lon} ${lat}`))
      expect(rows.length - points.length).toBe(163)
      const expected = countsByUnit(polygonsOf(readFileSync(villages, 'utf8'), 'vill_code'), points)
      const { rows: counted } = await db.query<{ code: string; n: number }>(`
        select coalesce(u.code, 'outside') as code, count(*)::int as n
        from petition p join matter m on m.id = p.matter_id and m.county_code = p.county_code left join admin_unit u on u.id = p.village_id
        where m.place_method = 'point' group by 1`)
      expect(Object.fromEntries(counted.map(({ code, n }) => [code, n]))).toEqual(Object.fromEntries(expected))
      expect(await one(db, 'select sum(petitions)::int as value from petition_tally where channel = 0')).toBe(41_136)
    }, 600_000)

    test('come again unchanged', async () => {
      expect(await importFile(db, 'petitions', tainan)).toMatchObject({ created: 0, updated: 0, unchanged: 41_136, rejected: 0 })
    }, 600_000)
  })
})

describe.each(engines)('another real county on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() }, 240_000)
  afterAll(() => db.close())
  const folder = join(shared, 'yiliang_admin')

  test.skipIf(!existsSync(folder))('shared/data/yiliang_admin: the codes of 2023 succeed those of 2016, petitions move along and no total changes', async () => {
    expect(await importFile(db, 'units', join(folder, 'source_2016_adcode_530628.csv'), { crs: 'gcj02' })).toMatchObject({ created: 155, rejected: 0 })
    const old = await db.query<{ code: string; name: string; town: string }>(`select u.code, u.name, t.name as town from admin_unit u
      join admin_unit t on t.id = u.township_id where u.level = 'village' order by u.code`)
    await importPetitions(db, old.rows.map(({ code, name, town }, n) => ({ no: `Y${code}`, on: '2017-05-01', place: `云南省昭通市彝良县${town}${name}`, people: 1 + n % 3 })))
    const totals = () => one(db, `select json_build_object('petitions', sum(petitions), 'people', sum(people), 'placed', sum(petitions) filter (where place_status = 1)) as value from petition_tally where channel = 0`)
    const before = await totals()
    expect(before).toMatchObject({ petitions: old.rows.length, placed: old.rows.length })

    expect(await importFile(db, 'units', join(folder, 'townships.csv'), { validFrom: '2023-06-30' })).toMatchObject({ rejected: 0 })
    expect(await importFile(db, 'units', join(folder, 'villages.csv'), { validFrom: '2023-06-30' })).toMatchObject({ rejected: 0 })
    expect(await totals()).toEqual(before)
    // every petition stands in a current unit, and in the successor of the one it was placed in
    expect(await one(db, 'select count(*)::int as value from petition p join admin_unit u on u.id in (p.village_id, p.township_id) where u.valid_to is not null')).toBe(0)
    const { rows: pairs } = await db.query<{ was: string; now: string }>(`select substr(p.petition_no, 2) as was, u.code as now
      from petition p join admin_unit u on u.id = p.village_id order by 1`)
    const successor = new Map(csvRows(readFileSync(join(folder, 'villages.csv'), 'utf8')).filter((row) => row['code12_2016']).map((row) => [row['code12_2016'], row['code12']]))
    for (const { was, now } of pairs) expect(now).toBe(successor.get(was) ?? was)
    expect(await one(db, "select count(*)::int as value from place_history where reason = 'succession'")).toBeGreaterThan(30)
    expect(await one(db, "select json_agg(u.code order by u.code) as value from unit_succession s join admin_unit o on o.id = s.predecessor_id join admin_unit u on u.id = s.successor_id where o.code = '530628101'"))
      .toEqual(['530628001', '530628002'])
    expect(await one(db, "select valid_to::text as value from admin_unit where code = '530628101'")).toBe('2023-06-30')
    // words of 2016 still lead to the units of 2023
    await importPetitions(db, [{ no: 'Z1', on: '2024-01-01', place: '彝良县角奎镇大河边社区' }])
    expect(await one(db, "select u.code as value from petition p join admin_unit u on u.id = p.village_id where petition_no = 'Z1'")).toBe('530628001003')
  }, 600_000)
})

describe.each(engines)('records of another system on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() }, 240_000)
  afterAll(() => db.close())
  const file = join(shared, 'nyc311/nyc311_sample.csv')

  test.skipIf(!existsSync(file))('shared/data/nyc311: states, due and closing dates come along, and every trap is told', async () => {
    await importFile(db, 'units', await keep('ny.csv', csv(['代码', '名称', '级别'], [['36061', 'New York', '县']])))
    const rows = csvRows(readFileSync(file, 'utf8'))
    const result = await importFile(db, 'petitions', file)
    expect(result.created + result.rejected).toBe(rows.length)
    const closedEarly = rows.filter((row) => (row['closed_at'] ?? '') > '1901' && (row['closed_at'] ?? '').slice(0, 10) < (row['created_at'] ?? '').slice(0, 10))
    expect(result.tally['closed-before-received'] ?? 0).toBe(closedEarly.length)
    expect(result.tally['sentinel-date']).toBe(rows.filter((row) => (row['closed_at'] ?? '').startsWith('1900')).length)
    const without = rows.filter((row) => row['lon'] === '').length
    expect(result.tally['no-point']).toBe(without)
    expect(result.rejections.filter(({ reasons }) => reasons.some(({ code }) => code === 'no-point'))).toHaveLength(without)
    expect(await one(db, "select count(*)::int as value from matter where 'no-point' = any (flags)")).toBe(without)
    expect(await one(db, "select count(*)::int as value from matter where 'sentinel-date' = any (flags) and closed_on is not null")).toBe(0)
    expect(await one(db, 'select count(*)::int as value from matter where file_due_on is not null')).toBe(rows.filter((row) => row['due_at']).length)
    // a system that does not know the channel is not made to have said one
    const untold = rows.filter((row) => row['channel'] === 'UNKNOWN').length
    expect(untold).toBeGreaterThan(1_000)
    expect(result.tally['unknown-channel']).toBe(untold)
    expect(await one(db, 'select count(*)::int as value from petition where channel is null')).toBe(untold)
    expect(result.tally['unknown-state']).toBe(rows.filter((row) => row['status'] === 'Unspecified').length)
    const closed = rows.filter((row) => row['status'] === 'Closed').length - (result.tally['closed-before-received'] ?? 0)
    expect(await one(db, "select count(*)::int as value from matter m join state s on s.id = m.state where s.code = 'closed'")).toBe(closed)
  }, 600_000)
})
