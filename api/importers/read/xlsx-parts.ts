import type { Archive } from './archive.ts'
import { attribute, walkXml } from './xml.ts'

export interface SheetEntry { name: string; part: string; visible: boolean }
export interface Workbook { sheets: SheetEntry[]; date1904: boolean }

const PART_CAP = 16 << 20
const STRINGS_CAP = 256 << 20
/** built-in number formats that show a date or a time, the Chinese ones (27-36, 50-58) included */
const BUILT_IN_DATES = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** The sheets of a workbook in the order of its tabs, with the parts that hold them. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const rootLinks = await links(archive, '_rels/.rels', '')
  const part = [...rootLinks.values()].find((target) => /workbook\.xml$|workbook\d*\.xml$/i.test(target)) ?? 'xl/workbook.xml'
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const targets = await links(archive, `${folder}_rels/${part.slice(folder.length)}.rels`, folder)
  const book: Workbook = { sheets: [], date1904: false }
  await walkXml(one(await archive.read(part, PART_CAP)), {
    open(name, tag) {
      if (name === 'workbookPr') book.date1904 = ['1', 'true'].includes(attribute(tag, 'date1904') ?? '')
      if (name !== 'sheet') return
      const target = targets.get(attribute(tag, 'id') ?? '')
      const visible = !/hidden/i.test(attribute(tag, 'state') ?? '')
      if (target && archive.names.includes(target)) book.sheets.push({ name: attribute(tag, 'name') ?? '', part: target, visible })
    },
    close() {},
    text() {},
  })
  return book
}

/** The shared strings; phonetic guides are left out, rich text is joined. */
export async function readStrings(archive: Archive): Promise<string[]> {
  const part = archive.names.find((name) => /(^|\/)sharedStrings\.xml$/i.test(name))
  const strings: string[] = []
  if (!part) return strings
  if (archive.sizeOf(part) > STRINGS_CAP) await archive.read(part, STRINGS_CAP)
  let item = ''
  let inText = false
  let phonetic = false
  await walkXml(await archive.stream(part), {
    open(name) {
      if (name === 'si') item = ''
      else if (name === 't') inText = true
      else if (name === 'rPh') phonetic = true
    },
    close(name) {
      if (name === 'si') strings.push(item)
      else if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
    },
    text(text) {
      if (inText && !phonetic) item += text
    },
  })
  return strings
}

/** For every cell style, whether it shows a date. */
export async function readDateStyles(archive: Archive): Promise<boolean[]> {
  const part = archive.names.find((name) => /(^|\/)styles\.xml$/i.test(name))
  if (!part) return []
  const custom = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCellFormats = false
  await walkXml(one(await archive.read(part, PART_CAP)), {
    open(name, tag) {
      if (name === 'numFmt') custom.set(Number(attribute(tag, 'numFmtId')), showsDate(attribute(tag, 'formatCode') ?? ''))
      if (name === 'cellXfs') inCellFormats = true
      if (name !== 'xf' || !inCellFormats) return
      const id = Number(attribute(tag, 'numFmtId') ?? 0)
      styles.push(custom.get(id) ?? BUILT_IN_DATES(id))
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
    text() {},
  })
  return styles
}

/** Whether a number format such as `yyyy"年"m"月"d"日";@` shows a date. */
export function showsDate(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').split(';')[0] ?? ''
  return !/general|[#0?]/i.test(bare) && /[ymdhs]/i.test(bare)
}

async function links(archive: Archive, part: string, folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  if (!archive.names.includes(part)) return found
  await walkXml(one(await archive.read(part, PART_CAP)), {
    open(name, tag) {
      const target = attribute(tag, 'Target') ?? ''
      if (name === 'Relationship' && attribute(tag, 'TargetMode') !== 'External') {
        found.set(attribute(tag, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : folder + target)
      }
    },
    close() {},
    text() {},
  })
  return found
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
