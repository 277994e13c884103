/** 41,136 real reports to a city's hotline: a geocoder's fall-back point, and one address with hundreds of reports. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HotspotAnswer } from '../../api/contract/hotspots.ts'
import { watchDataVersion } from '../../api/data-version.ts'
import type { Db } from '../../api/db/db.ts'
import { hexagonOf } from '../../api/hotspots/geojson.ts'
import { cellAt, sizes } from '../../api/hotspots/grid.ts'
import { createRuns } from '../../api/hotspots/runs.ts'
import { importFile, shared } from '../imports/county.ts'
import { csvRows } from '../imports/independent-count.ts'
import { engines } from '../setup/engines.ts'

const reports = join(shared, 'tainan_1999/tainan_1999_2015_2016.csv')
/** The import of the file is tested on both engines elsewhere: here the quicker one does. */
const [engine] = engines.slice(-1)

const mercator = (lon: number, lat: number): [number, number] =>
  [lon / 180 * 20_037_508.342789244, Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / Math.PI * 20_037_508.342789244]

describe.skipIf(!existsSync(reports) || engine === undefined)('shared/data/tainan_1999', () => {
  let db: Db
  let answer: HotspotAnswer
  beforeAll(async () => {
    db = await (engine as (typeof engines)[number]).open()
    await importFile(db, 'units', join(shared, 'tainan_admin/tainan_towns_wgs84.geojson'))
    await importFile(db, 'petitions', reports)
    const { rows } = await db.query<{ id: number }>(`select id from admin_unit where valid_to is null and parent_id is null`)
    const version = await watchDataVersion(db)
    const runs = await createRuns(db, version)
    answer = await runs.ask({ accountId: null, role: 'office', scopeUnits: rows.map(({ id }) => id) }, {}, { by: 'hexagon', measure: 'frequency', level: null, scale: null })
    await runs.close()
    await version.close()
  }, 240_000)
  afterAll(() => db.close())

  it('the fall-back point is a finding on the data and no part of the map', () => {
    // of its 163 reports those whose words name a district count there, and have no point either
    expect(answer.run.left_out.placeholder + answer.run.left_out.coarser).toBeGreaterThanOrEqual(163)
    const found = (answer.placeholders ?? []).filter(({ lon, lat }) => Math.abs(lon - 120.213) < 1e-4 && Math.abs(lat - 22.9971) < 2e-4)
    // two points eleven metres apart, one finding
    expect(found).toMatchObject([{ matters: 163, points: 2 }])
    const { run: { left_out: left, total } } = answer
    expect(total.petitions + left.unlocated + left.outside + left.placeholder + left.coarser).toBe(41_136)
    expect(total.petitions).toBeLessThanOrEqual(41_136 - 163)
    for (const size of sizes) {
      const id = cellAt(size, ...mercator(120.213, 22.9971))
      expect(answer.repeating.some(({ code }) => hexagonOf(code)?.size === size && hexagonOf(code)?.id === id)).toBe(false)
    }
  })

  it('an address with hundreds of reports is told as a place of repetition', () => {
    const byKey = new Map<string, [number, number, number]>()
    for (const { place_key: key = '', lon, lat } of csvRows(readFileSync(reports, 'utf8'))) {
      const [times] = byKey.get(key) ?? [0]
      byKey.set(key, [times + 1, Number(lon), Number(lat)])
    }
    const [most] = [...byKey.values()].sort((a, b) => b[0] - a[0])
    const [times, lon, lat] = most as [number, number, number]
    expect(times).toBeGreaterThan(200)
    const cell = cellAt(1, ...mercator(lon, lat))
    const told = answer.repeating.find(({ code }) => hexagonOf(code)?.id === cell)
    expect(told?.petitions).toBeGreaterThanOrEqual(times)
    expect(told?.kind).toBe('one_place')
  })
})
