import type { Cell, RawBatch, SourceTable } from '../types.ts'
import { isWkt, parseWkt, sridOf } from './wkt.ts'

/**
 * A table one column of which holds shapes as text is read like a file that carries shapes: the cells of that column become the
 * geometries of their rows. Which column it is, the first block of rows shows.
 */
export function withShapes(table: SourceTable): SourceTable {
  const plain = table.batches.bind(table)
  table.batches = async function* () {
    let column: number | undefined
    let first = true
    for await (const batch of plain()) {
      if (first) column = columnOfShapes(batch.rows)
      if (first && column !== undefined) tell(table, batch.rows, column)
      first = false
      yield column === undefined ? batch : shaped(batch, column)
    }
  }
  return table
}

function columnOfShapes(rows: readonly Cell[][]): number | undefined {
  for (const row of rows) {
    const index = row.findIndex(isWkt)
    if (index >= 0) return index
  }
  return undefined
}

function tell(table: SourceTable, rows: readonly Cell[][], column: number): void {
  const srid = rows.map((row) => row[column]).filter(isWkt).map(sridOf).find((one) => one !== undefined)
  if (srid !== undefined) table.crs ??= { text: `EPSG:${srid}`, where: 'property' }
  table.warnings.push({
    code: 'shapes-in-column', zh: `第 ${column + 1} 列是以文字书写的图形（WKT），按图形读取。`, en: `Column ${column + 1} holds shapes as text (WKT); they are read as shapes.`,
  })
}

function shaped(batch: RawBatch, column: number): RawBatch {
  return {
    lines: batch.lines,
    rows: batch.rows.map((row) => isWkt(row[column]) ? row.with(column, null) : row),
    geometries: batch.rows.map((row) => isWkt(row[column]) ? parseWkt(row[column]) : null),
  }
}
