import { FileRefused } from '../refusal.ts'

interface Foreign { begins: string; zh: string; en: string }

const document = { zh: '文档，不是表格', en: 'a document and no table' }
const archive = { zh: '本程序打不开的压缩包，请解压后再导入（矢量数据用 zip）', en: 'an archive that is not read here: unpack it, or use zip for shapes' }
const picture = { zh: '图片，须先录成表格', en: 'a picture: its content has to be typed into a table' }

/** What people send by mistake, by the first bytes that each format has ("latin1"). */
const FOREIGN: readonly Foreign[] = [
  { begins: '%PDF-', ...document }, { begins: '{\\rtf', ...document },
  { begins: 'Rar!\x1a\x07', ...archive }, { begins: '7z\xbc\xaf\x27\x1c', ...archive }, { begins: '\x1f\x8b', ...archive },
  { begins: '\x89PNG', ...picture }, { begins: '\xff\xd8\xff', ...picture }, { begins: 'II*\0', ...picture }, { begins: 'MM\0*', ...picture },
]

/**
 * Says what a file is that holds no table, before it is taken for text in an unknown encoding.
 * @throws FileRefused `format-foreign`
 */
export function refuseForeign(head: string): void {
  const known = FOREIGN.find(({ begins }) => head.startsWith(begins))
  if (known) throw foreign(known.zh, known.en)
}

/** The same of a zip, by the names in it: documents and tables of office programs are zips too. */
export function refuseForeignZip(names: readonly string[]): void {
  if (names.some((name) => /^word\//.test(name))) throw foreign(document.zh, document.en)
  if (names.some((name) => /^ppt\//.test(name))) throw foreign(document.zh, document.en)
  if (names.includes('mimetype') && names.includes('content.xml')) {
    throw foreign('OpenDocument 文件，请另存为 .xlsx', 'an OpenDocument file: save it as .xlsx')
  }
}

const foreign = (zh: string, en: string): FileRefused => new FileRefused('format-foreign',
  `这是${zh}。可导入：xlsx、csv、GeoJSON、shapefile (zip)、KML/KMZ、GeoPackage。`,
  `This is ${en}. Readable: xlsx, csv, GeoJSON, shapefile (zip), KML/KMZ, GeoPackage.`)
