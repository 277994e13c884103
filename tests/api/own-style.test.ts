/** A county's own base map: the style that BASEMAP_STYLE names, from a file and from a real server on this machine. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validateStyleMin, type StyleSpecification } from '@maplibre/maplibre-gl-style-spec'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../api/app.ts'
import { openOwnStyle } from '../../api/basemap/own-style.ts'
import { placed } from '../../api/basemap/style-sheet.ts'
import { ConfigError } from '../../api/config.ts'
import { openTestApp, testConfig } from '../setup/app.ts'

const style = (more: Partial<StyleSpecification> = {}): StyleSpecification => ({
  version: 8,
  sources: {
    photo: { type: 'raster', tiles: ['https://tiles.county/photo/{z}/{x}/{y}.png'], tileSize: 256, attribution: '<a href="https://tiles.county">&copy; 县自然资源局</a>' },
    roads: { type: 'vector', url: 'https://vector.county:8443/roads.json' },
  },
  layers: [
    { id: 'ground', type: 'background', paint: { 'background-color': '#eeeeee' } },
    { id: 'photo', type: 'raster', source: 'photo' },
    { id: 'roads', type: 'line', source: 'roads', 'source-layer': 'roads' },
  ],
  ...more,
})
const said: string[] = []
const log = { info: () => undefined, error: () => undefined, warn: (text: string) => { said.push(text) } }
const openedAs = (basemapStyle: string, more = {}): ReturnType<typeof openOwnStyle> => openOwnStyle({ ...testConfig, basemapStyle, ...more }, log)

let server: Server
let url: string
let folder: string
const pages: Record<string, [number, string]> = {}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rg-style-'))
  server = createServer(({ url: path = '' }, reply) => {
    const [status, text] = pages[path] ?? [404, 'none']
    reply.writeHead(status).end(text)
  })
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready) })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await new Promise((closed) => { server.close(closed) })
})
const file = (text: string, name = 'style.json'): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** The one sentence of a refusal, Chinese and English. */
async function refusal(where: string, more = {}): Promise<string> {
  const error: unknown = await openedAs(where, more).then(() => null, (refused: unknown) => refused)
  expect(error).toBeInstanceOf(ConfigError)
  const { message } = error as ConfigError
  expect(message).toMatch(/^设置 BASEMAP_STYLE .+ \/ setting BASEMAP_STYLE [^\n]+$/)
  return message
}

describe('a style file', () => {
  test('becomes the base map under names of its own, its makers as plain text, its hosts and no others', async () => {
    const own = await openedAs(file(JSON.stringify(style())))
    const sheet = own.sheet()
    expect(own.state()).toBe('ok')
    expect(sheet).toMatchObject({ credit: '© 县自然资源局', origins: ['https://tiles.county', 'https://vector.county:8443'] })
    expect(Object.keys(sheet?.sources ?? {})).toEqual(['style-photo', 'style-roads'])
    expect(sheet?.layers.map((layer) => [layer.id, 'source' in layer ? layer.source : null])).toEqual([['style-ground', null], ['style-photo', 'style-photo'], ['style-roads', 'style-roads']])
    expect(validateStyleMin({ version: 8, sources: sheet?.sources ?? {}, layers: sheet?.layers ?? [] })).toEqual([])
    expect(JSON.stringify(sheet)).toContain('/photo/{z}/{x}/{y}.png')
  })

  test('loses its glyphs, and the start says so', async () => {
    said.length = 0
    const own = await openedAs(file(JSON.stringify(style({ glyphs: 'https://fonts.county/{fontstack}/{range}.pbf' }))))
    expect(JSON.stringify(own.sheet())).not.toContain('fonts.county')
    expect(said.join()).toMatch(/glyphs/)
  })

  test.each([
    ['that is not there', () => join(folder, 'none.json'), /不存在.*does not exist/],
    ['that is a folder', () => folder, /读不了（EISDIR）/],
    ['that is no JSON', () => file('{\n  "version": 8,\n  "sources" {}\n}'), /第 3 行第 13 列.*line 3, column 13/],
    ['that is no style', () => file(JSON.stringify({ ...style(), layers: [{ id: 'x', type: 'polygon' }] })), /layers\[0\]/],
    ['with a layer of no source', () => file(JSON.stringify(style({ sources: {} }))), /photo/],
    ['with an address of no host', () => file(JSON.stringify(style({ sources: { photo: { type: 'raster', tiles: ['tiles/{z}/{x}/{y}.png'] } }, layers: [] }))), /sources\.photo\.tiles\[0\]/],
    ['with an address of another sort', () => file(JSON.stringify(style({ sources: { photo: { type: 'raster', url: 'pmtiles://tiles.county/a' } }, layers: [] }))), /sources\.photo\.url/],
    ['with a password', () => file(JSON.stringify(style({ sources: { photo: { type: 'raster', url: 'https://a:b@tiles.county/a' } }, layers: [] }))), /sources\.photo\.url/],
    ['with icons that are none', () => file(JSON.stringify(style({ sprite: `${url}/icons` }))), /sprite.*icons\.json/],
    ['with icons of no host', () => file(JSON.stringify(style({ sprite: 'icons/own' }))), /sprite/],
  ])('%s stops the start with one sentence', async (_what, where, words) => {
    expect(await refusal(where())).toMatch(words)
  })

  test('may name tiles in clear text only where pages come in clear text', async () => {
    const plain = file(JSON.stringify(style({ sources: { photo: { type: 'raster', tiles: ['http://10.0.0.8/{z}/{x}/{y}.png'] } }, layers: [] })))
    expect((await openedAs(plain)).sheet()?.origins).toEqual(['http://10.0.0.8'])
    expect(await refusal(plain, { publicOrigin: 'https://map.county' })).toMatch(/https/)
  })
})

