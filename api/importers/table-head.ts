import { vertexCount } from './parse/geometry.ts'
import { FileRefused } from './refusal.ts'
import type { Cell, RawBatch, SourceTable } from './types.ts'

export const SAMPLE_ROWS = 1_000
/** boundaries are heavy, and a few hundred thousand vertices tell enough */
const SAMPLE_VERTICES = 300_000

/** The first rows of a table, from which everything about it is decided, and where the rest of it comes from. */
export interface TableHead {
  batch: RawBatch
  rest: AsyncIterator<RawBatch>
}

/** @throws FileRefused `file-empty` */
export async function readHead(table: SourceTable): Promise<TableHead> {
  const rest = table.batches()[Symbol.asyncIterator]()
  const batch: RawBatch = { lines: [], rows: [], ...(table.columns ? { geometries: [] } : {}) }
  let vertices = 0
  while (batch.rows.length < SAMPLE_ROWS + 60 && vertices < SAMPLE_VERTICES) {
    const next = await rest.next()
    if (next.done) break
    append(batch, next.value)
    vertices += (next.value.geometries ?? []).reduce((sum, geometry) => sum + vertexCount(geometry), 0)
  }
  if (batch.rows.length === 0) throw new FileRefused('file-empty', '文件中没有数据行。', 'There is no data row in the file.')
  return { batch, rest }
}

/** Columns without a header at the right edge get their position as name. */
export function widen(columns: string[], rows: Cell[][]): void {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0)
  for (let i = columns.length; i < width; i++) columns.push(`列${i + 1}`)
}

function append(head: RawBatch, batch: RawBatch): void {
  if (batch.geometries) head.geometries ??= head.rows.map(() => null)
  for (let i = 0; i < batch.rows.length; i++) {
    head.lines.push(batch.lines[i] as number)
    head.rows.push(batch.rows[i] as Cell[])
    head.geometries?.push(batch.geometries?.[i] ?? null)
  }
}

export function slice(batch: RawBatch, from: number, to?: number): RawBatch {
  const geometries = batch.geometries?.slice(from, to)
  return { lines: batch.lines.slice(from, to), rows: batch.rows.slice(from, to), ...(geometries ? { geometries } : {}) }
}

export async function* chain(head: RawBatch, source: AsyncIterator<RawBatch>): AsyncGenerator<RawBatch> {
  try {
    yield head
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  } finally {
    // a reader holds a file or a database open until it is told that nobody reads on
    await source.return?.()
  }
}
