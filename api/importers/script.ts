import { splitStatements } from '../db/statements.ts'
import type { Tx } from '../db/db.ts'
import { sqlFile } from '../sql.ts'

/**
 * Runs the statements of sql/imports/<name>.sql one after another. Each takes of `params` what it names.
 * @returns rows changed by the last statement
 */
export async function runScript(tx: Tx, name: string, params: readonly unknown[] = []): Promise<number> {
  let affected = 0
  for (const { sql } of splitStatements(await sqlFile(`imports/${name}.sql`))) {
    const used: number[] = []
    // the engines refuse parameters that a statement does not name
    const renumbered = sql.replace(/\$(\d+)/g, (_whole, digits: string) => {
      if (!used.includes(Number(digits))) used.push(Number(digits))
      return `$${used.indexOf(Number(digits)) + 1}`
    })
    affected = (await tx.query(renumbered, used.map((number) => params[number - 1]))).affected
  }
  return affected
}
