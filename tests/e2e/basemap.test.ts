/** Base maps of others, with real servers on this machine in the place of Tianditu and of a county's map server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode, encode } from 'fast-png'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Visit } from './browser.ts'
import { faults } from './faults.ts'
import { mapDrawn, onStage, openSite, soon, unharmed } from './site.ts'

type Colour = readonly [number, number, number, number]
const red: Colour = [210, 20, 20, 255]
const blue: Colour = [20, 20, 210, 255]
const clear: Colour = [0, 0, 0, 0]
const side = 256
const tile = (colour: Colour): Buffer =>
  Buffer.from(encode({ width: side, height: side, channels: 4, data: Uint8Array.from({ length: side * side * 4 }, (_, i) => colour[i % 4] ?? 0) }))
const images = { red: tile(red), blue: tile(blue), clear: tile(clear) }

const key = 'aKeyThatNobodySees'
let refusing = false
const folder = mkdtempSync(join(tmpdir(), 'rg-base-'))
const tianditu = createServer((request, reply) => {
  const query = new URL(request.url ?? '', 'http://x').searchParams
  if (refusing || query.get('tk') !== key) { reply.writeHead(403).end('{"msg":"非法Key"}'); return }
  reply.writeHead(200, { 'content-type': 'image/png' }).end(query.get('LAYER')?.startsWith('c') ? images.clear : images.red)
})
/** its lines are read by the map's worker, its tiles by the page: both are under the policy */
const county = createServer((request, reply) => {
  reply.setHeader('access-control-allow-origin', '*')
  if (request.url === '/lines') reply.writeHead(200, { 'content-type': 'application/json' }).end('{"type":"FeatureCollection","features":[]}')
  else reply.writeHead(200, { 'content-type': 'image/png' }).end(images.blue)
})
const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready) })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const { site, as } = onStage(async () => {
  const [tiandituUrl, origin] = await Promise.all([listening(tianditu), listening(county)])
  const basemapStyle = join(folder, 'style.json')
  writeFileSync(basemapStyle, JSON.stringify({
    version: 8, sources: { photo: { type: 'raster', tiles: [`${origin}/{z}/{x}/{y}.png`], tileSize: 256, attribution: '示例县自然资源局' }, lines: { type: 'geojson', data: `${origin}/lines` } },
    layers: [{ id: 'photo', type: 'raster', source: 'photo' }, { id: 'lines', type: 'line', source: 'lines' }],
  }))
  return await openSite({ tiandituKey: key, tiandituUrl, basemapStyle })
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await Promise.all([tianditu, county].map((server) => new Promise((closed) => { server.close(closed) })))
})
beforeEach(() => { refusing = false })

/** The share of the map that is rather red, or rather blue. */
async function share({ page }: Visit, of: 'red' | 'blue'): Promise<number> {
  const { data, channels, width, height } = decode(await page.locator('.map canvas.maplibregl-canvas').first().screenshot())
  let found = 0
  for (let i = 0; i < data.length; i += channels) {
    const [r = 0, g = 0, b = 0] = [data[i], data[i + 1], data[i + 2]]
    if (of === 'red' ? r > g + 60 && r > b + 60 : b > g + 60 && b > r + 60) found += 1
  }
  return found / (width * height)
}
const shows = async (at: Visit, of: 'red' | 'blue'): Promise<void> => { await expect.poll(() => share(at, of), { ...soon, timeout: 60_000 }).toBeGreaterThan(0.1) }

describe('Tianditu', () => {
  test('is chosen in the legend, shown under our figures, told of by name, kept in the address and printed; its key stays on the server', async () => {
    await as('leader', '/map', async (at) => {
      const { page } = at
      await mapDrawn(at)
      await page.getByLabel('底图').selectOption({ label: '天地图影像' })
      await shows(at, 'red')
      await page.locator('.map .credit', { hasText: '底图：天地图' }).waitFor()
      expect(new URL(page.url()).searchParams.get('v.base')).toBe('image')
      expect(at.asked.some((path) => path.startsWith('/api/basemap/tianditu/cia/'))).toBe(true)
      expect(await faults(at)).toEqual([])
      await page.getByRole('button', { name: '打印' }).click()
      await page.locator('[data-print] aside', { hasText: '底图：天地图' }).waitFor()
      expect(await page.content() + at.asked.join()).not.toContain(key)
    })
  }, 180_000)

  test('that refuses the key gives way to our own base map, with one sentence that says why', async () => {
    refusing = true
    await as('office', '/map?v=2&v.base=vector', async (at) => {
      await at.page.locator('[data-base-trouble]', { hasText: '天地图没有接受密钥' }).waitFor()
      await expect.poll(() => at.asked.some((path) => /^\/api\/basemap\/[a-z+]*roads/.test(path)), soon).toBe(true)
      await mapDrawn(at)
      expect(await at.page.locator('.map .credit').count()).toBe(0)
      expect(await share(at, 'red')).toBeLessThan(0.1)
      expect([...at.hosts]).toEqual(['127.0.0.1'])
      // the answers that told of it, and nothing else
      expect(at.complaints.filter((one) => !/502/.test(one))).toEqual([])
      at.complaints.length = 0
    })
  }, 180_000)
})

describe('the county’s own style', () => {
  test('is what every map shows until something else is chosen, by the policy of the page', async () => {
    await as('planner', '/map', async (at) => {
      await shows(at, 'blue')
      await at.page.locator('.map .credit', { hasText: '示例县自然资源局' }).waitFor()
      await at.page.getByLabel('底图').selectOption({ label: '本县自带' })
      await expect.poll(() => share(at, 'blue'), { ...soon, timeout: 60_000 }).toBeLessThan(0.1)
      unharmed(at)
      // the worker fetches by the policy of its own file, which must not be older than the page's
      const worker = await at.page.request.get(at.page.workers()[0]?.url() ?? '')
      expect(worker.headers()['cache-control']).toBe('public, max-age=0')
      expect(worker.headers()['content-security-policy']).toMatch(/connect-src 'self' http:\/\/127\.0\.0\.1:\d+;/)
      await at.page.goto(`${site.address}/areas/edit`)
      await at.page.locator('[data-base] select').waitFor()
      expect(await at.page.locator('[data-base] select').inputValue()).toBe('own')
    })
  }, 180_000)
})
