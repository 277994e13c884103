import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { undoRun } from '../../api/importers/undo.ts'
import { engines } from '../setup/engines.ts'
import { csv, everything, geojson, importCounty, importFile, importPetitions, keep, one, type TestUnit, units } from './county.ts'

describe.each(engines)('units, areas and holidays on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() }, 240_000)
  afterAll(() => db.close())
  beforeEach(async () => {
    for (const table of ['matter', 'key_area', 'admin_unit', 'import_run', 'petition_tally', 'clock_tally', 'tile_cell']) await db.query(`delete from ${table}`)
    await importCounty(db)
    await importPetitions(db, [
      { no: 'A', on: '2024-01-01', lon: 104.1, lat: 27.65 }, { no: 'B', on: '2024-01-01', lon: 104.1, lat: 27.75 },
      { no: 'C', on: '2024-01-01', place: '石桥乡太平村' }, { no: 'D', on: '2024-01-01', place: '石桥乡' }, { no: 'E', on: '2024-01-01' },
    ])
  })

  const placeOf = (no: string) => one<Record<string, unknown>>(db, `
    select json_build_object('status', m.place_status, 'grade', m.place_grade, 'township', t.code, 'village', v.code, 'area', k.code,
      'petition', (select json_build_object('township', pt.code, 'village', pv.code) from petition p
        left join admin_unit pt on pt.id = p.township_id left join admin_unit pv on pv.id = p.village_id where p.matter_id = m.id),
      'before', (select json_agg(json_build_object('reason', h.reason, 'village', hv.code) order by h.id)
        from place_history h left join admin_unit hv on hv.id = h.village_id where h.matter_id = m.id)) as value
    from matter m left join admin_unit t on t.id = m.township_id left join admin_unit v on v.id = m.village_id
      left join key_area k on k.id = m.area_id where m.matter_no = $1`, [no])
  const total = () => one<number>(db, 'select coalesce(sum(petitions), 0)::int as value from petition_tally where channel = 0')

  test('know their level, parent and path from the file', async () => {
    expect(await one(db, "select path as value from admin_unit where code = '990100101201001'")).toBe('/990100/990100101/990100101201/990100101201001')
    expect(await one(db, 'select installation_county() as value')).toBe('990100')
  })

  test('come again unchanged, also from another format', async () => {
    expect(await importFile(db, 'units', await keep('again.geojson', geojson(units)))).toMatchObject({ created: 0, updated: 0, unchanged: 7 })
    expect(await importFile(db, 'units', await keep('again.csv', csv(['代码', '名称', '级别'], [['990100101', '柳河镇', '乡镇']])))).toMatchObject({ unchanged: 1 })
  })

  test('a recoded village takes its matters along; the old one ends, the history stays and no total changes', async () => {
    const result = await importFile(db, 'units', await keep('recoded.csv', csv(['代码', '名称', '上级代码', '原代码'],
      [['990100201301', '太坪村民委员会', '990100201', '990100201201']])), { validFrom: '2023-06-30' })
    expect(result).toMatchObject({ created: 1, rejected: 0 })
    expect(await placeOf('C')).toMatchObject({
      status: 1, village: '990100201301', petition: { village: '990100201301' }, before: [{ reason: 'succession', village: '990100201201' }],
    })
    expect(await one(db, `select json_build_object('to', valid_to, 'reason', s.reason, 'on', s.on_date) as value
      from admin_unit u join unit_succession s on s.predecessor_id = u.id where u.code = '990100201201'`))
      .toEqual({ to: '2023-06-30', reason: 'recoded', on: '2023-06-30' })
    expect(await total()).toBe(5)
    // the former name still leads to it
    await importPetitions(db, [{ no: 'F', on: '2024-02-01', place: '石桥乡太平村' }])
    expect(await placeOf('F')).toMatchObject({ village: '990100201301', grade: 'C' })
  })

  test('another name places what was written under it, also where a file brings nothing else, and says what it brought', async () => {
    await importPetitions(db, [{ no: 'N', on: '2024-01-01', place: '石桥乡马家寨' }])
    expect(await placeOf('N')).toMatchObject({ village: null })
    const list = csv(['别名', '代码', '名称', '级别'], [['马家寨', '990100201202', '新寨村民委员会', '村'], ['新寨大队', '990100201202', '新寨村民委员会', '村']])
    const result = await importFile(db, 'units', await keep('other-names.csv', list))
    expect(result).toMatchObject({ created: 0, updated: 2, unchanged: 0, rejected: 0 })
    expect(await placeOf('N')).toMatchObject({ status: 1, village: '990100201202' })
    expect(await importFile(db, 'units', await keep('other-names.csv', list))).toMatchObject({ updated: 0, unchanged: 2, rejected: 0 })
    await undoRun(db, result.id)
    expect(await placeOf('N')).toMatchObject({ village: null })
  })

  test('a township that was split in two gives its villages to both, and what lay in the whole of it goes back to be placed', async () => {
    await importFile(db, 'units', await keep('towns.csv', csv(['代码', '名称', '级别', '上级代码'],
      [['990100301', '石街道', '乡镇', '990100'], ['990100302', '桥街道', '乡镇', '990100']])))
    const result = await importFile(db, 'units', await keep('split.csv', csv(['代码', '名称', '上级代码', '原代码'], [
      ['990100301201', '太平村民委员会', '990100301', '990100201201'], ['990100302202', '新寨村民委员会', '990100302', '990100201202'],
    ])))
    expect(result.created).toBe(2)
    expect(await placeOf('C')).toMatchObject({ township: '990100301', village: '990100301201', petition: { township: '990100301' } })
    expect(await placeOf('D')).toMatchObject({ status: 0, grade: 'E', township: null })
    // a matter that lost its place is not only one of those that moved
    expect(result.notices).toContainEqual(expect.objectContaining({ code: 'matters-moved', en: expect.stringMatching(/^2 matters/) as string }))
    expect(result.notices).toContainEqual(expect.objectContaining({ code: 'matters-without-unit', en: expect.stringMatching(/^1 of them/) as string }))
    expect(await one(db, "select count(*)::int as value from unit_succession s join admin_unit u on u.id = s.predecessor_id where u.code = '990100201' and s.reason = 'split'")).toBe(2)
    expect(await total()).toBe(5)
    await undoRun(db, result.id)
    expect(await placeOf('D')).toMatchObject({ status: 1, township: '990100201', before: null })
    expect(await one(db, "select valid_to as value from admin_unit where code = '990100201'")).toBeNull()
  })

  test('a moved border moves the points between the villages, and undoing it moves them back', async () => {
    const before = await everything(db)
    const moved = units.filter(({ level }) => level === 'village').map((unit): TestUnit =>
      unit.code === '990100101201' ? { ...unit, box: [104, 27.6, 104.2, 27.78] } : unit.code === '990100101202' ? { ...unit, box: [104, 27.78, 104.2, 27.8] } : unit)
    const result = await importFile(db, 'units', await keep('moved.geojson', geojson(moved)))
    expect(result).toMatchObject({ updated: 2, unchanged: 2 })
    expect(await placeOf('B')).toMatchObject({ village: '990100101201', petition: { village: '990100101201' }, before: [{ reason: 'boundary', village: '990100101202' }] })
    expect(await total()).toBe(5)
    await undoRun(db, result.id)
    expect(await everything(db)).toEqual(before)
  })

  test('a boundary that crosses itself is repaired or refused with the reason, never stored as it is', async () => {
    const bow = { type: 'Feature', properties: { code: '990100101203', name: '蝴蝶村', level: 'village' }, geometry: { type: 'Polygon', coordinates: [[[104, 27.6], [104.1, 27.7], [104.1, 27.6], [104, 27.7], [104, 27.6]]] } }
    const result = await importFile(db, 'units', await keep('bow.geojson', JSON.stringify({ type: 'FeatureCollection', features: [bow] })))
    expect(result.created + result.rejected).toBe(1)
    expect(await one(db, 'select count(*)::int as value from admin_unit where geom is not null and not st_isvalid(geom)')).toBe(0)
  })

  test('a unit whose parent is not known is refused and says so', async () => {
    const result = await importFile(db, 'units', await keep('orphan.csv', csv(['代码', '名称', '级别', '上级代码'], [['990100999201', '孤村', '村', '990100999']])))
    expect(result).toMatchObject({ created: 0, rejected: 1, tally: { 'parent-missing': 1 } })
  })

  test('a key area collects the matters inside it, is corrected by its name, and gives them back', async () => {
    const area = (east: number, kind = '征地拆迁区') => geojson([{ name: '东片区', kind, box: [104.05, 27.6, east, 27.7] }])
    const first = await importFile(db, 'key-areas', await keep('area.geojson', area(104.15)))
    expect(first).toMatchObject({ created: 1, rejected: 0 })
    expect((await placeOf('A'))['area']).toMatch(/^A-/)
    expect(await importFile(db, 'key-areas', await keep('area.geojson', area(104.15)))).toMatchObject({ unchanged: 1 })
    // the same border as text in a table is the same border
    const table = csv(['名称', '类型', 'WKT'], [['东片区', '征地拆迁区', 'POLYGON ((104.05 27.6, 104.15 27.6, 104.15 27.7, 104.05 27.7, 104.05 27.6))']])
    expect(await importFile(db, 'key-areas', await keep('area.csv', table))).toMatchObject({ unchanged: 1, rejected: 0 })
    const second = await importFile(db, 'key-areas', await keep('area.geojson', area(104.06)))
    expect(second).toMatchObject({ updated: 1 })
    expect((await placeOf('A'))['area']).toBeNull()
    await undoRun(db, second.id)
    expect((await placeOf('A'))['area']).toMatch(/^A-/)
    expect(await total()).toBe(5)
  })

  test('holidays move the days that clocks end on', async () => {
    const due = () => one<string>(db, "select register_due_on::text as value from matter where matter_no = 'A'")
    const before = await due()
    const next = await one<string>(db, `select settles_on::text as value from calendar_day where day = '${before}'::date + 1`)
    const result = await importFile(db, 'holidays', await keep('holidays.csv', csv(['日期', '是否工作日', '名称'], [[before, '否', '试验节']])))
    expect(result).toMatchObject({ updated: 1, rejected: 0 })
    expect(await due()).toBe(next)
    await undoRun(db, result.id)
    expect(await due()).toBe(before)
  })
})
