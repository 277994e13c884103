import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { lookAt } from '../../api/importers/look.ts'
import { checkedGeometry } from '../../api/importers/parse/geometry.ts'
import { Bad } from '../../api/importers/parse/outcome.ts'
import { openTable } from '../../api/importers/read/open.ts'
import { isWkt, parseWkt, sridOf } from '../../api/importers/read/wkt.ts'
import { file, read } from './files.ts'
import { workbook } from './workbook.ts'

const square = 'POLYGON ((104 27.6, 104.1 27.6, 104.1 27.7, 104 27.7, 104 27.6))'
const corners = [[104, 27.6], [104.1, 27.6], [104.1, 27.7], [104, 27.7], [104, 27.6]]
const asIs = (x: number, y: number): [number, number] => [x, y]

describe('a shape written as text', () => {
  test.each([
    [square, { type: 'Polygon', coordinates: [corners] }],
    ['polygon((104 27.6,104.1 27.6,104.1 27.7,104 27.7,104 27.6))', { type: 'Polygon', coordinates: [corners] }],
    ['SRID=4490; MULTIPOLYGON Z (((0 0 5, 1 0 5, 1 1 5, 0 0 5)), ((2 2 1, 3 2 1, 3 3 1, 2 2 1)))', { type: 'MultiPolygon', coordinates: [[[[0, 0], [1, 0], [1, 1], [0, 0]]], [[[2, 2], [3, 2], [3, 3], [2, 2]]]] }],
    ['POINT(-1.5e1 +2.25)', { type: 'Point', coordinates: [-15, 2.25] }],
    ['POLYGON EMPTY', null],
  ])('%s is read as it is', (text, shape) => {
    expect(isWkt(text)).toBe(true)
    expect(parseWkt(text)).toEqual(shape)
  })

  it('says its coordinate system where it begins with one', () => {
    expect([`SRID=4523;${square}`, square].map(sridOf)).toEqual(['4523', undefined])
  })

  it('is none in words that only begin alike, nor of a type that is no place', () => {
    expect(['POINTS (1 2)', 'polygon of the east', 'LINESTRING (0 0, 1 1)', '', 'POINT', 3, null].filter(isWkt)).toEqual([])
  })

  test.each(['POLYGON ((104 27.6, 104.1 27.6)', 'POLYGON ((a b, c d, e f, g h))', 'POLYGON ((((0 0, 1 0, 1 1, 0 0))))', 'POLYGON (1, 2, 3)', 'POINT ()', 'POLYGON ((e e, 1 0, 1 1, 0 0))', `POLYGON (${'('.repeat(100_000)}`])('%.40s refuses its row and does not pass as none', (text) => {
    expect(checkedGeometry(parseWkt(text), 'units', asIs)).toBeInstanceOf(Bad)
  })

  it('comes back from text whatever its corners', () => {
    const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true })
    const ring = fc.array(fc.tuple(degrees(180), degrees(90)), { minLength: 3, maxLength: 9 })
    fc.assert(fc.property(fc.array(ring, { minLength: 1, maxLength: 3 }), (rings) => {
      const text = `POLYGON (${rings.map((one) => `(${one.map((corner) => corner.join(' ')).join(', ')})`).join(',')})`
      // text has no negative zero
      const coordinates = rings.map((one) => one.map((corner) => corner.map((number) => number + 0)))
      expect(parseWkt(text)).toEqual({ type: 'Polygon', coordinates })
    }))
  })
})

describe('a table with a column of shapes', () => {
  const lines = ['编号,名称,类型,范围', `K1,东片区,征地拆迁,"${square}"`, 'K2,西片区,工业园,"POLYGON ((1 2)"', 'K3,南片区,景区,'].join('\n')

  it('of key areas brings their borders, refuses the broken one by its line, and says that it was read so', async () => {
    const { understood, rows } = await read(`${lines}\n`, { kind: 'key-areas' })
    expect(rows.map(({ line, geometry, errors }) => [line, geometry?.type, errors.map(({ code }) => code)])).toEqual([[2, 'Polygon', []], [3, undefined, ['geometry-malformed']], [4, undefined, []]])
    expect(understood.notices.map(({ code }) => code)).toContain('shapes-in-column')
    expect(understood.crs?.id).toBe('EPSG:4326')
  })

  it('in a workbook too, also where it stands first', async () => {
    const { rows } = await read(workbook([{ name: '村', rows: [['WKT', '代码', '名称'], [square, '530628001001', '大河村'], [null, '530628001002', '小河村']] }]), { kind: 'units' })
    expect(rows.map(({ geometry, values }) => [geometry?.type, values.code])).toEqual([['Polygon', '530628001001'], [undefined, '530628001002']])
  })

  it('of petitions brings their points', async () => {
    const { rows } = await read('信访件编号,信访日期,位置\nA1,2026-03-05,POINT (104.05 27.62)\n')
    expect(rows[0]?.values).toMatchObject({ lon: 104.05, lat: 27.62 })
  })

  it('is told for what it is and drawn before anything is imported', async () => {
    const seen = await lookAt(await openTable(file(`${lines}\n`), {}), {}, '2026-11-23')
    expect(seen.kind).toBe('key-areas')
    expect(seen.places.map(({ name, geometry }) => [name, geometry.type])).toEqual([['东片区', 'Polygon']])
  })
})