describe('the address of a style', () => {
  test('is what its own addresses count from', async () => {
    pages['/maps/style.json'] = [200, JSON.stringify(style({ sprite: `${url}/maps/icons`, sources: { photo: { type: 'raster', tiles: ['photo/{z}/{x}/{y}.png'] } }, layers: [] }))]
    pages['/maps/icons.json'] = [200, '{}']
    const sheet = (await openedAs(`${url}/maps/style.json`)).sheet()
    expect(sheet?.sources['style-photo']).toMatchObject({ tiles: [`${url}/maps/photo/{z}/{x}/{y}.png`] })
    expect(sheet).toMatchObject({ sprite: `${url}/maps/icons`, origins: [url] })
  })

  test('that is unknown to its server stops the start; a server that is away does not', async () => {
    expect(await refusal(`${url}/none.json`)).toMatch(/404/)
    pages['/busy.json'] = [503, 'later']
    for (const where of [`${url}/busy.json`, 'http://127.0.0.1:9/style.json']) {
      const own = await openedAs(where)
      expect([own.state(), own.sheet()]).toEqual(['unreachable', null])
    }
  })
})

test('no host’s name, whatever it is, can end its part of the policy', () => {
  const refuse = (_zh: string, en: string): never => { throw new Error(en) }
  fc.assert(fc.property(fc.webUrl(), fc.string(), fc.constantFrom('', ';', ' ', "'", '*', ',', '"', '\n'), (address, text, mark) => {
    const tiles = [address, address.replace('://', `://${text}${mark}`)]
    for (const one of tiles) {
      try {
        const { origins } = placed(style({ sources: { a: { type: 'raster', tiles: [one] } }, layers: [] }), null, false, refuse)
        expect(origins.join()).toMatch(/^https?:\/\/[a-z0-9.:[\]-]+$/)
      } catch (error) {
        expect(String(error)).toMatch(/http\(s\) address at sources\.a\.tiles\[0\]/)
      }
    }
  }))
})

test('whoever is signed in gets the style, and every page may ask its hosts for images and tiles, no other', async () => {
  const it = await openTestApp()
  const app = await buildApp({ db: it.db, config: testConfig, ownStyle: await openedAs(file(JSON.stringify(style()))) })
  const headers = { cookie: await it.cookieOf('group') }
  const answer = await app.inject({ url: '/api/basemap/style', headers })
  expect(Object.keys(answer.json<{ sources: object }>().sources)).toEqual(['style-photo', 'style-roads'])
  const hosts = 'https://tiles.county https://vector.county:8443'
  expect(answer.headers['content-security-policy']).toBe(`default-src 'none';script-src 'self';style-src 'self';img-src 'self' data: ${hosts};connect-src 'self' ${hosts};`
    + "worker-src 'self';font-src 'self';base-uri 'none';object-src 'none';frame-ancestors 'none';form-action 'self'")
  expect((await app.inject('/api/basemap/style')).statusCode).toBe(401)
  expect((await app.inject({ url: '/api/basemap', headers })).json()).toMatchObject({ style: 'ok', tianditu: null })
  await app.close()
  await it.close()
}, 240_000)
