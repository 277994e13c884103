/** Names, numbers and texts of coordinate systems, each as the register of EPSG has it. */
import { describe, expect, it, test } from 'vitest'
import { epsgCrs, meridianCrs, namedCrs, tmercCrs, zoneCrs } from '../../api/importers/crs-names.ts'
import { crsHint } from '../../api/importers/crs-hints.ts'
import { FileRefused } from '../../api/importers/refusal.ts'
import type { ColumnGuess } from '../../api/importers/types.ts'

describe('a code of the national grid', () => {
  test.each<[code: number, meridian: number, easting: number, name: string]>([
    [4491, 75, 13_500_000, 'CGCS2000 / Gauss-Kruger CM 75E'], [4498, 117, 20_500_000, 'CGCS2000 / Gauss-Kruger CM 117E'], [4501, 135, 23_500_000, 'CGCS2000 / Gauss-Kruger CM 135E'],
    [4502, 75, 500_000, 'CGCS2000 / Gauss-Kruger CM 75E'], [4507, 105, 500_000, 'CGCS2000 / Gauss-Kruger CM 105E'], [4512, 135, 500_000, 'CGCS2000 / Gauss-Kruger CM 135E'],
    [4513, 75, 25_500_000, 'CGCS2000 / 3-degree Gauss-Kruger zone 25'], [4523, 105, 35_500_000, 'CGCS2000 / 3-degree Gauss-Kruger zone 35'], [4533, 135, 45_500_000, 'CGCS2000 / 3-degree Gauss-Kruger zone 45'],
    [4534, 75, 500_000, 'CGCS2000 / 3-degree Gauss-Kruger CM 75E'], [4544, 105, 500_000, 'CGCS2000 / 3-degree Gauss-Kruger CM 105E'], [4554, 135, 500_000, 'CGCS2000 / 3-degree Gauss-Kruger CM 135E'],
  ])('%i has its middle at %i degrees and begins at %i', (code, meridian, falseEasting, name) => {
    expect(epsgCrs(code)).toEqual({ id: `EPSG:${code}`, name, kind: 'tmerc', meridian, falseEasting })
  })

  it('is in one of four rows of codes, and beside them is none', () => {
    expect([4489, 4492 - 2, 4555, 2056, 32648, 0, -4513, 4523.5].map((code) => epsgCrs(code)?.kind)).toEqual([undefined, 'degrees', undefined, undefined, undefined, undefined, undefined, 'tmerc'])
    for (let zone = 25; zone <= 45; zone += 1) {
      expect(zoneCrs(zone)).toEqual(epsgCrs(4513 + zone - 25))
      expect(meridianCrs(zone * 3)).toEqual(epsgCrs(4534 + zone - 25))
    }
  })

  it('is found again from its parameters, and nothing else is taken for it', () => {
    for (let zone = 25; zone <= 45; zone += 1) {
      expect(tmercCrs(zone * 3, zone * 1e6 + 500_000)).toEqual(zoneCrs(zone))
      expect(tmercCrs(zone * 3, 500_000)).toEqual(meridianCrs(zone * 3))
    }
    const others = [
      [104, 500_000, 1], [105, 35_500_001, 1], [105, 36_500_000, 1], [105, 500_000, 0.9996], [72, 500_000, 1], [138, 500_000, 1], [105.5, 500_000, 1],
    ] as const
    for (const [meridian, easting, scale] of others) {
      expect(tmercCrs(meridian, easting, scale)).toEqual({ id: `tmerc:${meridian}:${easting}`, name: `Transverse Mercator, CM ${meridian}E`, kind: 'tmerc', meridian, falseEasting: easting, scale })
    }
  })
})

describe('a name', () => {
  test.each<[string, string | undefined]>([
    ['WGS84', 'EPSG:4326'], ['wgs-84', 'EPSG:4326'], ['WGS 84', 'EPSG:4326'], ['wgs_84', 'EPSG:4326'], ['CRS84', 'EPSG:4326'], ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'], ['EPSG:4979', 'EPSG:4326'],
    ['CGCS2000', 'EPSG:4490'], ['cgcs 2000', 'EPSG:4490'], [' EPSG:4490 ', 'EPSG:4490'], ['epsg/4490', 'EPSG:4490'], ['GCJ-02', 'GCJ-02'], ['gcj_02', 'GCJ-02'], ['BD09', 'BD-09'], ['bd09ll', 'BD-09'], ['900913', 'EPSG:3857'],
    ['EPSG:4513', 'EPSG:4513'], ['epsg::4513', 'EPSG:4513'], ['EPSG:9.8:4523', 'EPSG:4523'], ['http://www.opengis.net/def/crs/EPSG/0/4523', 'EPSG:4523'], ['4523', 'EPSG:4523'],
    ['EPSG:2056', undefined], ['mars', undefined], ['', undefined], ['4523m', undefined], ['EPSG:45', undefined], ['x4523', undefined],
  ])('%s is %s', (text, id) => {
    expect(namedCrs(text)?.id).toBe(id)
  })
})

