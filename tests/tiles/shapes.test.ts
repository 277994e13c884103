import fc from 'fast-check'
import { classifyRings } from '@mapbox/vector-tile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { levelsAt, tileRings } from '../../api/tiles/shapes.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'
import { tileAt } from './county.ts'
import { decodeTile, type DecodedFeature } from './decode.ts'

describe.each(engines)('tiles of outlines on $name', ({ open }) => {
  let it: TestApp
  const cookies = new Map<string, string>()
  beforeAll(async () => {
    it = await openTestApp({ open })
    const draw = (id: number, ...box: number[]) => it.db.query(
      'update admin_unit set geom = st_multi(st_segmentize(st_makeenvelope($2::float8, $3::float8, $4::float8, $5::float8, 4326), 0.001)) where id = $1',
      [id, ...box])
    await draw(it.units.county, 104, 27.6, 104.2, 27.8)
    await draw(it.units.township, 104, 27.6, 104.1, 27.8)
    await draw(it.units.sibling, 104.1, 27.6, 104.2, 27.8)
    await draw(it.units.village, 104, 27.6, 104.05, 27.65)
    await it.db.query(`
      insert into key_area (county_code, code, name, kind, geom)
      select '990000', 'K1', '新区征地', 'land_requisition', st_multi(st_difference(
        st_makeenvelope(104.02, 27.62, 104.06, 27.66, 4326), st_makeenvelope(104.03, 27.63, 104.04, 27.64, 4326)))`)
    for (const who of ['office', 'township', 'village', 'wall']) cookies.set(who, await it.cookieOf(who))
  }, 240_000)
  afterAll(() => it.close())

  async function features(who: string, feed: string, z: number, lon: number, lat: number, query = ''): Promise<DecodedFeature[]> {
    const { x, y } = tileAt(z, lon, lat)
    const url = `/tiles/${feed}/${z}/${x}/${y}.mvt${query}`
    const answer = await it.app.inject({ url, headers: { cookie: cookies.get(who) ?? '' } })
    expect(answer.statusCode, answer.body).toBe(200)
    return decodeTile(answer.rawPayload)[feed] ?? []
  }
  const codes = (found: DecodedFeature[]) => found.map(({ properties }) => properties['code']).sort()
  const surface = ({ geometry }: DecodedFeature): number => geometry.reduce((total, ring) => total + ring.reduce(
    (sum, [x, y], at) => sum + (x * (ring[at + 1]?.[1] ?? y) - (ring[at + 1]?.[0] ?? x) * y) / 2, 0), 0)

  test('show more levels the closer they are', async () => {
    expect(codes(await features('office', 'units', 5, 104.05, 27.65))).toEqual(['990000'])
    expect(codes(await features('office', 'units', 8, 104.05, 27.65))).toEqual(['990000', '990000001', '990000002'])
    expect(codes(await features('office', 'units', 10, 104.05, 27.65))).toContain('990000001001')
    expect(levelsAt(12)).toEqual(['county', 'township', 'village', 'group'])
  })

  test('name each unit with code, level and id', async () => {
    const found = await features('office', 'units', 8, 104.05, 27.65)
    expect(found.find(({ id }) => id === it.units.township)?.properties).toEqual({ code: '990000001', name: '东乡', level: 'township' })
  })

  test('leave no gap and no overlap between neighbours', async () => {
    for (const z of [8, 10, 11]) {
      const found = await features('office', 'units', z, 104.1, 27.7)
      const of = (code: string) => found.filter(({ properties }) => properties['code'] === code).reduce((sum, one) => sum + surface(one), 0)
      expect(of('990000001') + of('990000002')).toBe(of('990000'))
      expect(of('990000')).toBeGreaterThan(0)
    }
  })

  test('end at the margin of the tile', async () => {
    for (const { geometry } of await features('office', 'units', 14, 104.05, 27.65)) {
      for (const [x, y] of geometry.flat()) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(-260)
        expect(Math.max(x, y)).toBeLessThanOrEqual(4096 + 260)
      }
    }
  })

  test('show only what the caller may see, and what the filter names', async () => {
    expect(codes(await features('township', 'units', 10, 104.04, 27.64))).toEqual(['990000001', '990000001001'])
    expect(codes(await features('office', 'units', 10, 104.1, 27.7, '?unit=990000002'))).toEqual(['990000002'])
    expect(codes(await features('office', 'key-areas', 10, 104.04, 27.64, '?area_kind=scenic_area'))).toEqual([])
    expect(codes(await features('wall', 'key-areas', 10, 104.04, 27.64))).toEqual(['K1'])
  })

  test('keep the hole of a key area a hole', async () => {
    const [area] = await features('office', 'key-areas', 12, 104.035, 27.635)
    expect(area?.properties).toEqual({ code: 'K1', name: '新区征地', level: 'key_area', kind: 'land_requisition' })
    const polygons = classifyRings((area?.geometry ?? []).map((ring) => ring.map(([x, y]) => ({ x, y }))) as never)
    expect(polygons.map((rings) => rings.length)).toEqual([2])
  })
})

describe('the rings of an outline', () => {
  const degree = fc.double({ min: 103.9, max: 104.3, noNaN: true })
  const corner = fc.tuple(degree, degree.map((lon) => lon - 76.3))
  test('turn clockwise on the screen, have a surface and no corner twice in a row', () => {
    fc.assert(fc.property(fc.array(corner, { minLength: 3, maxLength: 30 }), (corners) => {
      const ring = [...corners, corners[0] ?? [104, 27.6]] as [number, number][]
      const rings = tileRings({ type: 'Polygon', coordinates: [ring] }, { z: 9, ...tileAt(9, 104, 27.6) })
      for (const one of rings) {
        let area = 0
        for (let i = 0; i < one.length; i += 2) {
          const next = (i + 2) % one.length
          const [x = 0, y = 0, nx = 0, ny = 0] = [one[i], one[i + 1], one[next], one[next + 1]]
          expect([x, y]).not.toEqual([nx, ny])
          area += x * ny - nx * y
        }
        expect(area).toBeGreaterThan(0)
      }
    }))
  })

  test('vanish when they are smaller than the tile can show', () => {
    const dot: [number, number][] = [[104, 27.6], [104.0000001, 27.6], [104, 27.6000001], [104, 27.6]]
    expect(tileRings({ type: 'MultiPolygon', coordinates: [[dot]] }, { z: 8, ...tileAt(8, 104, 27.6) })).toEqual([])
  })
})
