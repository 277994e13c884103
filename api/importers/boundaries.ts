import type { Geometry } from 'geojson'
import type { Tx } from '../db/db.ts'
import { splitStatements } from '../db/statements.ts'
import { sqlFile } from '../sql.ts'
import { copyLine } from '../db/copy-line.ts'

export interface CheckedBoundary {
  /** why it cannot be stored */
  problem: string | null
  repaired: boolean
  /** of the stored form, to see whether it differs */
  hash: string | null
}

/** Lays the boundaries of a file into import_geom, checked and repaired; resolves to what became of each line's. */
export async function stageBoundaries(tx: Tx, boundaries: ReadonlyMap<number, Geometry>): Promise<Map<number, CheckedBoundary>> {
  await tx.query((await sqlFile('imports/boundaries.sql')).replace(/;\s*$/, ''))
  function* lines(): Generator<string> {
    for (const [line, geometry] of boundaries) yield copyLine([line, JSON.stringify(geometry)])
  }
  await tx.copyIn('import_boundary', ['line', 'geojson'], lines())
  let checked = new Map<number, CheckedBoundary>()
  for (const { sql } of splitStatements(await sqlFile('imports/boundaries-checked.sql'))) {
    const { rows } = await tx.query<CheckedBoundary & { line: number }>(sql)
    checked = new Map(rows.map(({ line, ...rest }) => [line, rest]))
  }
  return checked
}