describe('a .prj', () => {
  const geographic = (name: string): string => `GEOGCS["${name}",DATUM["D",SPHEROID["S",6378137,298.257]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]`
  const projected = (parameters: Record<string, number>, projection = 'Gauss_Kruger', datum = 'GCS_China_Geodetic_Coordinate_System_2000'): string =>
    `PROJCS["p",${geographic(datum)},PROJECTION["${projection}"],${Object.entries(parameters).map(([name, value]) => `PARAMETER["${name}",${value}]`).join(',')},UNIT["Meter",1]]`

  test.each<[string, string | undefined]>([
    [geographic('GCS_China_Geodetic_Coordinate_System_2000'), 'EPSG:4490'], [geographic('CGCS2000'), 'EPSG:4490'], [geographic('GCS_WGS_1984'), 'EPSG:4326'], [geographic('WGS 84'), 'EPSG:4326'], [geographic('ETRS89'), 'EPSG:4326'],
    [geographic('NAD27'), undefined],
    [projected({ False_Easting: 35_500_000, Central_Meridian: 105, Scale_Factor: 1, Latitude_Of_Origin: 0 }), 'EPSG:4523'], [projected({ False_Easting: 500_000, Central_Meridian: 105 }), 'EPSG:4544'],
    [projected({ False_Easting: 500_000, Central_Meridian: 105, Scale_Factor: 0.9996 }), 'tmerc:105:500000'], [projected({ False_Easting: 500_000, Central_Meridian: 105, Latitude_Of_Origin: 27 }), undefined],
    [projected({ Central_Meridian: 105 }), undefined], [projected({ False_Easting: 500_000 }), undefined], [projected({ False_Easting: 500_000, Central_Meridian: 105 }, 'Lambert_Conformal_Conic'), undefined],
    [projected({ False_Easting: 500_000, Central_Meridian: 105 }, 'Transverse_Mercator', 'GCS_WGS_1984'), 'EPSG:4544'], [projected({ False_Easting: 0 }, 'Mercator_Auxiliary_Sphere', 'GCS_WGS_1984'), 'EPSG:3857'],
    ['PROJCRS["p",BASEGEOGCRS["China Geodetic Coordinate System 2000"],CONVERSION["c",METHOD["Transverse Mercator"],PARAMETER["Longitude of natural origin",105],PARAMETER["Scale factor at natural origin",1],PARAMETER["False easting",35500000]]]', 'EPSG:4523'],
  ])('%s is %s', (wkt, id) => {
    expect(namedCrs(wkt)?.id).toBe(id)
  })

  test.each(['GCS_Beijing_1954', 'Beijing 1954', 'GCS_Xian_1980', "Xi'an 1980", 'GCS_Krassovsky', 'Pulkovo 1942'])('on %s is refused, for its shift is in no file', (datum) => {
    try {
      namedCrs(projected({ False_Easting: 500_000, Central_Meridian: 105 }, 'Gauss_Kruger', datum))
      throw new Error('it was taken')
    } catch (error) {
      expect(error).toBeInstanceOf(FileRefused)
      expect(error).toMatchObject({ code: 'crs-local-datum', parameter: 'crs' })
    }
  })
})

describe('what names say of coordinates', () => {
  const column = (header: string, ...samples: string[]): ColumnGuess => ({ header, samples } as unknown as ColumnGuess)
  test.each<[string, string | undefined]>([
    ['outline_gcj02.geojson', 'gcj02'], ['高德边界.csv', 'gcj02'], ['腾讯坐标.csv', 'gcj02'], ['火星坐标.csv', 'gcj02'], ['百度经纬度.csv', 'bd09'], ['bd-09.csv', 'bd09'], ['areas_cgcs2000.zip', 'EPSG:4490'], ['国家2000.zip', 'EPSG:4490'],
    ['areas_4490.zip', 'EPSG:4490'], ['areas_4326.zip', 'wgs84'], ['WGS-84.csv', 'wgs84'], ['areas_144903.zip', undefined], ['areas.zip', undefined],
    // the first named is meant, what follows is where it came from
    ['wgs84_from_gcj02.csv', 'wgs84'], ['gcj02_to_wgs84.csv', 'gcj02'],
  ])('the file %s: %s', (name, text) => {
    expect(crsHint(name, [])).toEqual(text === undefined ? undefined : { text, where: 'file-name' })
  })

  it('a column of the longitude says more than a note, and a note more than the file', () => {
    const note = [column('名称', 'wgs84 村'), column('坐标系', 'BD-09'), column('crs', 'wgs84')]
    expect(crsHint('gcj02.csv', note, 'lon_cgcs2000')).toEqual({ text: 'EPSG:4490', where: 'column-name' })
    expect(crsHint('gcj02.csv', note, 'lon')).toEqual({ text: 'bd09', where: 'property' })
    expect(crsHint('gcj02.csv', [column('坐标系', '不详')], 'lon')).toEqual({ text: 'gcj02', where: 'file-name' })
    expect(crsHint('a.csv', [column('坐标系')], 'lon')).toBeUndefined()
  })
})
