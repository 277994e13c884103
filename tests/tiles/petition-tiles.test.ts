import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Filter } from '../../api/contract/filter.ts'
import { filterQuery } from '../../api/contract/filter.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines, runsOn } from '../setup/engines.ts'
import { scatterMatters, tilesOver } from './county.ts'
import { decodeTile, type DecodedFeature } from './decode.ts'

const numberOf = (feature: DecodedFeature, ...names: string[]): number =>
  Number(names.map((name) => feature.properties[name]).find((value) => value !== undefined) ?? 0)
const sum = (features: DecodedFeature[], ...names: string[]): number =>
  features.reduce((total, feature) => total + numberOf(feature, ...names), 0)

const filter: fc.Arbitrary<Filter> = fc.record({
  unit: fc.constantFrom('990000', '990000001', '990000002', '990000001001'),
  state: fc.constantFrom(['open'], ['closed'], ['settled'], ['registered', 'handling']),
  kind: fc.constantFrom('first', 'repeat', 'collective'),
  channel: fc.constantFrom(['visit'], ['online', 'mobile']),
  overdue: fc.constant('1'),
  from: fc.constantFrom('2026-02-01', '2026-05-20'),
  to: fc.constantFrom('2026-06-30', '2026-09-09'),
  area: fc.constant(['none']),
  q: fc.constant('M7'),
  bbox: fc.constantFrom('104.01,27.61,104.04,27.65', '104,27,105,28'),
  as_of: fc.constantFrom('2026-09-20', '2026-12-01'),
}, { requiredKeys: [] })

