/** Tianditu's tiles by way of our server, with a real server on this machine in its place. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encode } from 'fast-png'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildApp } from '../../api/app.ts'
import { onEarth, Tianditu, type TiandituOptions } from '../../api/basemap/tianditu.ts'
import { tiandituDeepest, tiandituLayers } from '../../api/contract/basemap.ts'
import { openTestApp, testConfig, type TestApp } from '../setup/app.ts'

const png = Buffer.from(encode({ width: 1, height: 1, data: new Uint8Array([200, 120, 40, 255]), channels: 4 }))
const key = 'k3y0f7ests'
type Answer = (request: IncomingMessage, reply: ServerResponse) => void
const withTile: Answer = (_request, reply) => { reply.writeHead(200, { 'content-type': 'image/png' }).end(png) }
const withStatus = (status: number): Answer => (_request, reply) => { reply.writeHead(status, { 'content-type': 'application/json' }).end('{"msg":"非法Key"}') }

let server: Server
let url: string
let answer: Answer
let asked: string[]
beforeAll(async () => {
  server = createServer((request, reply) => {
    asked.push(request.url ?? '')
    answer(request, reply)
  })
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready) })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((closed) => { server.close(closed) })
})
beforeEach(() => {
  answer = withTile
  asked = []
})

const at = { layer: 'vec', z: 9, x: 404, y: 215 } as const
const opened = (more: Partial<TiandituOptions> = {}): Tianditu => new Tianditu({ key, url, ...more })

describe('a tile of Tianditu', () => {
  test('is asked by its set in web mercator, zoom, row and column, with the key', async () => {
    expect(await opened().tile(at)).toEqual({ bytes: png, media: 'image/png' })
    const [path = '', query = ''] = asked[0]?.split('?') ?? []
    expect(path).toBe('/vec_w/wmts')
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      SERVICE: 'WMTS', REQUEST: 'GetTile', VERSION: '1.0.0', LAYER: 'vec', STYLE: 'default', TILEMATRIXSET: 'w', FORMAT: 'tiles',
      TILEMATRIX: '9', TILEROW: '215', TILECOL: '404', tk: key,
    })
  })

  test('comes from one of eight servers, the same tile always from the same', async () => {
    const many = opened({ url: `${url}/t{s}` })
    for (let x = 400; x < 408; x += 1) await many.tile({ ...at, x })
    await opened({ url: `${url}/t{s}` }).tile({ ...at, x: 400 })
    const servers = asked.map((path) => path.split('/')[1])
    expect(new Set(servers).size).toBe(8)
    expect(servers[8]).toBe(servers[0])
  })

  test('is asked once for all who want it, and again after a day', async () => {
    let now = Date.now()
    const tianditu = opened({ now: () => now })
    await Promise.all([tianditu.tile(at), tianditu.tile(at), tianditu.tile(at)])
    now += 86_400_000
    await tianditu.tile(at)
    expect(asked).toHaveLength(1)
    now += 1
    await tianditu.tile(at)
    expect(asked).toHaveLength(2)
  })

  test('that does not lie on the earth is never asked for', async () => {
    const tianditu = opened()
    const zoom = fc.integer({ min: -2, max: 25 })
    await fc.assert(fc.asyncProperty(fc.constantFrom(...tiandituLayers), zoom, fc.integer(), fc.integer(), async (layer, z, x, y) => {
      const place = { layer, z, x, y }
      const there = z >= 1 && z <= tiandituDeepest(layer) && x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z
      expect(onEarth(place)).toBe(there)
      if (!there) expect(await tianditu.tile(place)).toBe('none')
    }))
    expect(asked).toEqual([])
  })

  test.each([[404], [204]])('that it has not (%s) is none, and no trouble', async (status) => {
    answer = (_request, reply) => { reply.writeHead(status).end() }
    const tianditu = opened()
    for (let x = 0; x < 5; x += 1) expect(await tianditu.tile({ ...at, x })).toBe('none')
    expect(tianditu.state()).toBe('ok')
  })

  test('is asked by eight at once and no more; of those who wait too many are sent away', async () => {
    let running = 0
    let most = 0
    answer = (request, reply) => {
      running += 1
      most = Math.max(most, running)
      setTimeout(() => {
        running -= 1
        withTile(request, reply)
      }, 2)
    }
    const tianditu = opened()
    const answers = await Promise.all(Array.from({ length: 250 }, (_, x) => tianditu.tile({ ...at, x })))
    expect(most).toBe(8)
    expect(answers.filter((one) => one === 'busy')).toHaveLength(250 - 8 - 200)
    expect(answers.filter((one) => typeof one === 'object')).toHaveLength(208)
  })
})

describe('a key that is refused', () => {
  test.each([[401], [403], [418], [429]])('(%s) is told at once, and nothing more is asked until a minute later', async (status) => {
    let now = Date.now()
    answer = withStatus(status)
    const tianditu = opened({ now: () => now })
    expect(await tianditu.tile(at)).toBe('refused')
    answer = withTile
    expect(await tianditu.tile({ ...at, x: 1 })).toBe('refused')
    expect([tianditu.state(), asked.length]).toEqual(['refused', 1])
    now += 60_000
    tianditu.state()
    await expect.poll(() => tianditu.state(), { timeout: 20_000 }).toBe('ok')
    expect(asked).toHaveLength(2)
    expect(await tianditu.tile({ ...at, x: 1 })).toMatchObject({ media: 'image/png' })
  })
})

describe('a server that gives no tile', () => {
  const wrong: [string, Answer][] = [
    ['is at fault', withStatus(500)],
    ['leads elsewhere', (_request, reply) => { reply.writeHead(302, { location: `${url}/elsewhere` }).end() }],
    ['says a page is an image', (_request, reply) => { reply.writeHead(200, { 'content-type': 'image/png' }).end('<html>登录</html>') }],
    ['sends more than a megabyte', (_request, reply) => { reply.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.concat([png, Buffer.alloc(1_100_000)])) }],
    ['hangs up', (request) => { request.socket.destroy() }],
    ['never answers', () => undefined],
  ]
  test.each(wrong)('because it %s is unreachable after three tiles, not after one', async (_how, how) => {
    answer = how
    const tianditu = opened({ timeoutMs: 100 })
    const states: string[] = []
    for (let x = 0; x < 5; x += 1) {
      expect(await tianditu.tile({ ...at, x })).toBe('unreachable')
      states.push(tianditu.state())
    }
    expect(states).toEqual(['ok', 'ok', 'unreachable', 'unreachable', 'unreachable'])
    expect(asked.filter((path) => path.includes('elsewhere'))).toEqual([])
    expect(asked).toHaveLength(3)
  })
})

describe('the address of Tianditu’s tiles', () => {
  let it: TestApp
  beforeAll(async () => { it = await openTestApp({ config: { tiandituKey: key, tiandituUrl: url } }) }, 240_000)
  afterAll(() => it.close())
  const get = async (path: string, username = 'village') => await it.app.inject({ url: path, headers: { cookie: await it.cookieOf(username) } })
  afterEach(() => { expect(asked.every((path) => path.startsWith('/vec_w/wmts?') || path.startsWith('/cva_w/wmts?'))).toBe(true) })

  test('gives whoever is signed in the tile, for a day, under the policy of all answers', async () => {
    const tile = await get('/api/basemap/tianditu/vec/9/404/215')
    expect([tile.statusCode, tile.headers['content-type'], tile.headers['cache-control']]).toEqual([200, 'image/png', 'private, max-age=86400'])
    expect(tile.rawPayload.equals(png)).toBe(true)
    expect(tile.headers['content-security-policy']).toContain("img-src 'self' data:;connect-src 'self';")
    expect((await get('/api/basemap')).json()).toMatchObject({ tianditu: 'ok', style: null })
  })

  test('asks nobody for a caller without a session, and for anything but a set, a zoom, a column and a row', async () => {
    expect((await it.app.inject('/api/basemap/tianditu/vec/9/404/216')).statusCode).toBe(401)
    for (const path of [
      'vec/0/0/0', 'vec/19/0/0', 'vec/9/-1/0', 'vec/9/1.5/0', 'xyz/9/404/215', 'vec_c/9/404/215', 'vec/9/404/215%26tk=x', 'vec/9/404/..%2F215',
      'vec%2F..%2Fimg/9/404/215', 'vec/9/404/215?tk=other',
    ]) expect([path, (await get(`/api/basemap/tianditu/${path}`)).statusCode]).toEqual([path, 400])
    expect([(await get('/api/basemap/tianditu/vec/9/512/0')).statusCode, (await get('/api/basemap/tianditu/ter/15/1/1')).statusCode]).toEqual([404, 404])
    expect(asked).toEqual([])
  })

  test('never tells the key, least of all when it is refused; the base map says why none comes', async () => {
    answer = withStatus(403)
    const tile = await get('/api/basemap/tianditu/cva/9/404/215')
    expect([tile.statusCode, tile.json<{ code: string }>().code]).toEqual([502, 'tianditu_refused'])
    const told = await get('/api/basemap')
    expect(told.json()).toMatchObject({ tianditu: 'refused' })
    expect(tile.body + told.body).not.toContain(key)
  })

  test('is none without a key: nothing is offered, and nothing is fetched', async () => {
    const plain = await buildApp({ db: it.db, config: { ...testConfig, tiandituUrl: url } })
    const headers = { cookie: await it.cookieOf('office') }
    expect((await plain.inject({ url: '/api/basemap', headers })).json()).toMatchObject({ tianditu: null })
    expect((await plain.inject({ url: '/api/basemap/tianditu/vec/9/404/215', headers })).statusCode).toBe(404)
    expect(asked).toEqual([])
    await plain.close()
  })
})
