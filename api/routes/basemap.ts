/** Base maps: the county's own layers and relief from DATA_DIR, made by the demo or left empty; a style of its own; Tianditu where a key is set. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as Type from 'typebox'
import { basemapFolder } from '../../data/basemap-folder.ts'
import { decodeDem } from '../../data/county/dem-file.ts'
import { openReliefPainter, type ReliefPainter } from '../../data/county/relief-painter.ts'
import { DEM_FILE } from '../../data/county/write.ts'
import { BasemapInfo } from '../contract/basemap.ts'
import { roles } from '../contract/roles.ts'
import { baseLayerReader, layerSuffix } from '../basemap/layers.ts'
import { notFound } from '../errors.ts'
import type { Routes } from '../frame.ts'

const authz = { roles, scope: 'none' } as const
const zooms = { min: 7, max: 13 }
/** Relief tiles drawn so far; a county has about a thousand. */
const keptTiles = 4_000

interface Relief { of: string; bounds: [number, number, number, number]; painter: ReliefPainter }

export default (async (app, { config, ownStyle, tianditu }) => {
  const folder = basemapFolder(config.dataDir)
  const tiles = new Map<string, Buffer>()
  let open: Relief | undefined

  /** The heights as they are on disk now: a demo county may be made anew while the server runs. */
  async function relief(): Promise<Relief | undefined> {
    if (!existsSync(join(folder, DEM_FILE))) return undefined
    const bytes = await readFile(join(folder, DEM_FILE))
    const of = createHash('sha1').update(bytes).digest('hex')
    if (open?.of !== of) {
      await open?.painter.close()
      const { west, south, east, north } = decodeDem(bytes)
      open = { of, bounds: [west, south, east, north], painter: openReliefPainter(bytes) }
      tiles.clear()
    }
    return open
  }
  let known = relief()
  known.catch(() => undefined)
  app.addHook('onClose', async () => { await open?.painter.close() })

  app.get('/api/basemap', { config: { authz }, schema: { response: { 200: BasemapInfo } } }, async (): Promise<BasemapInfo> => {
    const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith(layerSuffix)) : []
    known = relief()
    const found = await known
    return {
      layers: names.map((name) => name.slice(0, -layerSuffix.length)).sort(),
      hillshade: found ? { minzoom: zooms.min, maxzoom: zooms.max, bounds: found.bounds } : null,
      tianditu: tianditu?.state() ?? null,
      style: ownStyle.state(),
    }
  })

  const read = baseLayerReader(folder)
  // several layers are joined by +
  app.get('/api/basemap/:file', {
    config: { authz },
    schema: { params: Type.Object({ file: Type.String({ pattern: '^[a-z]{1,20}(\\+[a-z]{1,20}){0,15}\\.geojson$' }) }, { additionalProperties: false }) },
  }, async (request, reply) => {
    const found = await read(request.params.file.replace(/\.geojson$/, '').split('+'))
    if (!found) throw notFound()
    reply.header('etag', found.etag).header('cache-control', 'private, no-cache')
    if (request.headers['if-none-match'] === found.etag) return reply.code(304).send()
    return reply.header('content-type', 'application/geo+json').header('content-encoding', 'gzip').send(found.bytes)
  })

  app.get('/api/basemap/hillshade/:theme/:z/:x/:y', {
    config: { authz },
    schema: {
      params: Type.Object({
        theme: Type.Enum(['light', 'dark']),
        z: Type.Integer({ minimum: zooms.min, maximum: zooms.max }), x: Type.Integer({ minimum: 0, maximum: 8191 }),
        y: Type.String({ pattern: '^\\d{1,4}\\.png$' }),
      }, { additionalProperties: false }),
    },
  }, async (request, reply) => {
    const found = await known
    if (!found) throw notFound()
    const { theme, z, x, y } = request.params
    const key = `${theme}/${z}/${x}/${y}`
    let tile = tiles.get(key)
    if (tile === undefined) {
      tile = Buffer.from(await found.painter.tile(theme, z, x, Number.parseInt(y, 10)))
      if (tiles.size < keptTiles) tiles.set(key, tile)
    }
    return reply.header('content-type', 'image/png').header('cache-control', 'private, max-age=86400').send(tile)
  })
}) satisfies Routes
