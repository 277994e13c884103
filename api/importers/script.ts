import { splitStatements } from '../db/statements.ts'
import type { Tx } from '../db/db.ts'
import { sqlFile } from '../sql.ts'

/**
 * Runs the statements of sql/imports/<name>.sql one after another; those that mention $1 get the county, $2 the run.
 * @returns rows changed by the last statement
 */
export async function runScript(tx: Tx, name: string, params: readonly unknown[] = []): Promise<number> {
  let affected = 0
  for (const { sql } of splitStatements(await sqlFile(`imports/${name}.sql`))) {
    const used = params.slice(0, highestParameter(sql))
    affected = (await tx.query(sql, used)).affected
  }
  return affected
}

/** The engines refuse more parameters than a statement names. */
function highestParameter(sql: string): number {
  const bare = sql.replace(/--[^\n]*/g, '')
  return Math.max(0, ...[...bare.matchAll(/\$(\d+)/g)].map((match) => Number(match[1])))
}
