import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openGeoJson } from '../../api/importers/read/geojson.ts'
import { JsonScan } from '../../api/importers/read/json-scan.ts'
import { cells, file, read, refusal } from './files.ts'

const square = { type: 'Polygon', coordinates: [[[104, 27], [104.1, 27], [104.1, 27.1], [104, 27]]] }
const feature = (properties: unknown, geometry: unknown = square) => ({ type: 'Feature', properties, geometry })
const collection = (features: unknown[], more = {}) => JSON.stringify({ type: 'FeatureCollection', ...more, features })

describe('GeoJSON', () => {
  it('gives its features wherever the text happens to be cut', () => {
    const tricky = collection([feature({ name: '大河{村]"\\', list: [[1], { a: [2] }] }), feature(null, null), feature({ 'features': [] })], { name: 'features', crs: { type: 'name', properties: { name: 'EPSG:4490' } }, after: [1, [2]] })
    fc.assert(fc.property(fc.array(fc.nat(tricky.length), { maxLength: 12 }), (cuts) => {
      const found: unknown[] = []
      const members: string[] = []
      const scan = new JsonScan({ feature: (text) => found.push(JSON.parse(text)), member: (key) => members.push(key) })
      const sorted = [0, ...cuts.toSorted((a, b) => a - b), tricky.length]
      for (let i = 0; i + 1 < sorted.length; i++) scan.write(tricky.slice(sorted[i], sorted[i + 1]))
      scan.end()
      expect(found).toEqual((JSON.parse(tricky) as { features: unknown[] }).features)
      expect(members).toEqual(['type', 'name', 'crs', 'after'])
    }), { numRuns: 500 })
  })

  it('is read as a collection, one feature, one geometry, or a feature per line', async () => {
    const one = feature({ code: '530628101001', name: '大河村' })
    for (const [text, format] of [[collection([one]), 'geojson'], [JSON.stringify(one), 'geojson'], [`${JSON.stringify(one)}\n${JSON.stringify(one)}\n`, 'geojsonl'], [`\x1e${JSON.stringify(one)}\n\x1e${JSON.stringify(one)}`, 'geojsonl']] as const) {
      const { understood, rows } = await read(text, { kind: 'units' })
      expect(understood.format).toBe(format)
      expect(rows[0]).toMatchObject({ values: { code: '530628101001', name: '大河村', level: 'village' }, geometry: { type: 'Polygon' }, errors: [] })
    }
    expect((await cells(openGeoJson(file(JSON.stringify(square))))).geometries).toEqual([square])
  })

  it('declares its coordinates by the old crs member, before or after the features', async () => {
    const [x, y] = [35_403_000, 3_060_000]
    const metric = { type: 'Polygon', coordinates: [[[x, y], [x + 100, y], [x + 100, y + 100], [x, y]]] }
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4523' } }
    for (const text of [collection([feature({ name: 'a' }, metric)], { crs }), JSON.stringify({ type: 'FeatureCollection', features: [feature({ name: 'a' }, metric)], crs })]) {
      const { understood, rows } = await read(text, { kind: 'key-areas' })
      expect(understood.crs).toMatchObject({ id: 'EPSG:4523', how: 'declared' })
      expect((rows[0]?.geometry as typeof square).coordinates[0]?.[0]).toEqual([expect.closeTo(104.017, 3), expect.closeTo(27.65, 2)])
    }
  })

  it('of petitions gives places by its points, and a polygon among them is an error of that feature', async () => {
    const properties = (n: number) => ({ 信访件编号: `A${n}`, 信访日期: '2026-03-05', 经度: 1, 纬度: 2 })
    const { rows } = await read(collection([feature(properties(1), { type: 'Point', coordinates: [104.05, 27.63] }), feature(properties(2)), feature(properties(3), null)]))
    expect(rows.map((row) => [row.values.lon, row.values.lat, row.errors.map((error) => error.code)])).toEqual([[104.05, 27.63, []], [undefined, undefined, ['geometry-type']], [undefined, undefined, []]])
  })

  it('nested a hundred thousand deep is refused before a tree is built, and so is what is cut short', async () => {
    const deep = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":${'['.repeat(100_000)}${']'.repeat(100_000)}}}]}`
    const refused = await refusal(() => read(deep, { kind: 'units' }))
    expect([refused.code, refused.line]).toEqual(['json-too-deep', 1])
    const whole = collection([feature({ name: 'a' }), feature({ name: 'b' })])
    expect((await refusal(() => read(whole.slice(0, -20), { kind: 'units' }))).code).toBe('json-broken')
    expect((await refusal(() => read(whole.replace('"b"', '"b'), { kind: 'units' }))).code).toBe('json-broken')
    expect((await refusal(() => read('{"type":"Topology","objects":{}}', { kind: 'units' }))).code).toBe('not-geojson')
    expect((await refusal(() => read('{"type":"FeatureCollection","features":[]}', { kind: 'units' }))).code).toBe('file-empty')
  })

  it('is strict about its encoding', async () => {
    const bytes = Buffer.from(collection([feature({ name: '大河村' })]))
    bytes[bytes.indexOf(Buffer.from('河'))] = 0xff
    expect((await refusal(() => read(bytes, { kind: 'units' }))).code).toBe('encoding-unknown')
  })

  it('reports properties that come only after a thousand features', async () => {
    const table = openGeoJson(file(collection([...Array.from({ length: 1_000 }, (_, i) => feature({ name: `n${i}` })), feature({ name: 'x', late: 1 })])))
    await cells(table)
    expect(table.warnings.map((warning) => warning.code)).toEqual(['late-columns'])
  })
})
