import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { baseLayerReader } from '../../api/basemap/layers.ts'
import type { BaseLayers } from '../../api/basemap/layers.ts'

interface Feature { type: string, geometry: unknown, properties: Record<string, unknown> | null }
const point = (lon: number, properties: Feature['properties']): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lon, 27] }, properties })
const packed = (...features: Feature[]): Buffer => gzipSync(JSON.stringify({ type: 'FeatureCollection', features }))
const featuresIn = ({ bytes }: BaseLayers): Feature[] => (JSON.parse(gunzipSync(bytes).toString()) as { features: Feature[] }).features

let folder: string
let read: ReturnType<typeof baseLayerReader>
const write = (name: string, bytes: Buffer): Promise<void> => writeFile(join(folder, `${name}.geojson.gz`), bytes)
const found = async (...names: string[]): Promise<BaseLayers> => {
  const answer = await read(names)
  if (!answer) throw new Error(`no ${names.join()}`)
  return answer
}
const roads = packed(point(1, { class: 'county' }), point(2, null))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rg-base-'))
  read = baseLayerReader(folder)
  await write('roads', roads)
  await write('lakes', packed(point(3, { name: '平湖水库' })))
})
afterAll(() => rm(folder, { recursive: true }))

test('one base layer is its file as it lies on disk', async () => {
  expect((await found('roads')).bytes).toEqual(roads)
})

test('of several each feature says its layer and keeps all else, in the order in which they were named', async () => {
  expect(featuresIn(await found('lakes', 'roads'))).toEqual([
    point(3, { name: '平湖水库', layer: 'lakes' }), point(1, { class: 'county', layer: 'roads' }), point(2, { layer: 'roads' }),
  ])
})

test('what an installation has not is not half answered', async () => {
  expect(await read(['roads', 'rivers'])).toBeNull()
})

test('the same answer has the same mark, other layers, another order and changed files another', async () => {
  const first = await found('lakes', 'roads')
  expect(await found('lakes', 'roads')).toBe(first)
  expect((await found('roads', 'lakes')).etag).not.toBe(first.etag)
  expect((await found('lakes', 'roads')).etag).toBe(first.etag)
  await write('lakes', packed(point(4, null)))
  const changed = await found('lakes', 'roads')
  expect(changed.etag).not.toBe(first.etag)
  expect(featuresIn(changed)[0]).toEqual(point(4, { layer: 'lakes' }))
})
