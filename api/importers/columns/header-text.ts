import type { Cell } from '../types.ts'

/** A header as names are compared: NFKC, lower case, without spaces, marks and connecting signs. */
export function bareHeader(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[\s*:;,.、，。：；_\-·/\\|"'“”‘’()[\]【】〔〕《》<>#№?？!！]/g, '')
}

/**
 * The forms under which a header may be known: whole, its last part when joined, and both without their bracketed remark.
 * Only a Chinese last part counts: `办理情况_责任单位` was joined from two rows, `county_code` is one name.
 */
export function headerForms(header: string): string[] {
  const last = header.split('_').at(-1) ?? header
  const leaf = /[\u4e00-\u9fff]/.test(last) ? last : header
  const withoutRemark = (text: string) => text.replace(/[（(【[][^）)】\]]*[）)】\]]/g, '')
  return [...new Set([header, withoutRemark(header), leaf, withoutRemark(leaf)].map(bareHeader).filter(Boolean))]
}

export function cellText(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell).trim()
}

/** `列1`, or the letter a spreadsheet shows, for files without a header. */
export function columnName(index: number): string {
  return `列${index + 1}`
}

/** Spreadsheet letters of a column: 0 -> A, 27 -> AB. */
export function columnLetter(index: number): string {
  let letters = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return letters
}
