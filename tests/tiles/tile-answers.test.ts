import { gunzipSync } from 'node:zlib'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TileJson } from '../../api/contract/tiles.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { box, scatterMatters, tileAt, tilesOver } from './county.ts'
import { decodeTile } from './decode.ts'

describe('a tile as an answer', () => {
  let it: TestApp
  let cookie: string
  beforeAll(async () => {
    it = await openTestApp()
    await scatterMatters(it.db, it.units, 300)
    cookie = await it.cookieOf('office')
  }, 240_000)
  afterAll(() => it.close())

  const [{ x, y }] = tilesOver(11) as [{ x: number, y: number }]
  const address = `/tiles/petitions/11/${x}/${y}.mvt`
  const ask = (headers: Record<string, string> = {}, url = address) => it.app.inject({ url, headers: { cookie, ...headers } })

  test('is a vector tile that only its reader may keep, and asks again each time', async () => {
    const answer = await ask()
    expect(answer.headers).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile', 'cache-control': 'private, no-cache',
      'vary': 'Accept-Encoding, Cookie, Authorization', 'etag': expect.stringMatching(/^"[\w-]{22}"$/) as string,
    })
    expect(decodeTile(answer.rawPayload)['petitions']?.length).toBeGreaterThan(3)
  })

  test('comes packed to whoever takes gzip, with another tag than unpacked, and the same content', async () => {
    const [plain, packed] = [await ask(), await ask({ 'accept-encoding': 'br, gzip' })]
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(packed.headers['etag']).not.toBe(plain.headers['etag'])
    expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true)
    expect(plain.headers).not.toHaveProperty('content-encoding')
  })

  test('is not sent again to whoever has it', async () => {
    const { headers: { etag = '' } } = await ask({ 'accept-encoding': 'gzip' })
    const again = await ask({ 'accept-encoding': 'gzip', 'if-none-match': String(etag) })
    expect([again.statusCode, again.rawPayload.length, again.headers['etag']]).toEqual([304, 0, etag])
  })

  test('changes with the data, and keeps its tag when the data elsewhere changed', async () => {
    const before = (await ask()).headers['etag']
    const touch = async (sql: string): Promise<void> => {
      await it.db.transaction(async (tx) => {
        await tx.query(sql)
        await tx.query("select touch_data('990000')")
      })
      await it.db.notify('outbox', '')
      await new Promise((done) => setImmediate(done))
    }
    await touch('update matter set title = null where false')
    expect((await ask()).headers['etag']).toBe(before)
    await touch("update matter set geom = st_setsrid(st_point(104.031, 27.631), 4326) where matter_no = 'M1'")
    expect((await ask()).headers['etag']).not.toBe(before)
  })

  test('is empty where nothing lies, and absent where the world ends', async () => {
    const nothing = await ask({}, '/tiles/petitions/11/3/3.mvt')
    expect([nothing.statusCode, nothing.rawPayload.length]).toEqual([200, 0])
    expect((await ask({}, '/tiles/petitions/3/8/0.mvt')).statusCode).toBe(404)
    expect((await ask({}, '/tiles/petitions/23/0/0.mvt')).statusCode).toBe(400)
    expect((await ask({}, '/tiles/petitions/3/1/1.png')).statusCode).toBe(404)
    expect((await ask({}, '/tiles/persons/3/1/1.mvt')).statusCode).toBe(404)
  })

  test.each(['sysadmin', 'secadmin', 'auditor'])('is nothing for the %s, nor for nobody', async (who) => {
    expect((await ask({ cookie: await it.cookieOf(who) })).statusCode).toBe(403)
    expect((await it.app.inject(address)).statusCode).toBe(401)
  })

  test('is counted instead of drawn where more than 5,000 petitions lie', async () => {
    await it.db.transaction(async (tx) => {
      await tx.query("select set_config('app.bulk', 'on', true)")
      await tx.query(`
        insert into petition (county_code, matter_id, received_on, x, y, township_id, state, place_status, is_first, is_collective, is_open)
        select '990000', (select min(id) from matter), '2026-01-01', mercator_x(105.0) + i % 80, mercator_y(28.0) - i % 70, null, 1, 1, true, false, true
        from generate_series(1, 5001) i`)
      await tx.query("select rebuild_pyramid('990000')")
      await tx.query("select touch_data('990000')")
    })
    await it.db.notify('outbox', '')
    const url = (z: number): string => `/tiles/petitions/${z}/${tileAt(z, 105, 28).x}/${tileAt(z, 105, 28).y}.mvt`
    for (const [z, query] of [[14, ''], [14, '?state=open'], [16, ''], [14, '?from=2025-12-31']] as const) {
      const cells = decodeTile((await ask({}, `${url(z)}${query}`)).rawPayload)['petitions'] ?? []
      expect(cells.reduce((n, { properties }) => n + Number(properties['n']), 0)).toBe(5001)
      expect(cells.length).toBeGreaterThan(1)
    }
    const closed = decodeTile((await ask({}, `${url(14)}?state=closed`)).rawPayload)['petitions']
    expect(closed).toBeUndefined()
    await it.db.transaction(async (tx) => {
      await tx.query("select set_config('app.bulk', 'on', true)")
      await tx.query('delete from petition where ctid in (select ctid from petition where x > mercator_x(104.9) limit 1)')
      await tx.query("select rebuild_pyramid('990000')")
      await tx.query("select touch_data('990000')")
    })
    await it.db.notify('outbox', '')
    await new Promise((done) => setImmediate(done))
    const points = decodeTile((await ask({}, url(14))).rawPayload)['petitions'] ?? []
    expect(points.map(({ properties }) => properties['petitions'])).toEqual([5000])
  })

  describe('is announced by TileJSON', () => {
    const isTileJson = Compile(TileJson)
    const tileJson = async (who: string, feed: string, query = '') =>
      (await ask({ cookie: await it.cookieOf(who), host: 'county.example' }, `/tiles/${feed}.json${query}`)).json<TileJson>()

    test.each(['petitions', 'units', 'key-areas'])('for %s, with the layer that its tiles hold', async (feed) => {
      const json = await tileJson('office', feed)
      expect([...isTileJson.Errors(json)]).toEqual([])
      expect(json.tiles).toEqual([`http://county.example/tiles/${feed}/{z}/{x}/{y}.mvt`])
      expect(json.vector_layers.map(({ id }) => id)).toEqual([feed])
    })

    test('with the filter in its addresses', async () => {
      const { tiles } = await tileJson('office', 'petitions', '?state=open&kind=repeat')
      expect(tiles).toEqual(['http://county.example/tiles/petitions/{z}/{x}/{y}.mvt?kind=repeat&state=open'])
    })

    test('with points only for those who may see them', async () => {
      const [office, leader] = [await tileJson('office', 'petitions'), await tileJson('leader', 'petitions')]
      expect([office.maxzoom, leader.maxzoom]).toEqual([18, 13])
      expect(Object.keys(leader.vector_layers[0]?.fields ?? {})).toEqual(['n', 'open', 'under'])
    })

    test('with every property that a tile of it has', async () => {
      const described = Object.keys((await tileJson('office', 'petitions')).vector_layers[0]?.fields ?? {})
      for (const z of [11, 14]) {
        for (const { x, y } of tilesOver(z)) {
          const features = decodeTile((await ask({}, `/tiles/petitions/${z}/${x}/${y}.mvt`)).rawPayload)['petitions'] ?? []
          const used = new Set(features.flatMap(({ properties }) => Object.keys(properties)))
          expect(described).toEqual(expect.arrayContaining([...used]))
        }
      }
    })

    test('with the box of what the caller sees', async () => {
      await it.db.query(`update admin_unit set geom = st_multi(st_makeenvelope($1::float8, $2::float8, $3::float8, $4::float8, 4326))
        where level = 'county'`, [...box])
      await it.db.query("select touch_data('990000')")
      await it.db.notify('outbox', '')
      await new Promise((done) => setImmediate(done))
      expect((await tileJson('office', 'units')).bounds).toEqual([...box])
      expect(await tileJson('village', 'units')).not.toHaveProperty('bounds')
    })
  })
})
