/** The base map's layers as they lie on disk, one or several in one answer. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

export const layerSuffix = '.geojson.gz'

/** GeoJSON, gzipped. */
export interface BaseLayers { etag: string, bytes: Buffer }

const unzipped = promisify(gunzip)
const zipped = promisify(gzip)

interface Feature { properties: Record<string, unknown> | null }

/**
 * Reads layers by name; of several each feature says its `layer`. A map asks for the same ones again and again: the last answer is
 * kept for as long as the files stay what they are.
 *
 * @returns null where the installation has not all of them
 */
export function baseLayerReader(folder: string): (names: readonly string[]) => Promise<BaseLayers | null> {
  let last: BaseLayers | undefined
  return async (names) => {
    const paths = names.map((name) => join(folder, name + layerSuffix))
    if (!paths.every((path) => existsSync(path))) return null
    const files = await Promise.all(paths.map((path) => readFile(path)))
    const hash = createHash('sha1').update(names.join())
    for (const file of files) hash.update(file)
    const etag = `"${hash.digest('base64url')}"`
    if (last?.etag === etag) return last
    const [only] = files
    last = { etag, bytes: files.length === 1 && only ? only : await joined(names, files) }
    return last
  }
}

async function joined(names: readonly string[], files: readonly Buffer[]): Promise<Buffer> {
  const features: Feature[] = []
  for (const [i, file] of files.entries()) {
    const collection = JSON.parse((await unzipped(file)).toString()) as { features: Feature[] }
    for (const feature of collection.features) features.push({ ...feature, properties: { ...feature.properties, layer: names[i] } })
  }
  return await zipped(JSON.stringify({ type: 'FeatureCollection', features }))
}
