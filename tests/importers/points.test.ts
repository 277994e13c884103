/** One column that gives both coordinates, as map programs, phones and ledgers write them. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { lookAt } from '../../api/importers/look.ts'
import { Bad } from '../../api/importers/parse/outcome.ts'
import { isSurelyPoint, latitudeFirst, parsePoint } from '../../api/importers/parse/points.ts'
import { openTable } from '../../api/importers/read/open.ts'
import { fieldOf, file, read } from './files.ts'

const envelope: [number, number, number, number] = [103.5, 27.2, 104.5, 28]

describe('a cell with both coordinates', () => {
  test.each([
    '103.95,27.62', '103.95，27.62', '103.95 27.62', '103.95;27.62', '103.95、27.62', '103.95/27.62', ' 103.95 , 27.62 ', '(103.95, 27.62)', '[103.95,27.62]', '１０３．９５，２７．６２',
    '27.62,103.95', '27.62 103.95', 'E103.95 N27.62', 'E103.95,N27.62', 'E103.95N27.62', '103.95E 27.62N', '103.95E27.62N', 'N27.62 E103.95', '27.62N,103.95E',
    '东经103.95 北纬27.62', '北纬27.62°，东经103.95°', '东经103.95°北纬27.62°', '经度：103.95，纬度：27.62', '纬度:27.62 经度:103.95', 'lon=103.95,lat=27.62', 'lat: 27.62, lng: 103.95',
    '103°57′0″ 27°37′12″', '103°57′E 27°37′12″N', '东经103度57分，北纬27度37分12秒', `103°57'0"E, 27°37'12"N`, 'POINT(103.95 27.62)', 'point z (103.95 27.62 1900)', 'SRID=4490;POINT(103.95 27.62)',
    '{"type":"Point","coordinates":[103.95,27.62]}',
  ])('%s is 103.95 E, 27.62 N', (text) => {
    const point = parsePoint(text)
    expect(point).not.toBeInstanceOf(Bad)
    const [lon, lat] = point as [number, number]
    expect([lon.toFixed(6), lat.toFixed(6)]).toEqual(['103.950000', '27.620000'])
    expect(isSurelyPoint(text)).toBe(true)
  })

  test.each([
    '103.95', '', '东山村三组', '103.95,27.62,1900', 'E103.95 E27.62', 'N103.95W 27.62', '27.62N 103.95N', '103.95,', '12,500.00元', '2026-03-05 10:20', '1.2.3 4.5', '13800138000 27.62x', `${'1'.repeat(200)},2`,
  ])('%j is none, and says what would be', (text) => {
    const point = parsePoint(text)
    expect(point).toBeInstanceOf(Bad)
    expect((point as Bad).zh).toContain('经度,纬度')
    expect(isSurelyPoint(text)).toBe(false)
  })

  test.each(['12,500', '3/5', '2024 05', '5、8', '100.5,200.25', '27.6 28.1', '35402123.4,3056789.1'])('%s, without a telling name over it, is not taken for a place', (text) => {
    expect(isSurelyPoint(text)).toBe(false)
  })

  it('in metres keeps its order, which the coordinate system tells', () => {
    expect(parsePoint('35402123.4,3056789.1')).toEqual([35_402_123.4, 3_056_789.1])
    expect(parsePoint('3056789.1 402123.4')).toEqual([3_056_789.1, 402_123.4])
  })

  it('west and south are below zero', () => { expect([parsePoint('W103.5 S27.5'), parsePoint('西经103.5 南纬27.5')]).toEqual([[-103.5, -27.5], [-103.5, -27.5]]) })

  it('of China is read whatever the order and the writing: written in any way, it comes back', () => {
    const degrees = (low: number, high: number) => fc.integer({ min: low * 100_000, max: high * 100_000 }).map((n) => n / 100_000)
    fc.assert(fc.property(degrees(91, 136), degrees(3, 54), fc.constantFrom(',', '，', ' ', ';', ' , ', '/'), fc.integer({ min: 0, max: 7 }), (lon, lat, between, how) => {
      const [x, y] = [lon.toFixed(5), lat.toFixed(5)]
      const text = [
        `${x}${between}${y}`, `${y}${between}${x}`, `E${x}${between}N${y}`, `${y}N${between}${x}E`, `POINT (${x} ${y})`, `经度${x}${between}纬度${y}`, `北纬${y}°${between}东经${x}°`, `(${x}${between}${y})`,
      ][how] ?? ''
      expect([text, parsePoint(text)]).toEqual([text, [lon, lat]])
      expect(isSurelyPoint(text)).toBe(true)
    }))
  })

  it('never breaks on any text, and never takes long', () => {
    fc.assert(fc.property(fc.string({ maxLength: 120, unit: fc.constantFrom('1', '.', ' ', ',', 'E', 'N', '°', '′', '东', '经', '(', '-', 'l', 'o', 'n', 'g') }), (text) => {
      const point = parsePoint(text)
      expect(point instanceof Bad || point.every(Number.isFinite)).toBe(true)
    }), { numRuns: 2_000 })
  })
})

describe('the order of a column', () => {
  it('is the one in which its places lie in the county, also where both would lie on the earth', () => {
    expect([latitudeFirst(['27.62,84.1', '27.63,84.2'], [84, 27, 85, 28]), latitudeFirst(['84.1,27.62', '84.2,27.63'], [84, 27, 85, 28])]).toEqual([true, false])
    expect([latitudeFirst(['27.62,84.1']), latitudeFirst(['84.1,27.62']), latitudeFirst([])]).toEqual([true, false, false])
    expect(parsePoint('27.62,84.1', true)).toEqual([84.1, 27.62])
  })

  it('is not told by what is beside the county or by writing that says it itself', () => {
    expect(latitudeFirst(['12.5,99.9', 'N27.62 E103.95', '坐标不详'], envelope)).toBe(false)
  })
})

const csv = (...rows: string[][]): string => rows.map((row) => row.map((cell) => /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell).join(',')).join('\n') + '\n'
const petitions = (header: string, ...cells: string[]): string => csv(['信访件编号', '信访日期', header], ...cells.map((cell, i) => [`A${i}`, '2026-03-05', cell]))
const pointsOf = (rows: { values: Record<string, unknown> }[]): unknown[] => rows.map(({ values }) => [values['lon'], values['lat']])

describe('a column with both coordinates', () => {
  test.each([['坐标', 'header'], ['经纬度', 'header'], ['lnglat', 'header'], ['位置', 'values'], ['gis', 'values']])('under the name %s is known by its %s and gives longitude and latitude', async (header, by) => {
    const { understood, rows } = await read(petitions(header, '103.951,27.621', '103.952,27.622', ''), { envelope })
    expect(understood.columns[2]).toMatchObject({ field: 'point', by })
    expect(understood.fields).toEqual(expect.arrayContaining(['lon', 'lat']))
    expect(understood.fields).not.toContain('point')
    expect(understood.crs).toMatchObject({ how: 'assumed' })
    expect(pointsOf(rows as never)).toEqual([[103.951, 27.621], [103.952, 27.622], [undefined, undefined]])
  })

  it('may have the latitude first, and says its coordinate system in its name', async () => {
    const { understood, rows } = await read(petitions('高德坐标', '27.6210,103.9510', '27.6220,103.9520'), { envelope, mapping: { point: '高德坐标' } })
    expect(understood.crs).toMatchObject({ id: 'GCJ-02', how: 'column-name' })
    const [[lon, lat] = []] = pointsOf(rows as never) as [number, number][]
    // some hundred metres beside what is written, and not beyond
    expect([Math.abs((lon ?? 0) - 103.951) < 0.01, Math.abs((lat ?? 0) - 27.621) < 0.01, lon === 103.951]).toEqual([true, true, false])
  })

  it('of a surveyor, in metres, is converted as two columns are', async () => {
    const { understood, rows } = await read(petitions('坐标', '3056789.1,35402123.4', '3056790.1,35402124.4'), { envelope })
    expect(understood.crs).toMatchObject({ id: 'EPSG:4523', axis: 'northing-first' })
    expect((pointsOf(rows as never)[0] as number[]).map((degrees) => Math.round(degrees))).toEqual([104, 28])
  })

  it('tells of a cell that is none once, by the column’s own name', async () => {
    const { rows } = await read(petitions('坐标', '103.951,27.621', '103.952,27.622', '东山坡上'), { envelope })
    expect(rows[2]?.errors).toEqual([expect.objectContaining({ code: 'coordinate-unreadable', column: '坐标', raw: '东山坡上' })])
  })

  it('gives way to two columns, and goes before one without the other', async () => {
    const both = await read(csv(['信访件编号', '信访日期', '坐标', '经度', '纬度'], ['A1', '2026-03-05', '103.951,27.621', '103.96', '27.63']))
    expect(['坐标', '经度', '纬度'].map((header) => fieldOf(both.understood, header))).toEqual([undefined, 'lon', 'lat'])
    const half = await read(csv(['信访件编号', '信访日期', '坐标', '经度'], ['A1', '2026-03-05', '103.951,27.621', '103.96']))
    expect(['坐标', '经度'].map((header) => fieldOf(half.understood, header))).toEqual(['point', undefined])
    const named = await read(csv(['信访件编号', '信访日期', '坐标', '经度', '纬度'], ['A1', '2026-03-05', '103.951,27.621', '103.96', '27.63']), { mapping: { point: '坐标' } })
    expect(['坐标', '经度', '纬度'].map((header) => fieldOf(named.understood, header))).toEqual(['point', undefined, undefined])
  })

  it('of units is known too, and shown on the map before anything is imported', async () => {
    const path = file(csv(['代码', '名称', '坐标'], ['990100101201', '大湾村', '27.621,103.951'], ['990100101202', '小湾村', '27.622,103.952']), 'units.csv')
    const look = await lookAt(await openTable(path, {}), { kind: 'units', envelope }, '2026-11-28')
    expect(fieldOf(look.understood, '坐标')).toBe('point')
    expect(look.places.map(({ geometry }) => geometry)).toEqual([[103.951, 27.621], [103.952, 27.622]].map((coordinates) => ({ type: 'Point', coordinates })))
  })
})