describe.each(engines)('tiles of petitions on $name', ({ name, open }) => {
  let it: TestApp
  const cookies = new Map<string, string>()
  beforeAll(async () => {
    it = await openTestApp({ open })
    await scatterMatters(it.db, it.units, 400)
    for (const who of ['office', 'leader', 'planner', 'wall', 'township', 'village', 'group']) {
      cookies.set(who, await it.cookieOf(who))
    }
  }, 240_000)
  afterAll(() => it.close())

  const ask = (who: string, url: string) => it.app.inject({ url, headers: { cookie: cookies.get(who) ?? '' } })

  async function tile(who: string, z: number, x: number, y: number, query = ''): Promise<DecodedFeature[]> {
    const answer = await ask(who, `/tiles/petitions/${z}/${x}/${y}.mvt?${query}`)
    expect(answer.statusCode, answer.body).toBe(200)
    return decodeTile(answer.rawPayload)['petitions'] ?? []
  }

  async function everywhere(who: string, z: number, query = ''): Promise<DecodedFeature[]> {
    return (await Promise.all(tilesOver(z).map(({ x, y }) => tile(who, z, x, y, query)))).flat()
  }

  async function located(who: string, query: string): Promise<number> {
    const answer = await ask(who, `/api/summary?${query}`)
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json<{ located: number }>().located
  }

  test('add up to what the summary calls located, for any filter, role and zoom', async () => {
    const who = fc.constantFrom('office', 'office', 'township', 'village', 'group')
    await fc.assert(fc.asyncProperty(who, filter, fc.integer({ min: 0, max: 15 }), async (role, wanted, z) => {
      const known = role === 'office' ? wanted : { ...wanted, unit: undefined }
      const query = filterQuery(JSON.parse(JSON.stringify(known)) as Filter).toString()
      expect(sum(await everywhere(role, z, query), 'n', 'petitions')).toBe(await located(role, query))
    }), { numRuns: runsOn(name, 120, 40) })
  })

  test('are the same from the pyramid and counted on the fly', async () => {
    for (const z of [0, 4, 5, 9, 13]) {
      for (const state of ['', '&state=open', '&state=closed']) {
        const [pyramid, grid] = [await everywhere('office', z, state), await everywhere('office', z, `from=1990-01-01&to=2100-01-01${state}`)]
        const plain = (features: DecodedFeature[]) => features.map(({ id, geometry, properties: { n, open } }) =>
          JSON.stringify({ id, geometry, n, open })).sort()
        expect(plain(pyramid)).toEqual(plain(grid))
        expect(pyramid.length).toBeGreaterThan(0)
      }
    }
  })

  test('count distinct matters beside petitions', async () => {
    const { rows: [row] } = await it.db.query<{ n: number }>(
      'select count(distinct matter_id) as n from petition where place_status = 1')
    expect(sum(await everywhere('office', 11), 'matters')).toBe(row?.n)
    expect(sum(await everywhere('office', 14), 'petitions')).toBeGreaterThan((await everywhere('office', 14)).length)
  })

  test('put every matter where it is, within a metre', async () => {
    const features = await everywhere('office', 15)
    const { rows } = await it.db.query<{ matter_no: string, x: number, y: number }>(
      'select matter_no, mercator_x(st_x(geom)) as x, mercator_y(st_y(geom)) as y from matter where place_status = 1 and not confidential')
    const perUnit = 40_075_016.69 / 2 ** 15 / 4096
    const placed = new Map<string, [number, number]>()
    for (const { x, y } of tilesOver(15)) {
      for (const { properties, geometry } of await tile('office', 15, x, y)) {
        const [px = 0, py = 0] = geometry[0]?.[0] ?? []
        placed.set(String(properties['matter_no']), [(x * 4096 + px) * perUnit - 20_037_508.34, 20_037_508.34 - (y * 4096 + py) * perUnit])
      }
    }
    for (const { matter_no: no, x, y } of rows) {
      const [mx = 0, my = 0] = placed.get(no) ?? []
      expect(Math.hypot(mx - x, my - y), no).toBeLessThan(1)
    }
    expect(features.some(({ properties }) => properties['overdue'] === true)).toBe(true)
  })

  test('keep the number of a confidential matter to themselves', async () => {
    const points = await everywhere('office', 14)
    const { rows } = await it.db.query<{ id: number }>('select id from matter where confidential and place_status = 1')
    expect(rows.length).toBeGreaterThan(5)
    for (const { id } of rows) {
      expect(points.find((point) => point.id === id)?.properties).not.toHaveProperty('matter_no')
    }
  })

  test.each(['leader', 'planner', 'wall'])('show the %s no point and no cell below five, however close', async (who) => {
    for (const z of [3, 8, 12, 13, 14, 15]) {
      const cells = await everywhere(who, z)
      expect(cells.length).toBeGreaterThan(0)
      for (const { properties } of cells) {
        if (properties['under'] !== undefined) expect(properties).toEqual({ under: 5 })
        else {
          expect(Object.keys(properties).sort()).toEqual(['n', 'open'])
          expect([numberOf({ properties } as DecodedFeature, 'n') % 5, numberOf({ properties } as DecodedFeature, 'open') % 5]).toEqual([0, 0])
          expect(Number(properties['n'])).toBeGreaterThanOrEqual(5)
        }
      }
    }
    const finest = new Set((await everywhere(who, 13)).map(({ id }) => id))
    const closer = await everywhere(who, 15)
    expect(closer.filter(({ id }) => !finest.has(id))).toEqual([])
    const { x = 0, y = 0 } = tilesOver(20)[0] ?? {}
    expect(await tile(who, 20, x, y)).toEqual([])
  })

  test('answer the kiosk under the filters that it may use', async () => {
    for (const query of ['unit=990000001', 'period=365d', 'area=none', 'unit=990000001001']) {
      const [wall, leader] = [await everywhere('wall', 9, query), await everywhere('leader', 9, query)]
      expect(wall).toEqual(leader)
    }
    expect(await everywhere('wall', 9, 'unit=990000001')).not.toEqual([])
  })

  test('show a cadre the own township, village or group and nothing else', async () => {
    const count = async (column: string, id: number): Promise<number> => {
      const { rows: [row] } = await it.db.query<{ n: number }>(`select count(*) as n from petition where place_status = 1 and ${column} = $1`, [id])
      return row?.n ?? -1
    }
    const { township, village } = it.units
    for (const z of [8, 14]) {
      expect(sum(await everywhere('township', z), 'n', 'petitions')).toBe(await count('township_id', township))
      expect(sum(await everywhere('village', z), 'n', 'petitions')).toBe(await count('village_id', village))
      expect(await everywhere('group', z)).toEqual([])
    }
  })

  test('refuse what the filter does not know, and a unit that the caller may not know', async () => {
    expect((await ask('office', '/tiles/petitions/8/201/107.mvt?colour=red')).statusCode).toBe(400)
    expect((await ask('village', '/tiles/petitions/8/201/107.mvt?unit=990000002')).statusCode).toBe(404)
    expect((await ask('office', '/tiles/petitions/8/201/107.mvt?channel=pigeon')).statusCode).toBe(400)
  })
})
