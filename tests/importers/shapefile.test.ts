import { describe, expect, it } from 'vitest'
import { read, refusal } from './files.ts'
import { dbf, type DbfColumn, shp } from './shapefile-writer.ts'
import { zip } from './zip-writer.ts'

const COLUMNS: DbfColumn[] = [{ name: '代码', type: 'C', length: 12 }, { name: '名称', type: 'C', length: 15 }, { name: '户数', type: 'N', length: 8 }, { name: 'valid_from', type: 'D', length: 8 }, { name: 'official', type: 'L', length: 1 }]
const ROWS = [['530628101001', '大河村', '126', '20260101', 'T'], ['530628101002', '小河坝社区', '', '', 'F']]
const square = (x: number, y: number, size = 0.1): [number, number][] => [[x, y], [x, y + size], [x + size, y + size], [x + size, y], [x, y]]
const hole: [number, number][] = [[104.02, 27.02], [104.04, 27.02], [104.04, 27.04], [104.02, 27.04], [104.02, 27.02]]
const shapes = shp([[square(104, 27), hole], [square(105, 27)]])
const CGCS = 'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
const units = { kind: 'units' as const }

describe('a zipped shapefile', () => {
  it('with a GBK table and no .cpg keeps its Chinese, its types, its holes and its .prj', async () => {
    const { understood, rows } = await read(zip([{ name: '村界/村.shp', data: shapes }, { name: '村界/村.DBF', data: dbf(COLUMNS, ROWS, 'gbk') }, { name: '村界/村.prj', data: CGCS }]), units)
    expect(understood).toMatchObject({ format: 'shapefile', encoding: 'gb18030', sheet: '村', crs: { id: 'EPSG:4490', how: 'declared' } })
    expect(rows.map((row) => row.values)).toEqual([
      { code: '530628101001', name: '大河村', household_count: 126, valid_from: '2026-01-01', official: true, level: 'village' },
      { code: '530628101002', name: '小河坝社区', official: false, level: 'village' },
    ])
    expect((rows[0]?.geometry as { coordinates: unknown[] }).coordinates).toHaveLength(2)
  })

  it('follows its .cpg, and is UTF-8 where the bytes are', async () => {
    for (const [encoding, cpg] of [['utf8', 'UTF-8'], ['utf8', undefined], ['gbk', 'GBK'], ['gb18030', '936']] as const) {
      const { rows } = await read(zip([{ name: 'a.shp', data: shapes }, { name: 'a.dbf', data: dbf(COLUMNS, ROWS, encoding) }, ...(cpg ? [{ name: 'a.cpg', data: cpg }] : [])]), units)
      expect(rows.map((row) => row.values.name), `${encoding} ${cpg}`).toEqual(['大河村', '小河坝社区'])
    }
  })

  it('with bytes of no known encoding is refused with the record, not decoded to nonsense', async () => {
    const table = dbf(COLUMNS, ROWS, 'gbk')
    table[table.length - 30] = 0xff
    const refused = await refusal(() => read(zip([{ name: 'a.shp', data: shapes }, { name: 'a.dbf', data: table }]), units))
    expect([refused.code, refused.line, refused.parameter]).toEqual(['encoding-unknown', 2, 'encoding'])
  })

  it('drops half a character that a full field cut off', async () => {
    const narrow = COLUMNS.map((column) => column.name === '名称' ? { ...column, length: 13 } : column)
    const long = [['530628101001', '一二三四五六七八', '1', '', ''], ROWS[1] as string[]]
    for (const [encoding, kept] of [['gbk', '一二三四五六'], ['utf8', '一二三四']] as const) {
      const { rows } = await read(zip([{ name: 'a.shp', data: shapes }, { name: 'a.dbf', data: dbf(narrow, long, encoding) }]), units)
      expect(rows[0]?.values.name).toBe(kept)
    }
  })

  it('leaves deleted records out and keeps shapes beside their own rows', async () => {
    const { rows } = await read(zip([{ name: 'a.shp', data: shapes }, { name: 'a.dbf', data: dbf(COLUMNS, ROWS, 'utf8', [0]) }]), units)
    expect(rows.map((row) => [row.line, row.values.name, (row.geometry as unknown as { coordinates: number[][][] }).coordinates[0]?.[0]?.[0]])).toEqual([[2, '小河坝社区', 105]])
  })

  it('in metres without .prj is told by its zone', async () => {
    const { understood } = await read(zip([{ name: 'a.shp', data: shp([[square(35_403_000, 3_060_000, 100)], [square(35_404_000, 3_060_000, 100)]]) }, { name: 'a.dbf', data: dbf(COLUMNS, ROWS, 'gbk') }]), units)
    expect(understood.crs?.id).toBe('EPSG:4523')
    expect(understood.notices.map((notice) => notice.code)).toEqual(expect.arrayContaining(['prj-missing', 'crs-guessed']))
  })

  it('that is damaged, cut short or made of parts that do not belong together is refused', async () => {
    const table = dbf(COLUMNS, ROWS, 'gbk')
    const code = async (shape: Buffer, rows: Buffer) => (await refusal(() => read(zip([{ name: 'a.shp', data: shape }, { name: 'a.dbf', data: rows }]), units))).code
    expect(await code(shp([[square(104, 27)]]), table)).toBe('shapefile-uneven')
    expect(await code(shapes.subarray(0, shapes.length - 40), table)).toBe('shp-broken')
    expect(await code(Buffer.from('not a shape'), table)).toBe('shp-broken')
    expect(await code(shapes, table.subarray(0, 100))).toBe('dbf-broken')
    const two = await refusal(() => read(zip([{ name: 'a.shp', data: shapes }, { name: 'b.shp', data: shapes }]), units))
    expect([two.code, two.parameter]).toEqual(['sheet-unknown', 'sheet'])
  })

  it('never breaks the reader, whatever byte of it is wrong', async () => {
    const good = zip([{ name: 'a.shp', data: shapes, stored: true }, { name: 'a.dbf', data: dbf(COLUMNS, ROWS, 'gbk'), stored: true }])
    for (let at = 30; at < 700; at += 7) {
      const bytes = Buffer.from(good)
      bytes[at] = (bytes[at] as number) ^ 0xff
      try {
        await read(bytes, units)
      } catch (error) {
        expect((error as Error).name, `${at}: ${String(error)}`).toBe('FileRefused')
      }
    }
  })
})
