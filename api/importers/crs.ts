import proj4 from 'proj4'
import { bd09ToWgs84, gcj02ToWgs84 } from './china-offset.ts'
import { ACCEPTED, type Crs, meridianCrs, namedCrs, zoneCrs } from './crs-names.ts'
import { FileRefused } from './refusal.ts'
import type { CrsUsed, DeclaredCrs, Notice } from './types.ts'

export type Position2 = [number, number]
/** x, y as they stand in the file -> longitude, latitude in degrees (WGS84 = CGCS2000 at this scale) */
export type ToDegrees = (x: number, y: number) => Position2

export interface ChosenCrs { used: CrsUsed; toDegrees: ToDegrees; notices: Notice[] }

const HOW: Record<DeclaredCrs['where'], CrsUsed['how']> = {
  'crs-member': 'declared', prj: 'declared', gpkg: 'declared', kml: 'declared',
  'column-name': 'column-name', property: 'column-name', 'file-name': 'file-name',
}

interface Evidence {
  /** the user's word */
  asked?: string
  declared?: DeclaredCrs
  /** some positions of the file, as they stand */
  samples: Position2[]
  /** west, south, east, north of the county */
  envelope?: [number, number, number, number]
}

/**
 * Which coordinate system a file is in, in this order: what the caller says, what the file declares, what a column or
 * file name says, what the size of the numbers says. Degrees without any word are taken as WGS84/CGCS2000, with a notice.
 * @throws FileRefused `crs-unknown-name`, `crs-unknown`, `crs-mismatch`, `crs-local-datum`
 */
export function chooseCrs({ asked, declared, samples, envelope }: Evidence): ChosenCrs {
  const metric = samples.length > 0 && share(samples, ([x, y]) => Math.abs(x) > 400 || Math.abs(y) > 400) > 0.5
  const notices: Notice[] = []
  let how: CrsUsed['how'] = 'assumed'
  let crs: Crs | undefined
  if (asked) {
    crs = namedCrs(asked)
    how = 'argument'
    if (!crs) throw unknownName(asked)
    if (samples.length > 0 && metric !== isMetric(crs)) throw mismatch(crs, samples[0] as Position2)
  } else if (declared) {
    crs = namedCrs(declared.text)
    how = HOW[declared.where]
    if (!crs && how === 'declared') throw unknownName(declared.text)
    if (crs && samples.length > 0 && metric !== isMetric(crs)) {
      notices.push(contradiction(crs))
      crs = undefined
    }
  }
  if (crs && crs.kind !== 'degrees' && (how === 'column-name' || how === 'file-name')) notices.push(hinted(crs, declared?.text ?? '', how))
  if (!crs && metric) {
    crs = guessMetric(samples, envelope)
    how = 'guessed'
    if (!crs) throw unknown(samples[0] as Position2)
    notices.push(guessed(crs))
  }
  if (!crs) {
    crs = namedCrs('wgs84') as Crs
    how = 'assumed'
    if (samples.length > 0) notices.push(assumed())
  }
  const swapped = crs.kind === 'tmerc' && share(samples, ([x, y]) => isNorthing(x) && !isNorthing(y)) > 0.5
  const axis = swapped ? 'northing-first' as const : 'easting-first' as const
  if (axis === 'northing-first') notices.push(surveyors())
  if (!isMetric(crs)) notices.push(...swapNotice(samples, envelope))
  return { used: { id: crs.id, name: crs.name, how, axis }, toDegrees: converter(crs, axis === 'northing-first'), notices }
}

/** The conversion of one system to degrees. `swapped`: the file gives northing first. */
export function converter(crs: Crs, swapped = false): ToDegrees {
  if (crs.kind === 'degrees') return (x, y) => [x, y]
  if (crs.kind === 'gcj02') return gcj02ToWgs84
  if (crs.kind === 'bd09') return bd09ToWgs84
  const definition = crs.kind === 'mercator' ? 'EPSG:3857'
    // GRS80 is the ellipsoid of CGCS2000; WGS84's differs by a tenth of a millimetre
    : `+proj=tmerc +lat_0=0 +lon_0=${crs.meridian} +k=${crs.scale ?? 1} +x_0=${crs.falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`
  const { inverse } = proj4(definition)
  return swapped ? (x, y) => inverse([y, x]) as Position2 : (x, y) => inverse([x, y]) as Position2
}

/** Whether two numbers look like degrees the wrong way round. Proposed, never applied. */
export function looksSwapped(lon: number, lat: number, envelope?: [number, number, number, number]): boolean {
  if (envelope) return !inside(lon, lat, envelope) && inside(lat, lon, envelope)
  return lon >= 3 && lon <= 54 && lat >= 73 && lat <= 136
}

