import type { Cell, Value } from '../types.ts'

/** Why a cell was refused. Texts say what stands there and what would be right. */
export class Bad {
  readonly code: string
  readonly zh: string
  readonly en: string
  constructor(code: string, zh: string, en: string) {
    this.code = code
    this.zh = zh
    this.en = en
  }
}

/** A value that is kept although something about it is odd. */
export class Flagged {
  readonly value: Value
  readonly flag: string
  constructor(value: Value, flag: string) {
    this.value = value
    this.flag = flag
  }
}

export type Outcome = Value | Bad | Flagged
export type FilledCell = string | number | boolean
export type Parser = (cell: FilledCell) => Outcome

const ERROR_CELL = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)/i
const EMPTY_WORDS = new Set(['', '-', '--', '—', '——', '/', '\\', '\\N', 'null', 'NULL', 'None', 'nan', 'NaN', 'N/A', 'n/a', '（空）', '(空)', '空'])

/** Whether a cell says nothing. `无` is left to the parsers: for a yes/no column it means no. */
export function isEmpty(cell: Cell | undefined): cell is null | undefined | '' {
  if (cell === null || cell === undefined || cell === '') return true
  if (typeof cell !== 'string' || cell.length > 8) return typeof cell === 'string' && cell.trim() === ''
  return EMPTY_WORDS.has(cell.trim())
}

/** A cell in which a spreadsheet formula failed. */
export function formulaError(cell: FilledCell): Bad | undefined {
  if (typeof cell !== 'string' || cell[0] !== '#' || !ERROR_CELL.test(cell)) return undefined
  return new Bad('formula-error', `单元格是公式错误 ${cell.slice(0, 20)}，请在原表中改正。`,
    `The cell is a formula error, ${cell.slice(0, 20)}; mend it in the sheet.`)
}

/** Full-width digits and letters to plain ones, outer space off; cheap for the plain ASCII that most cells are. */
export function plain(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 127) return text.normalize('NFKC').trim()
  }
  return text.trim()
}
