import { cellsOf, errorsOf, type RowResults } from './row-results.ts'
import type { ParsedRow, RowBatch, Understood } from './types.ts'

/** Refuses a row that the reader found errors in. @returns whether it did */
export function rejectRow(row: ParsedRow, batch: RowBatch, understood: Understood, results: RowResults): boolean {
  if (row.errors.length === 0) return false
  const at = batch.lines.indexOf(row.line)
  results.reject(row.line, errorsOf(batch).get(at) ?? [], cellsOf(batch, understood).get(at) ?? {})
  return true
}