export function inside(lon: number, lat: number, [west, south, east, north]: [number, number, number, number]): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north
}

function guessMetric(samples: Position2[], envelope?: [number, number, number, number]): Crs | undefined {
  const [a, b] = samples.find(([x, y]) => Math.abs(x) > 400 && Math.abs(y) > 400) ?? [0, 0]
  const easting = isNorthing(a) ? b : a
  if (!isNorthing(a) && !isNorthing(b)) return undefined
  const zone = Math.floor(easting / 1e6)
  if (zone >= 25 && zone <= 45) return zoneCrs(zone)
  if (!envelope || easting < 100_000 || easting > 900_000) return undefined
  // without a zone number only the county itself tells which meridian is meant
  const meridian = Math.round((envelope[0] + envelope[2]) / 6) * 3
  const candidate = meridianCrs(meridian)
  const [lon, lat] = converter(candidate, isNorthing(a))(a, b)
  return inside(lon, lat, envelope) ? candidate : undefined
}

/** Northings of China are 330-6,000 km; eastings are below 1,000 km or above 13,000 km with their zone. */
function isNorthing(value: number): boolean {
  return value > 1_000_000 && value < 6_500_000
}

function isMetric(crs: Crs): boolean {
  return crs.kind === 'tmerc' || crs.kind === 'mercator'
}

function share<T>(items: T[], test: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(test).length / items.length
}

function swapNotice(samples: Position2[], envelope?: [number, number, number, number]): Notice[] {
  if (share(samples, ([x, y]) => looksSwapped(x, y, envelope)) <= 0.5) return []
  return [{
    code: 'axes-swapped', zh: '经度和纬度看来写反了。请核对后指定哪一列是经度、哪一列是纬度。',
    en: 'Longitude and latitude look exchanged. Check, then say which column is the longitude and which the latitude.',
  }]
}

function unknownName(text: string): FileRefused {
  const short = text.slice(0, 60)
  return new FileRefused('crs-unknown-name', `不认识的坐标系 ${short}。可用：${ACCEPTED}。`,
    `Unknown coordinate system ${short}. Use one of ${ACCEPTED}.`, { parameter: 'crs' })
}

function mismatch(crs: Crs, [x, y]: Position2): FileRefused {
  return new FileRefused('crs-mismatch', `指定的坐标系是 ${crs.id}，但数值（如 ${x}, ${y}）不是${isMetric(crs) ? '米' : '度'}。`,
    `The system given is ${crs.id}, but the numbers (as ${x}, ${y}) are not ${isMetric(crs) ? 'metres' : 'degrees'}.`, { parameter: 'crs' })
}

function unknown([x, y]: Position2): FileRefused {
  return new FileRefused('crs-unknown', `坐标（如 ${x}, ${y}）不是经纬度，也看不出是哪个投影带。请用 --crs 指定，例如 --crs EPSG:4523。`,
    `The coordinates (as ${x}, ${y}) are no degrees and do not tell their zone. Say which with --crs, e.g. --crs EPSG:4523.`, { parameter: 'crs' })
}

function contradiction(crs: Crs): Notice {
  return {
    code: 'crs-contradicted', zh: `文件声明 ${crs.id}，但数值不符，按数值判断。`,
    en: `The file declares ${crs.id}, but its numbers contradict; told from the numbers.`,
  }
}

function hinted(crs: Crs, text: string, how: CrsUsed['how']): Notice {
  const where = how === 'file-name' ? ['文件名', 'the file name'] : ['列名或属性', 'a column']
  return {
    code: 'crs-from-name', zh: `按${where[0]}中的 ${text} 认定坐标系为 ${crs.name}。`,
    en: `Taken as ${crs.name} because ${where[1]} says ${text}.`,
  }
}

function guessed(crs: Crs): Notice {
  return {
    code: 'crs-guessed', zh: `按坐标数值判断为 ${crs.name}（${crs.id}），请核对。`,
    en: `Told from the numbers: ${crs.name} (${crs.id}). Please check.`,
  }
}

function assumed(): Notice {
  return {
    code: 'crs-assumed', zh: '文件未说明坐标系，按 WGS84/CGCS2000 经纬度处理。若来自高德、腾讯地图请指定 gcj02，来自百度地图请指定 bd09。',
    en: 'No coordinate system is declared; taken as WGS84/CGCS2000 degrees. From AMap or Tencent it is gcj02, from Baidu bd09: say so.',
  }
}

function surveyors(): Notice {
  return {
    code: 'northing-first', zh: '文件按测量习惯 X 为北坐标、Y 为东坐标，已对调。',
    en: 'The file gives northing as X and easting as Y, as surveyors do; put right.',
  }
}
