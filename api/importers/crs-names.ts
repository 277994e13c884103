import { FileRefused } from './refusal.ts'

/** A coordinate system this program can bring to degrees. `tmerc` ones are CGCS2000 or WGS84 transverse Mercator in metres. */
export interface Crs {
  /** `EPSG:4490`, `EPSG:4326`, `GCJ-02`, `BD-09`, `EPSG:3857`, `EPSG:45xx`, or `tmerc:<central meridian>:<false easting>` */
  id: string
  name: string
  kind: 'degrees' | 'gcj02' | 'bd09' | 'mercator' | 'tmerc'
  /** degrees east; tmerc only */
  meridian?: number
  /** metres, zone number included (35,500,000 for zone 35) */
  falseEasting?: number
  scale?: number
}

const FIXED: Crs[] = [
  { id: 'EPSG:4326', name: 'WGS84', kind: 'degrees' },
  { id: 'EPSG:4490', name: 'CGCS2000', kind: 'degrees' },
  { id: 'GCJ-02', name: 'GCJ-02', kind: 'gcj02' },
  { id: 'BD-09', name: 'BD-09', kind: 'bd09' },
  { id: 'EPSG:3857', name: 'Web Mercator', kind: 'mercator' },
]
const SPOKEN: Record<string, string> = {
  wgs84: 'EPSG:4326', crs84: 'EPSG:4326', 4326: 'EPSG:4326', 4979: 'EPSG:4326', cgcs2000: 'EPSG:4490', 4490: 'EPSG:4490',
  gcj02: 'GCJ-02', bd09: 'BD-09', bd09ll: 'BD-09', 3857: 'EPSG:3857', 900913: 'EPSG:3857',
}
export const ACCEPTED = 'EPSG:4490, EPSG:4326, wgs84, cgcs2000, gcj02, bd09, EPSG:3857, EPSG:4491-4554'

/** 3-degree Gauss-Krueger with its zone number in the easting: EPSG:4513 is zone 25, central meridian 75. */
export function zoneCrs(zone: number): Crs {
  return { id: `EPSG:${4513 + zone - 25}`, name: `CGCS2000 / 3-degree Gauss-Kruger zone ${zone}`, kind: 'tmerc', meridian: zone * 3, falseEasting: zone * 1e6 + 500_000 }
}

/** 3-degree Gauss-Krueger named by its meridian, easting without zone: EPSG:4534 is 75 degrees east. */
export function meridianCrs(meridian: number): Crs {
  return { id: `EPSG:${4534 + (meridian - 75) / 3}`, name: `CGCS2000 / 3-degree Gauss-Kruger CM ${meridian}E`, kind: 'tmerc', meridian, falseEasting: 500_000 }
}

/** Transverse Mercator by its parameters; the EPSG code when it is one of the national grid's. */
export function tmercCrs(meridian: number, falseEasting: number, scale = 1): Crs {
  const zone = Math.round(meridian / 3)
  if (scale === 1 && meridian === zone * 3 && zone >= 25 && zone <= 45) {
    if (falseEasting === 500_000) return meridianCrs(meridian)
    if (falseEasting === zone * 1e6 + 500_000) return zoneCrs(zone)
  }
  return { id: `tmerc:${meridian}:${falseEasting}`, name: `Transverse Mercator, CM ${meridian}E`, kind: 'tmerc', meridian, falseEasting, scale }
}

/** The system of an EPSG code; undefined when it is none that is read here. */
export function epsgCrs(code: number): Crs | undefined {
  if (code >= 4513 && code <= 4533) return zoneCrs(code - 4513 + 25)
  if (code >= 4534 && code <= 4554) return meridianCrs(75 + (code - 4534) * 3)
  // 6-degree zones 13-23, with the zone number (4491-4501) or by meridian (4502-4512)
  if (code >= 4491 && code <= 4512) {
    const zone = code <= 4501 ? code - 4491 + 13 : code - 4502 + 13
    const falseEasting = code <= 4501 ? zone * 1e6 + 500_000 : 500_000
    return { id: `EPSG:${code}`, name: `CGCS2000 / Gauss-Kruger CM ${zone * 6 - 3}E`, kind: 'tmerc', meridian: zone * 6 - 3, falseEasting }
  }
  return FIXED.find((crs) => crs.id === SPOKEN[code])
}

/** What a user or file calls a system: `EPSG:4490`, `urn:ogc:def:crs:EPSG::4523`, `CRS84`, `gcj-02`, WKT of a .prj. */
export function namedCrs(text: string): Crs | undefined {
  const bare = text.trim()
  if (/^(PROJCS|GEOGCS|PROJCRS|GEOGCRS)\s*\[/i.test(bare)) return wktCrs(bare)
  const known = SPOKEN[bare.toLowerCase().replace(/^.*[:/]/, '').replace(/[\s_-]/g, '')]
  if (known) return FIXED.find((crs) => crs.id === known)
  const code = /(?:EPSG|epsg)[:/]+(?:[\d.]*[:/])?(\d{4,6})$/.exec(bare)?.[1] ?? /^(\d{4,5})$/.exec(bare)?.[1]
  return code ? epsgCrs(Number(code)) : undefined
}

/** A .prj as ESRI and GDAL write it. Beijing 1954 and Xi'an 1980 need local parameters that no file carries. */
function wktCrs(wkt: string): Crs | undefined {
  if (/Beijing.?_?1954|Xi.?an.?_?1980|Pulkovo|GCS_Krassovsky/i.test(wkt)) {
    throw new FileRefused('crs-local-datum', '坐标系是北京54或西安80，需要当地转换参数。请先转换为 CGCS2000 再导入。',
      "The file is in Beijing 1954 or Xi'an 1980, which need local parameters. Convert it to CGCS2000 first.", { parameter: 'crs' })
  }
  const china = /CGCS_?2000|China.{0,10}2000|China[ _]Geodetic/i.test(wkt)
  const world = /WGS.{0,2}(19)?84|ETRS|GRS_?1980/i.test(wkt)
  if (!china && !world) return undefined
  if (!/^PROJ/i.test(wkt)) return FIXED[china ? 1 : 0]
  if (/Mercator_Auxiliary_Sphere|Pseudo.?Mercator/i.test(wkt)) return epsgCrs(3857)
  if (!/Gauss_Kruger|Transverse_Mercator|Transverse Mercator/i.test(wkt)) return undefined
  const parameter = (name: string) => {
    const value = new RegExp(`"${name}"\\s*,\\s*(-?[\\d.]+)`, 'i').exec(wkt)?.[1]
    return value === undefined ? undefined : Number(value)
  }
  const meridian = parameter('central_meridian') ?? parameter('Longitude of natural origin')
  const falseEasting = parameter('false_easting') ?? parameter('False easting')
  if (meridian === undefined || falseEasting === undefined || (parameter('latitude_of_origin') ?? 0) !== 0) return undefined
  return tmercCrs(meridian, falseEasting, parameter('scale_factor') ?? parameter('Scale factor at natural origin') ?? 1)
}
