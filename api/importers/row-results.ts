import type { RowBatch, Understood } from './types.ts'

/** Why a row was refused or marked, in both languages. */
export interface Reason {
  code: string
  column?: string
  message_zh: string
  message_en: string
  /** the cell, where it may be shown */
  raw?: string
}

export interface RowResult {
  line: number
  outcome: 'rejected' | 'flagged'
  reasons: Reason[]
  /** header -> cell; never a personal column, empty for what may not be kept */
  cells: Record<string, string>
}

/** Rows kept for a person to look at; beyond this they are counted only. */
export const rowsKept = 50_000

/** Rows that need a person, gathered while the file is read, and how many there were of each kind. */
export class RowResults {
  readonly #rows = new Map<number, RowResult>()
  readonly tally: Record<string, number> = {}
  rejected = 0
  flagged = 0
  readonly #remembered = new Map<number, Record<string, string>>()

  /** Keeps the cells of a batch for rows that only the database will refuse: a unit without its parent, a broken boundary. */
  remember(batch: RowBatch, understood: Understood): void {
    for (const [row, cells] of cellsOf(batch, understood)) this.#remembered.set(batch.lines[row] ?? 0, cells)
  }

  reject(line: number, reasons: Reason[], cells: Record<string, string> = this.#remembered.get(line) ?? {}): void {
    this.rejected++
    this.#note(line, 'rejected', reasons, cells)
  }

  flag(line: number, reasons: Reason[], cells: Record<string, string> = this.#remembered.get(line) ?? {}): void {
    if (!this.#rows.has(line)) this.flagged++
    this.#note(line, 'flagged', reasons, cells)
  }

  /** Something to be told in the totals only. */
  count(code: string): void {
    this.tally[code] = (this.tally[code] ?? 0) + 1
  }

  #note(line: number, outcome: RowResult['outcome'], reasons: Reason[], cells: Record<string, string>): void {
    for (const { code } of reasons) this.count(code)
    const before = this.#rows.get(line)
    if (before) {
      before.reasons.push(...reasons)
      if (outcome === 'rejected') before.outcome = outcome
    } else if (this.#rows.size < rowsKept) this.#rows.set(line, { line, outcome, reasons: [...reasons], cells })
  }

  /** In the order of the file. */
  rows(): RowResult[] {
    return [...this.#rows.values()].sort((a, b) => a.line - b.line)
  }
}

/** Cells of the rows of a batch that carry an error or a flag, by header. */
export function cellsOf(batch: RowBatch, understood: Understood): Map<number, Record<string, string>> {
  return new Map(batch.originals.map(({ row, cells }) =>
    [row, Object.fromEntries(understood.shownColumns.map((header, at) => [header, cells[at] ?? '']))]))
}

/** The reader's errors of each row of a batch as reasons. */
export function errorsOf(batch: RowBatch): Map<number, Reason[]> {
  const byRow = new Map<number, Reason[]>()
  for (const { row, column, code, message_zh, message_en, raw } of batch.errors) {
    byRow.set(row, [...byRow.get(row) ?? [], { code, column, message_zh, message_en, raw }])
  }
  return byRow
}
