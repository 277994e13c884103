import { zip, type ZipPart } from './zip-writer.ts'

/** `date` and `error` make a cell of that type; `date` holds the serial number that a spreadsheet stores. */
export type SheetCell = string | number | boolean | null | { date: number } | { error: string } | { formula: string; result: string }

export interface Sheet {
  name: string
  rows: SheetCell[][]
  /** `A1:E1` */
  merges?: string[]
  hiddenRows?: number[]
  state?: 'hidden' | 'visible'
}

/** A workbook written by hand, part by part, so that merges, 1904 dates, error cells and hidden rows are really there. */
export function workbook(sheets: Sheet[], options: { date1904?: boolean; extra?: ZipPart[] } = {}): Buffer {
  const strings: string[] = []
  const shared = (text: string) => {
    const at = strings.indexOf(text)
    return at >= 0 ? at : strings.push(text) - 1
  }
  const parts = sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, data: sheetXml(sheet, shared) }))
  return zip([
    { name: '[Content_Types].xml', data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' },
    { name: '_rels/.rels', data: '<Relationships><Relationship Id="rId1" Type="officeDocument" Target="xl/workbook.xml"/></Relationships>' },
    { name: 'xl/workbook.xml', data: `<?xml version="1.0"?><workbook xmlns:r="r"><workbookPr${options.date1904 ? ' date1904="1"' : ''}/><sheets>${
      sheets.map((sheet, i) => `<sheet name="${escape(sheet.name)}" sheetId="${i + 1}"${sheet.state ? ` state="${sheet.state}"` : ''} r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', data: `<Relationships>${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>` },
    { name: 'xl/styles.xml', data: '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs></styleSheet>' },
    ...parts,
    { name: 'xl/sharedStrings.xml', data: `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escape(text)}</t><rPh sb="0" eb="1"><t>ghost</t></rPh></si>`).join('')}</sst>` },
    ...(options.extra ?? []),
  ])
}

function sheetXml(sheet: Sheet, shared: (text: string) => number): string {
  const rows = sheet.rows.map((cells, i) => {
    const hidden = sheet.hiddenRows?.includes(i + 1) ? ' hidden="1"' : ''
    return `<row r="${i + 1}"${hidden}>${cells.map((cell, column) => cellXml(cell, `${letters(column)}${i + 1}`, shared)).join('')}</row>`
  })
  const merges = sheet.merges?.length ? `<mergeCells count="${sheet.merges.length}">${sheet.merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>${rows.join('')}</sheetData>${merges}</worksheet>`
}

function cellXml(cell: SheetCell, ref: string, shared: (text: string) => number): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${ref}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'string') return `<c r="${ref}" t="s"><v>${shared(cell)}</v></c>`
  if ('date' in cell) return `<c r="${ref}" s="1"><v>${cell.date}</v></c>`
  if ('error' in cell) return `<c r="${ref}" t="e"><v>${cell.error}</v></c>`
  return `<c r="${ref}" t="str"><f>${escape(cell.formula)}</f><v>${escape(cell.result)}</v></c>`
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26)
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
