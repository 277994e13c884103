import { DatabaseSync } from 'node:sqlite'
import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFile } from '../../api/importers/read-file.ts'
import { readGpkgBlob, readWkb } from '../../api/importers/read/wkb.ts'
import { file, read, refusal } from './files.ts'

const SQUARE: [number, number][] = [[104, 27], [104.1, 27], [104.1, 27.1], [104, 27]]

/** WKB of a polygon, in either byte order, with or without heights. */
function wkbPolygon(ring: [number, number][], little = true, z = false): Buffer {
  const bytes = Buffer.alloc(13 + ring.length * (z ? 24 : 16))
  const int = (value: number, at: number) => little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at)
  const double = (value: number, at: number) => little ? bytes.writeDoubleLE(value, at) : bytes.writeDoubleBE(value, at)
  bytes[0] = little ? 1 : 0
  int(z ? 1003 : 3, 1)
  int(1, 5)
  int(ring.length, 9)
  ring.forEach(([x, y], i) => {
    double(x, 13 + i * (z ? 24 : 16))
    double(y, 21 + i * (z ? 24 : 16))
  })
  return bytes
}

function blob(wkb: Buffer, srs = 4490, envelope = false): Buffer {
  const head = Buffer.alloc(envelope ? 40 : 8)
  head.write('GP', 0, 'latin1')
  head[3] = 1 | (envelope ? 2 : 0)
  head.writeInt32LE(srs, 4)
  return Buffer.concat([head, wkb])
}

function geopackage(layers: string[], srs = 4490, rows: { name: string; geom: Buffer | null }[] = [{ name: '大河村', geom: blob(wkbPolygon(SQUARE), srs, true) }]): Buffer {
  const path = file('', 'x.gpkg')
  const db = new DatabaseSync(path)
  db.exec(`create table gpkg_contents (table_name text, data_type text); create table gpkg_geometry_columns (table_name text, column_name text, srs_id int);
    create table gpkg_spatial_ref_sys (srs_id int, organization text, organization_coordsys_id int); insert into gpkg_spatial_ref_sys values (${srs}, 'EPSG', ${srs})`)
  for (const layer of layers) {
    db.exec(`create table "${layer}" (fid integer primary key, geom blob, code text, "名称" text, "户数" integer)`)
    db.prepare('insert into gpkg_contents values (?, ?)').run(layer, 'features')
    db.prepare('insert into gpkg_geometry_columns values (?, ?, ?)').run(layer, 'geom', srs)
    rows.forEach((row, i) => db.prepare(`insert into "${layer}" (geom, code, "名称", "户数") values (?, ?, ?, ?)`).run(row.geom, `53062810100${i + 1}`, row.name, 126))
  }
  db.close()
  return readFileSync(path)
}

describe('a GeoPackage', () => {
  it('gives its columns, its shapes and the coordinate system of its table', async () => {
    const { understood, rows } = await read(geopackage(['村界']), { kind: 'units' })
    expect(understood).toMatchObject({ format: 'gpkg', sheet: '村界', crs: { id: 'EPSG:4490', how: 'declared' } })
    expect(rows[0]).toMatchObject({ values: { code: '530628101001', name: '大河村', household_count: 126 }, geometry: { type: 'Polygon', coordinates: [SQUARE] } })
    expect(understood.columns.map((column) => column.header)).toEqual(['code', '名称', '户数'])
  })

  it('is read by the child too, and grows no companion files even when QGIS left it in write-ahead mode', async () => {
    const path = file(geopackage(['村界']), '村界 1.gpkg')
    const db = new DatabaseSync(path)
    db.exec('pragma journal_mode = wal')
    db.close()
    chmodSync(path, 0o444)
    const reading = await readFile(path, { kind: 'units' })
    const names: unknown[] = []
    for await (const batch of reading.batches) names.push(...batch.values[reading.understood.fields.indexOf('name')] ?? [])
    expect(names).toEqual(['大河村'])
    expect(readdirSync(dirname(path)).filter((name) => name.includes('村界 1') && /-(wal|shm)$/.test(name))).toEqual([])
  })

  it('with several layers asks which, and a name with quotes in it is only a name', async () => {
    const odd = 'a"; drop table gpkg_contents; --'
    const bytes = geopackage(['村界', odd.replaceAll('"', '')])
    const refused = await refusal(() => read(bytes, { kind: 'units' }))
    expect([refused.code, refused.parameter]).toEqual(['sheet-unknown', 'sheet'])
    expect((await read(bytes, { kind: 'units', sheet: odd.replaceAll('"', '') })).rows).toHaveLength(1)
  })

  it('that is another database, or has a damaged shape, is refused with the feature', async () => {
    const path = file('', 'other.db')
    const db = new DatabaseSync(path)
    db.exec('create table t (a)')
    db.close()
    expect((await refusal(() => read(readFileSync(path), { kind: 'units' }))).code).toBe('gpkg-broken')
    const damaged = await refusal(() => read(geopackage(['a'], 4490, [{ name: 'x', geom: blob(wkbPolygon(SQUARE)) }, { name: 'y', geom: blob(wkbPolygon(SQUARE).subarray(0, 40)) }]), { kind: 'units' }))
    expect([damaged.code, damaged.line]).toEqual(['gpkg-broken', 2])
  })
})

describe('well-known binary', () => {
  it('is read in both byte orders and past heights', () => {
    const polygon = { type: 'Polygon', coordinates: [SQUARE] }
    for (const little of [true, false]) for (const z of [true, false]) expect(readWkb(wkbPolygon(SQUARE, little, z))).toEqual(polygon)
    expect(readGpkgBlob(blob(wkbPolygon(SQUARE), 4523))).toEqual({ geometry: polygon, srsId: 4523 })
  })

  it('with a count that the bytes cannot hold is an error, not an allocation', () => {
    const lie = wkbPolygon(SQUARE)
    lie.writeUInt32LE(0xffffffff, 9)
    expect(() => readWkb(lie)).toThrow('count beyond the end')
  })
})
