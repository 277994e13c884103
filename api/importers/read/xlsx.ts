import { statSync } from 'node:fs'
import { serialToIso } from '../parse/serial-dates.ts'
import { FileRefused } from '../refusal.ts'
import type { Cell, Merge, RawBatch, SourceTable } from '../types.ts'
import { type Archive, openArchive } from './archive.ts'
import { readDateStyles, readStrings, readWorkbook, type SheetEntry } from './xlsx-parts.ts'
import { findMerges } from './xlsx-merges.ts'
import { attribute, walkXmlSteps } from './xml.ts'

const LIMITS = { entries: 4_000, inflated: 1 << 30, nestedAllowed: true }
const BATCH_ROWS = 1_000
const WIDEST = 16_384

/**
 * One sheet of a workbook, streamed. Text stays text (a code `001` is not a number), numbers stay numbers, cells that
 * show a date become ISO text in the workbook's own date system (1900 or 1904), an error cell is its own text (`#REF!`).
 * Cells below a vertically merged one get its value; hidden rows are read and reported.
 * @param sheet name of the sheet; default the largest visible one
 */
export async function openXlsx(path: string, sheet?: string): Promise<SourceTable> {
  const archive = await openArchive(path, LIMITS)
  const book = await readWorkbook(archive)
  const chosen = chooseSheet(archive, book.sheets, sheet)
  const merges = await findMerges(await archive.stream(chosen.part))
  const strings = await readStrings(archive)
  const dates = await readDateStyles(archive)
  const table: SourceTable = {
    format: 'xlsx', sheet: chosen.name, sheets: book.sheets.map((entry) => entry.name), merges,
    date1904: book.date1904, warnings: [], size: statSync(path).size,
    position: () => 0,
    async *batches() {
      try {
        const reader = new SheetRows({ strings, dates, date1904: book.date1904, merges })
        const total = archive.sizeOf(chosen.part) || 1
        for await (const bytes of walkXmlSteps(await archive.stream(chosen.part), reader)) {
          table.position = () => (bytes / total) * table.size
          if (reader.rows.length >= BATCH_ROWS) yield reader.take()
        }
        if (reader.rows.length > 0) yield reader.take()
        if (reader.hiddenRows > 0) table.warnings.push(hiddenRows(reader.hiddenRows))
      } finally {
        archive.close()
      }
    },
  }
  return table
}

interface SheetContext { strings: string[]; dates: boolean[]; date1904: boolean; merges: Merge[] }

class SheetRows {
  rows: Cell[][] = []
  hiddenRows = 0
  #lines: number[] = []
  #context: SheetContext
  /** those still to come, the next one last */
  #downMerges: Merge[]
  #active: { merge: Merge; value: Cell }[] = []
  #cells: Cell[] = []
  #line = 0
  #column = -1
  #type = ''
  #style = 0
  #value = ''
  #collect = false

  constructor(context: SheetContext) {
    this.#context = context
    this.#downMerges = context.merges.filter((merge) => merge.bottom > merge.top).toSorted((a, b) => b.top - a.top)
  }

  take(): RawBatch {
    const batch = { lines: this.#lines, rows: this.rows }
    this.#lines = []
    this.rows = []
    return batch
  }

  open(name: string, tag: string): void {
    if (name === 'row') {
      this.#line = Number(attribute(tag, 'r') ?? this.#line + 1)
      this.#cells = []
      this.#column = -1
      if (/\shidden="(1|true)"/.test(tag)) this.hiddenRows++
    } else if (name === 'c') {
      const ref = attribute(tag, 'r')
      this.#column = ref ? columnOf(ref) : this.#column + 1
      if (this.#column >= WIDEST) this.#column = WIDEST - 1
      this.#type = attribute(tag, 't') ?? 'n'
      this.#style = Number(attribute(tag, 's') ?? 0)
      this.#value = ''
    } else if (name === 'v' || name === 't') this.#collect = true
    else if (name === 'rPh') this.#type += '!'
  }

  text(text: string): void {
    if (this.#collect && !this.#type.endsWith('!')) this.#value += text
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#collect = false
    else if (name === 'rPh') this.#type = this.#type.slice(0, -1)
    else if (name === 'c') {
      const value = this.#cellValue()
      if (value === null) return
      while (this.#cells.length < this.#column) this.#cells.push(null)
      this.#cells[this.#column] = value
    } else if (name === 'row') this.#endRow()
  }

  #cellValue(): Cell {
    const text = this.#value
    if (text === '' && this.#type !== 'inlineStr') return null
    if (this.#type === 's') return this.#context.strings[Number(text)] ?? null
    if (this.#type === 'b') return text === '1'
    if (this.#type !== 'n') return text
    const number = Number(text)
    if (!Number.isFinite(number)) return text
    return this.#context.dates[this.#style] ? serialToIso(number, this.#context.date1904) ?? number : number
  }

  #endRow(): void {
    while ((this.#downMerges.at(-1)?.top ?? Infinity) <= this.#line) {
      const merge = this.#downMerges.pop() as Merge
      if (merge.bottom > this.#line) this.#active.push({ merge, value: this.#cells[merge.left] ?? null })
    }
    for (const { merge, value } of this.#active) {
      if (merge.top === this.#line || value === null) continue
      while (this.#cells.length <= merge.left) this.#cells.push(null)
      this.#cells[merge.left] ??= value
    }
    this.#active = this.#active.filter(({ merge }) => merge.bottom > this.#line)
    if (this.#cells.length === 0) return
    this.rows.push(this.#cells)
    this.#lines.push(this.#line)
  }
}

function chooseSheet(archive: Archive, sheets: SheetEntry[], wish?: string): SheetEntry {
  if (wish) {
    const named = sheets.find((entry) => entry.name === wish)
    if (named) return named
    throw new FileRefused('sheet-unknown', `没有名为 ${wish} 的工作表。现有：${sheets.map((entry) => entry.name).join('、')}。`,
      `There is no sheet ${wish}. There are: ${sheets.map((entry) => entry.name).join(', ')}.`, { parameter: 'sheet' })
  }
  const largest = sheets.filter((entry) => entry.visible).toSorted((a, b) => archive.sizeOf(b.part) - archive.sizeOf(a.part))[0]
  if (!largest) throw new FileRefused('sheet-missing', '工作簿中没有可见的工作表。', 'The workbook has no visible sheet.')
  return largest
}

/** `AB12` -> 27 */
function columnOf(ref: string): number {
  let column = 0
  for (let i = 0; i < ref.length; i++) {
    const letter = ref.charCodeAt(i) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}

function hiddenRows(count: number) {
  return { code: 'hidden-rows', zh: `有 ${count} 个隐藏行，也已读取。`, en: `${count} hidden rows were read as well.` }
}
