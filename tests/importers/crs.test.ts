import fc from 'fast-check'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { bd09ToWgs84, gcj02ToBd09, gcj02ToWgs84, wgs84ToGcj02 } from '../../api/importers/china-offset.ts'
import { chooseCrs, converter, looksSwapped } from '../../api/importers/crs.ts'
import { crsHint } from '../../api/importers/crs-hints.ts'
import { epsgCrs, namedCrs, zoneCrs } from '../../api/importers/crs-names.ts'
import { refusal } from './files.ts'

const MM = 1e-8
const inChina = fc.tuple(fc.double({ min: 75, max: 134, noNaN: true }), fc.double({ min: 18, max: 53, noNaN: true }))

describe('the offsets of Chinese web maps', () => {
  it('agree with the published vectors', () => {
    expect(gcj02ToBd09(116.404, 39.915)).toEqual([expect.closeTo(116.41036949371029, 7), expect.closeTo(39.92133699151021, 7)])
    expect(wgs84ToGcj02(116.404, 39.915)).toEqual([expect.closeTo(116.41024449916938, 9), expect.closeTo(39.91640428150164, 9)])
    // the published bd09 -> gcj02 and gcj02 -> wgs84 are one-pass; iterating moves them by less than 0.5 m, and to the truth
    const [lon, lat] = gcj02ToWgs84(116.404, 39.915)
    const [onceLon, onceLat] = [116.39775550083061, 39.91359571849836]
    expect(Math.hypot(lon - onceLon, lat - onceLat)).toBeLessThan(5e-6)
    expect(Math.hypot(lon - onceLon, lat - onceLat)).toBeGreaterThan(1e-7)
    const viaGcj = gcj02ToWgs84(116.39762729119315, 39.90865673957631)
    expect(bd09ToWgs84(116.404, 39.915)).toEqual([expect.closeTo(viaGcj[0], 5), expect.closeTo(viaGcj[1], 5)])
  })

  it('are taken back to the millimetre anywhere in China', () => {
    fc.assert(fc.property(inChina, ([lon, lat]) => {
      const gcj = wgs84ToGcj02(lon, lat)
      const [x, y] = gcj02ToWgs84(...gcj)
      expect(Math.abs(x - lon)).toBeLessThan(MM)
      expect(Math.abs(y - lat)).toBeLessThan(MM)
      const [bx, by] = bd09ToWgs84(...gcj02ToBd09(...gcj))
      expect(Math.abs(bx - lon)).toBeLessThan(MM)
      expect(Math.abs(by - lat)).toBeLessThan(MM)
    }), { numRuns: 300 })
  })
})

describe('the national grid', () => {
  it('has a code for each zone and each meridian', () => {
    expect(epsgCrs(4513)).toMatchObject({ meridian: 75, falseEasting: 25_500_000 })
    expect(epsgCrs(4523)).toMatchObject({ meridian: 105, falseEasting: 35_500_000 })
    expect(epsgCrs(4533)).toMatchObject({ meridian: 135, falseEasting: 45_500_000 })
    expect(epsgCrs(4534)).toMatchObject({ meridian: 75, falseEasting: 500_000 })
    expect(epsgCrs(4554)).toMatchObject({ meridian: 135, falseEasting: 500_000 })
    expect(epsgCrs(4502)).toMatchObject({ meridian: 75, falseEasting: 500_000 })
    for (let code = 4491; code <= 4554; code++) expect(epsgCrs(code)?.id).toBe(`EPSG:${code}`)
  })

  it('comes back to degrees within a millimetre of an independent definition, in either order of axes', () => {
    const zones = fc.integer({ min: 25, max: 45 })
    const offsets = fc.double({ min: -1.5, max: 1.5, noNaN: true })
    const latitudes = fc.double({ min: 18, max: 53, noNaN: true })
    fc.assert(fc.property(zones, offsets, latitudes, (zone, offset, lat) => {
      const lon = zone * 3 + offset
      const wkt = `PROJCS["x",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",${zone * 3}],PARAMETER["scale_factor",1],PARAMETER["false_easting",${zone * 1e6 + 500_000}],PARAMETER["false_northing",0],UNIT["metre",1]]`
      const [x, y] = proj4(wkt).forward([lon, lat]) as [number, number]
      for (const [a, b] of [[x, y], [y, x]] as const) {
        const chosen = chooseCrs({ samples: [[a, b]] })
        expect(chosen.used).toMatchObject({ id: `EPSG:${4513 + zone - 25}`, how: 'guessed', axis: a === x ? 'easting-first' : 'northing-first' })
        const [lon2, lat2] = chosen.toDegrees(a, b)
        expect(Math.abs(lon2 - lon)).toBeLessThan(MM)
        expect(Math.abs(lat2 - lat)).toBeLessThan(MM)
      }
      expect(namedCrs(wkt)?.id).toBe(`EPSG:${4513 + zone - 25}`)
    }), { numRuns: 100 })
  })

  it('without a zone number is told by the county it must fall into, else asked for', async () => {
    const [x, y] = proj4('+proj=tmerc +lon_0=105 +x_0=500000 +ellps=GRS80').forward([104.05, 27.63]) as [number, number]
    expect(chooseCrs({ samples: [[x, y]], envelope: [103.7, 27.2, 104.8, 28.1] }).used).toMatchObject({ id: 'EPSG:4544', how: 'guessed' })
    for (const envelope of [undefined, [113, 22, 114, 23] as [number, number, number, number]]) {
      const refused = await refusal(() => chooseCrs({ samples: [[x, y]], envelope }))
      expect([refused.code, refused.parameter]).toEqual(['crs-unknown', 'crs'])
    }
  })
})

