import type { Db, Tx } from '../db/db.ts'
import { DbError, DbUnavailable } from '../db/db.ts'
import { refuseCancelled } from './cancel.ts'
import { runBudgetMs, workSettings } from './turn.ts'

/** lines of a COPY between which others get in; some thirty milliseconds of the embedded engine */
const sliceLines = 2_000
/** a table that is not there */
const tableGone = '42P01'

/**
 * A session's temporary tables filled and asked in many short transactions: on the embedded engine, whose only session
 * they outlive, everybody else is answered in between. They are gone with the process, so a run that is killed leaves
 * nothing to sweep.
 */
export async function aside(db: Db, signal: AbortSignal | undefined): Promise<Tx> {
  const slice = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    refuseCancelled(signal)
    return db.transaction(async (tx) => {
      await tx.query(workSettings)
      return await work(tx)
    }, { budgetMs: runBudgetMs }).catch((error: unknown) => {
      throw error instanceof DbError && error.code === tableGone
        ? new DbUnavailable('数据库已重新打开，请重新导入 / the database was reopened: import the file again') : error
    })
  }
  await slice(dropAside)
  return {
    query: (sql, params) => slice((tx) => tx.query(sql, params)),
    async copyIn(table, columns, lines) {
      let copied = 0
      for await (const some of slicesOf(lines)) copied += await slice((tx) => tx.copyIn(table, columns, some))
      return copied
    },
  }
}

/** Drops the temporary tables of a run. */
export const dropAside = async (tx: Tx): Promise<void> => { await tx.query('discard temp') }

async function* slicesOf(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  let some: string[] = []
  for await (const line of lines) {
    some.push(line)
    if (some.length < sliceLines) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}
