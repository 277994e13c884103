import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { undoRun } from '../../api/importers/undo.ts'
import { engines } from '../setup/engines.ts'
import { everything, geojson, importCounty, importFile, importPetitions, keep, one, type TestPetition } from './county.ts'

/** A geocoder's answer to what it does not find. */
const somewhere = { lon: 104.15, lat: 27.65 }
/** many addresses on one point, none of which names a township */
const crowd = (n: number): TestPetition[] => Array.from({ length: n }, (_, at) => ({ no: `P${at}`, on: '2024-02-01', place: `${String.fromCodePoint(0x5e00 + at)}字街`, ...somewhere }))

describe.each(engines)('places of earlier runs on $name', ({ open }) => {
  let db: Db
  beforeEach(async () => { db = await open() }, 240_000)
  afterEach(() => db.close())

  const placeOf = (no: string) => one(db, `select json_build_object('status', m.place_status, 'grade', m.place_grade, 'method', m.place_method,
      'unit', coalesce(g.code, v.code, t.code), 'point', m.geom is not null, 'area', k.code, 'same', (p.place_status, p.township_id, p.village_id,
        p.group_id, p.area_id, p.x is null) is not distinct from (m.place_status, m.township_id, m.village_id, m.group_id, m.area_id, m.geom is null)) as value
    from matter m join petition p on p.matter_id = m.id left join admin_unit t on t.id = m.township_id left join admin_unit v on v.id = m.village_id
    left join admin_unit g on g.id = m.group_id left join key_area k on k.id = m.area_id where p.petition_no = $1`, [no])
  const counted = () => one(db, `select json_build_object('placed', (select sum(petitions)::int from petition_tally where channel = 0 and place_status = 1),
      'drawn', (select sum(n)::int from tile_cell where z = 5)) as value`)

  test('a point that a later file shows to be a placeholder places nobody any more, until that file is undone', async () => {
    await importCounty(db)
    await importPetitions(db, [
      { no: 'A1', on: '2024-01-01', place: '柳河镇大湾边社区', ...somewhere }, { no: 'A2', on: '2024-01-01', ...somewhere },
      { no: 'A3', on: '2024-01-01', lon: 104.1501, lat: 27.65 },
    ])
    expect(await placeOf('A1')).toMatchObject({ status: 1, method: 'point', unit: '990100101201' })
    const before = await everything(db)
    const second = await importPetitions(db, [...crowd(45), { no: 'A4', of: 'A2', on: '2024-03-01' }])
    expect(second.notices).toContainEqual(expect.objectContaining({ code: 'matters-unplaced', en: expect.stringMatching(/^2 matters/) as string }))
    // its words name a village; the other's point is all it had
    expect(await placeOf('A1')).toMatchObject({ status: 1, method: 'text', grade: 'B', unit: '990100101202', point: false, same: true })
    expect(await placeOf('A2')).toMatchObject({ status: 3, method: null, grade: null, unit: null, point: true, same: true })
    expect(await placeOf('A3')).toMatchObject({ status: 1, method: 'point', point: true })
    expect(await one(db, `select json_agg(h.reason || ' ' || h.place_status order by m.matter_no) as value
      from place_history h join matter m on m.id = h.matter_id`)).toEqual(['placeholder 1', 'placeholder 1'])
    expect(await counted()).toMatchObject({ drawn: 1 })
    await undoRun(db, second.id)
    expect(await everything(db)).toEqual(before)
  }, 240_000)

  test('petitions that came before their units are placed when these come, by point, by word, and by a key area', async () => {
    const early = await importPetitions(db, [
      { no: 'E1', on: '2024-01-01', place: '柳河镇大湾村3组' }, { no: 'E2', on: '2024-01-01', lon: 104.1, lat: 27.65 },
      { no: 'E3', on: '2024-01-01', place: '不知何处' },
    ], { countyCode: '990100' })
    expect(early.created).toBe(3)
    expect(await placeOf('E1')).toMatchObject({ status: 0, unit: null })
    expect(await placeOf('E2')).toMatchObject({ status: 2, unit: null })
    await importCounty(db)
    // the village came with the first file of units, the group with the second
    expect(await placeOf('E1')).toMatchObject({ status: 1, grade: 'A', method: 'text', unit: '990100101201003', same: true })
    expect(await placeOf('E2')).toMatchObject({ status: 1, grade: 'A', method: 'point', unit: '990100101201', same: true })
    expect(await placeOf('E3')).toMatchObject({ status: 0 })
    expect(await counted()).toMatchObject({ placed: 2, drawn: 1 })
    await importFile(db, 'key-areas', await keep('areas.geojson', geojson([{ code: 'K1', name: '新区', kind: 'industrial_park', box: [104.05, 27.62, 104.15, 27.68] }])))
    expect(await placeOf('E2')).toMatchObject({ area: 'K1', same: true })
  }, 240_000)

  test('undoing the units takes back the places that they gave', async () => {
    await importPetitions(db, [{ no: 'E1', on: '2024-01-01', place: '柳河镇大湾村' }], { countyCode: '990100' })
    await importCounty(db)
    const runs = await one<number[]>(db, "select json_agg(id order by id desc) as value from import_run where kind = 'units'")
    expect(await placeOf('E1')).toMatchObject({ status: 1, unit: '990100101201' })
    for (const run of runs) await undoRun(db, run)
    expect(await placeOf('E1')).toMatchObject({ status: 0, unit: null, grade: 'E' })
  }, 240_000)
})