describe('the coordinate system of a file', () => {
  it('is known under the names that users and files give it', () => {
    for (const [text, id] of [['EPSG:4490', 'EPSG:4490'], ['wgs84', 'EPSG:4326'], ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'], ['urn:ogc:def:crs:EPSG::4523', 'EPSG:4523'], ['http://www.opengis.net/def/crs/EPSG/0/4490', 'EPSG:4490'], ['gcj-02', 'GCJ-02'], ['GCJ02', 'GCJ-02'], ['bd09', 'BD-09'], ['epsg:3857', 'EPSG:3857'], ['4490', 'EPSG:4490'],
      ['GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]]]', 'EPSG:4490'], ['PROJCS["CGCS2000_3_Degree_GK_CM_105E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]', 'EPSG:4544']] as const) expect(namedCrs(text)?.id, text).toBe(id)
    expect(namedCrs('EPSG:2056')).toBeUndefined()
  })

  it("is refused when it is Beijing 1954 or Xi'an 1980, whose shift no file carries", async () => {
    for (const datum of ['GCS_Beijing_1954', 'GCS_Xian_1980']) {
      expect((await refusal(() => namedCrs(`PROJCS["x",GEOGCS["${datum}",DATUM["D"]],PROJECTION["Gauss_Kruger"]]`))).code).toBe('crs-local-datum')
    }
  })

  it('follows the user before the file, the file before a name, a name before the numbers', async () => {
    const samples: [number, number][] = [[104.05, 27.63]]
    const declared = { text: 'EPSG:4490', where: 'crs-member' as const }
    expect(chooseCrs({ asked: 'gcj02', declared, samples }).used).toMatchObject({ id: 'GCJ-02', how: 'argument' })
    expect(chooseCrs({ declared, samples }).used).toMatchObject({ id: 'EPSG:4490', how: 'declared' })
    expect(chooseCrs({ declared: crsHint('outline_gcj02.geojson', []), samples }).used).toMatchObject({ id: 'GCJ-02', how: 'file-name' })
    expect(crsHint('x.csv', [], 'lon_bd09')).toEqual({ text: 'bd09', where: 'column-name' })
    const silent = chooseCrs({ samples })
    expect(silent.used).toMatchObject({ id: 'EPSG:4326', how: 'assumed' })
    expect(silent.notices.map((notice) => notice.code)).toContain('crs-assumed')
    expect((await refusal(() => chooseCrs({ asked: 'EPSG:4523', samples }))).code).toBe('crs-mismatch')
    expect((await refusal(() => chooseCrs({ asked: 'wgs84', samples: [[35_403_000, 3_060_000]] }))).code).toBe('crs-mismatch')
    expect((await refusal(() => chooseCrs({ asked: 'mars2000', samples }))).parameter).toBe('crs')
  })

  it('declared as degrees over numbers that are metres is told from the numbers, and says so', () => {
    const { used, notices } = chooseCrs({ declared: { text: 'EPSG:4490', where: 'prj' }, samples: [[35_403_000, 3_060_000]] })
    expect(used.id).toBe('EPSG:4523')
    expect(notices.map((notice) => notice.code)).toEqual(['crs-contradicted', 'crs-guessed'])
  })

  it('with exchanged axes is proposed, never applied', () => {
    const { toDegrees, notices } = chooseCrs({ samples: [[27.63, 104.05], [27.7, 104.1]] })
    expect(notices.map((notice) => notice.code)).toContain('axes-swapped')
    expect(toDegrees(27.63, 104.05)).toEqual([27.63, 104.05])
    expect([looksSwapped(27.63, 104.05), looksSwapped(104.05, 27.63)]).toEqual([true, false])
    const county: [number, number, number, number] = [79, 39, 81, 41]
    expect([looksSwapped(40, 80, county), looksSwapped(80, 40, county)]).toEqual([true, false])
  })

  it('converts nothing when it is degrees already', () => {
    expect(converter(namedCrs('EPSG:4490') ?? zoneCrs(35))(104.0482891, 27.625418)).toEqual([104.0482891, 27.625418])
  })
})
