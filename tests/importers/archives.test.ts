import { describe, expect, it } from 'vitest'
import { formatOf, openTable } from '../../api/importers/read/open.ts'
import { cells, file, refusal } from './files.ts'
import { workbook } from './workbook.ts'
import { zip, type ZipPart } from './zip-writer.ts'

const sheet = { name: 'a', rows: [['信访件编号', '信访日期'], ['A1', '2026-03-05']] }
const refused = async (bytes: Buffer) => (await refusal(async () => cells(await openTable(file(bytes), {})))).code
const shapeZip = (...extra: ZipPart[]) => zip([{ name: 'a.shp', data: Buffer.alloc(100) }, ...extra])

describe('an archive', () => {
  it('that inflates beyond reason is refused from its directory, in well under two seconds', async () => {
    const bomb = workbook([sheet], { extra: [{ name: 'xl/media/a.bin', data: Buffer.alloc(64 << 20) }] })
    expect(bomb.length).toBeLessThan(1 << 20)
    const started = performance.now()
    expect(await refused(bomb)).toBe('archive-bomb')
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('that says it is small and is not, or says it is large and is not, is refused while inflating', async () => {
    const book = (declaredSize: number) => zip([
      { name: '_rels/.rels', data: '<Relationships/>' },
      { name: 'xl/_rels/workbook.xml.rels', data: '<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>' },
      { name: 'xl/workbook.xml', data: '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>' },
      { name: 'xl/s.xml', data: `<worksheet><sheetData>${'<row><c><v>1</v></c></row>'.repeat(50_000)}</sheetData></worksheet>`, declaredSize },
    ])
    expect(await refused(book(1_000))).toBe('archive-broken')
    expect(await refused(book(5_000_000))).toBe('archive-broken')
  })

  it('with a path that leads outside, a link, a password or an archive inside is refused', async () => {
    expect(await refused(shapeZip({ name: '../../etc/passwd', data: 'x' }))).toBe('archive-path')
    expect(await refused(shapeZip({ name: '/etc/passwd', data: 'x' }))).toBe('archive-path')
    expect(await refused(shapeZip({ name: 'a\\..\\..\\b', data: 'x' }))).toBe('archive-path')
    expect(await refused(shapeZip({ name: 'link.dbf', data: '/etc/passwd', symlink: true }))).toBe('archive-link')
    expect(await refused(shapeZip({ name: 'a.dbf', data: 'x', encrypted: true }))).toBe('archive-encrypted')
    expect(await refused(shapeZip({ name: 'more.zip', data: zip([]) }))).toBe('archive-nested')
  })

  it('with ten thousand parts is refused', async () => {
    expect(await refused(shapeZip(...Array.from({ length: 10_001 }, (_, i) => ({ name: `p${i}.txt`, data: '' }))))).toBe('archive-too-many-entries')
  })

  it('cut short is refused', async () => {
    const whole = workbook([sheet])
    expect(await refused(whole.subarray(0, whole.length - 30))).toBe('archive-broken')
  })
})

describe('the format of a file', () => {
  it('is told by its bytes, not by its name', async () => {
    expect(await formatOf(file(workbook([sheet]), 'x.csv'))).toBe('xlsx')
    expect(await formatOf(file('a,b\n1,2\n', 'x.xlsx'))).toBe('csv')
    expect(await formatOf(file('\ufeff {"type":"FeatureCollection","features":[]}'))).toBe('geojson')
    expect(await formatOf(file('<?xml version="1.0"?><kml/>'))).toBe('kml')
  })

  it('that cannot be read is refused with what to do instead', async () => {
    const code = async (bytes: Buffer | string) => (await refusal(() => formatOf(file(bytes)))).code
    expect(await code('')).toBe('file-empty')
    expect(await code(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('format-xls')
    expect(await code('<html><table><tr><td>信访件编号</td></tr></table></html>')).toBe('format-html')
    expect(await code('\n<!DOCTYPE html><html><table></table></html>')).toBe('format-html')
    expect(await code(zip([{ name: '信访/台账.pdf', data: 'x' }]))).toBe('format-unknown')
    const shp = Buffer.alloc(100)
    shp.writeInt32BE(9994, 0)
    expect(await code(shp)).toBe('shapefile-missing')
  })

  it.each([
    ['a report as PDF', '%PDF-1.7\n', '这是文档，不是表格', 'a document and no table'],
    ['rich text', '{\\rtf1\\ansi', '这是文档', 'a document'],
    ['a RAR archive', 'Rar!\x1a\x07\x01\0', '请解压后再导入', 'unpack it'],
    ['a 7z archive', '7z\xbc\xaf\x27\x1c\0\x04', '请解压后再导入', 'unpack it'],
    ['a gzip', '\x1f\x8b\x08\0', '请解压后再导入', 'unpack it'],
    ['a photograph', '\xff\xd8\xff\xe0', '这是图片', 'a picture'],
    ['a screenshot', '\x89PNG\r\n\x1a\n', '这是图片', 'a picture'],
  ])('that is %s is said to be that, and not asked for its encoding', async (_what, bytes, zh, en) => {
    const told = await refusal(() => formatOf(file(Buffer.from(`${bytes}${'\0'.repeat(50)}`, 'latin1'))))
    expect([told.code, told.zh, told.en]).toEqual(['format-foreign', expect.stringContaining(zh), expect.stringContaining(en)])
    expect(told.zh).toContain('可导入：xlsx、csv')
  })

  it.each([
    [[{ name: 'word/document.xml', data: 'x' }], '这是文档'], [[{ name: 'ppt/presentation.xml', data: 'x' }], '这是文档'],
    [[{ name: 'mimetype', data: 'x' }, { name: 'content.xml', data: 'x' }], 'OpenDocument 文件，请另存为 .xlsx'],
  ])('that office programs pack as a zip is told by what lies in it (%#)', async (parts, zh) => {
    expect(await refusal(() => formatOf(file(zip(parts))))).toMatchObject({ code: 'format-foreign', zh: expect.stringContaining(zh) as string })
  })

  it('of text that begins like one of them is text', async () => {
    for (const text of ['MM,a\n1,2\n', 'Rar,a\n1,2\n', '7z,a\n1,2\n', '%,a\n1,2\n']) expect(await formatOf(file(text))).toBe('csv')
    expect(await formatOf(file(Buffer.from('\ufeffa,b\n1,2\n', 'utf16le')))).toBe('csv')
  })
})
