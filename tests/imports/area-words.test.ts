import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines } from '../setup/engines.ts'
import { csv, geojson, importCounty, importFile, keep } from './county.ts'

const areas = [
  { code: 'K1', name: '新区', kind: 'industrial_park', box: [104.05, 27.62, 104.08, 27.65] },
  { code: 'K2', name: '安置点', kind: 'relocation_site', box: [104.25, 27.62, 104.28, 27.65] },
  { code: 'K3', name: '安置点', kind: 'relocation_site', box: [104.25, 27.72, 104.28, 27.75] },
  // somebody named an area by the code of another one
  { code: 'K4', name: 'K1', kind: 'scenic_area', box: [104.05, 27.72, 104.08, 27.75] },
] as Parameters<typeof geojson>[0]

describe.each(engines)("the file's own words for key areas on $name", ({ open }) => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await importCounty(db)
    await importFile(db, 'key-areas', await keep('areas.geojson', geojson(areas)))
  }, 240_000)
  afterAll(() => db.close())

  test('a name or a code places a petition without a point; a code goes before a name, a name of two areas says nothing and is told', async () => {
    const words = [['W1', '新区'], ['W2', 'K3'], ['W3', 'K1'], ['W4', '安置点'], ['W5', '没有的片区'], ['W6', '新区']]
    const result = await importFile(db, 'petitions', await keep('areas.csv', csv(['信访件编号', '信访日期', '信访形式', '问题属地', '重点区域'],
      words.map(([no = '', word = '']) => [no, '2026-03-02', '来访', '大湾村', word]))))
    expect(result).toMatchObject({ created: 6, rejected: 0 })
    expect(result.tally).toMatchObject({ 'unknown-area': 2 })
    const { rows } = await db.query<{ no: string, code: string | null }>(`
      select p.petition_no as no, k.code from petition p left join key_area k on k.id = p.area_id order by 1`)
    expect(rows.map(({ no, code }) => `${no} ${code}`)).toEqual(['W1 K1', 'W2 K3', 'W3 K1', 'W4 null', 'W5 null', 'W6 K1'])
  })
})
