import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openTable } from '../../api/importers/read/open.ts'
import { rowsOf } from '../../api/importers/read-file.ts'
import type { RowMaker } from '../../api/importers/row-maker.ts'
import { FileRefused } from '../../api/importers/refusal.ts'
import type { Cell, ParsedRow, RawBatch, ReadOptions, SourceTable, Understood } from '../../api/importers/types.ts'
import { understand } from '../../api/importers/understand.ts'

const folder = mkdtempSync(join(tmpdir(), 'import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let count = 0

/** Writes `content` under a fresh name and returns its path. */
export function file(content: Buffer | string, name = 'file'): string {
  const path = join(folder, `${count++}-${name}`)
  writeFileSync(path, content)
  return path
}

export interface Read { understood: Understood; rows: ParsedRow[]; tally: RowMaker['tally'] }

/** Reads a whole file in this process, past the child. Today is 2026-11-23. */
export async function read(content: Buffer | string, options: Partial<ReadOptions> = {}, name?: string): Promise<Read> {
  const path = file(content, name)
  const table = await openTable(path, options)
  const { understood, maker, rows } = await understand(table, { kind: 'petitions', fileName: name, ...options }, '2026-11-23')
  const found: ParsedRow[] = []
  for await (const raw of rows) found.push(...rowsOf(maker.convert(raw, 1), understood.fields))
  return { understood, rows: found, tally: maker.tally }
}

/** Every raw row of a table with its line. */
export async function cells(table: SourceTable): Promise<{ lines: number[]; rows: Cell[][]; geometries: NonNullable<RawBatch['geometries']> }> {
  const all = { lines: [] as number[], rows: [] as Cell[][], geometries: [] as NonNullable<RawBatch['geometries']> }
  for await (const batch of table.batches()) {
    all.lines.push(...batch.lines)
    all.rows.push(...batch.rows)
    all.geometries.push(...batch.geometries ?? [])
  }
  return all
}

/** The refusal that `work` ends with; fails the test when it does not. */
export async function refusal(work: () => unknown): Promise<FileRefused> {
  try {
    await work()
  } catch (error) {
    if (error instanceof FileRefused) return error
    throw error
  }
  throw new Error('nothing was refused')
}

export function fieldOf(understood: Understood, header: string): string | undefined {
  const column = understood.columns.find((entry) => entry.header === header)
  return column?.personal ? `personal ${column.personal}` : column?.field
}
