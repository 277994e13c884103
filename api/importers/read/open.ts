import { closeSync, openSync, readSync } from 'node:fs'
import { FileRefused } from '../refusal.ts'
import type { FileFormat, ReadOptions, SourceTable } from '../types.ts'
import { openArchive } from './archive.ts'
import { openCsv } from './csv.ts'
import { refuseForeign, refuseForeignZip } from './foreign.ts'
import { openGeoJson } from './geojson.ts'
import { withShapes } from './shapes-in-cells.ts'
import { openXlsx } from './xlsx.ts'

const LOOK = { entries: 10_000, inflated: 2 ** 40, nestedAllowed: true }

/**
 * Opens a file by what its bytes are; the name is not trusted. The libraries of seldom formats are loaded for these alone: they are a
 * quarter of what each reading process would load before its first row.
 * @throws FileRefused `format-unknown`, `format-xls`, `format-foreign` and whatever the format's reader refuses
 */
export async function openTable(path: string, options: Pick<ReadOptions, 'encoding' | 'sheet'>): Promise<SourceTable> {
  const format = await formatOf(path)
  switch (format) {
    case 'xlsx': return withShapes(await openXlsx(path, options.sheet))
    case 'shapefile': return (await import('./shapefile.ts')).openShapefile(path, options.sheet, options.encoding)
    case 'kml': case 'kmz': return (await import('./kml.ts')).openKml(path, format)
    case 'gpkg': return (await import('./geopackage.ts')).openGeoPackage(path, options.sheet)
    case 'geojson': case 'geojsonl': return openGeoJson(path, options.encoding)
    case 'csv': return withShapes(openCsv(path, options.encoding))
  }
}

export async function formatOf(path: string): Promise<FileFormat> {
  const head = Buffer.alloc(4096)
  const file = openSync(path, 'r')
  const got = readSync(file, head, 0, head.length, 0)
  closeSync(file)
  if (got === 0) throw new FileRefused('file-empty', '文件是空的。', 'The file is empty.')
  if (head.readUInt32BE(0) === 0x504b0304 || head.readUInt32BE(0) === 0x504b0506) return zipFormat(path)
  if (head.readUInt32BE(0) === 0xd0cf11e0) {
    throw new FileRefused('format-xls', '这是旧版 .xls 或加密的工作簿，请另存为不加密的 .xlsx 或 .csv。',
      'This is an old .xls or an encrypted workbook; save it as .xlsx without a password, or as .csv.')
  }
  if (head.toString('latin1', 0, 15) === 'SQLite format 3') return 'gpkg'
  if (head.readUInt32BE(0) === 9994) {
    throw new FileRefused('shapefile-missing', '请把 .shp、.dbf、.prj、.cpg 一起打成 zip 再导入。',
      'Put .shp, .dbf, .prj and .cpg together into one zip.')
  }
  refuseForeign(head.toString('latin1', 0, got))
  const text = head.toString('latin1', 0, got).replace(/^(\xef\xbb\xbf)?[\s\x1e]*/, '')
  if (/^\{/.test(text) || /^\[\s*[{\]]/.test(text)) return 'geojson'
  if (/^<(!doctype\s+html|html|table|head|meta)/i.test(text)) {
    throw new FileRefused('format-html', '这是网页表格（常被存成 .xls），请在表格软件中打开后另存为 .xlsx。',
      'This is a web page table (often named .xls); open it in a spreadsheet program and save it as .xlsx.')
  }
  if (/^<(\?xml|!|(\w+:)?kml)/i.test(text)) return 'kml'
  return 'csv'
}

async function zipFormat(path: string): Promise<FileFormat> {
  const archive = await openArchive(path, LOOK)
  archive.close()
  if (archive.names.some((name) => /(^|\/)workbook\d*\.xml$/i.test(name))) return 'xlsx'
  if (archive.names.some((name) => /\.shp$/i.test(name))) return 'shapefile'
  if (archive.names.some((name) => /\.kml$/i.test(name))) return 'kmz'
  refuseForeignZip(archive.names)
  throw new FileRefused('format-unknown', '压缩包里既没有工作簿，也没有 .shp 或 .kml。可导入：xlsx、csv、GeoJSON、shapefile (zip)、KML/KMZ、GeoPackage。',
    'The zip holds no workbook, .shp or .kml. Readable: xlsx, csv, GeoJSON, shapefile (zip), KML/KMZ, GeoPackage.')
}
