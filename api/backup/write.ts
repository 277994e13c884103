import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Db, Tx } from '../db/db.ts'
import { endOfRows, type Header } from './format.ts'
import { appliedMigrations, quoted, tablesInOrder, type Column, type Table } from './tables.ts'

const budgetMs = 3_600_000
const rowsAtOnce = 5_000
/** characters that one fetch brings, more or less: pieces of documents are wide, most rows are not */
const fetchedAtOnce = 8 * 1_048_576

const asCopyText = ({ name, escaped }: Column): string => {
  const text = `${quoted(name)}::text`
  if (!escaped) return `coalesce(${text}, '\\N')`
  const replaced = [['\\\\', '\\\\\\\\'], ['\\t', '\\\\t'], ['\\n', '\\\\n'], ['\\r', '\\\\r']]
    .reduce((inner, [from, to]) => `replace(${inner}, E'${from}', E'${to}')`, text)
  return `coalesce(${replaced}, '\\N')`
}

/** The rows of a table as COPY lines: a cursor, so that a million rows are never in memory. */
async function* linesOf(tx: Tx, { name, columns }: Table): AsyncGenerator<string> {
  const line = columns.map(asCopyText).join(` || E'\\t' || `)
  await tx.query(`declare backup_rows no scroll cursor for select ${line} as line from ${quoted(name)}`)
  let wanted = 20
  for (;;) {
    const { rows } = await tx.query<{ line: string }>(`fetch ${wanted} from backup_rows`)
    for (const row of rows) yield `${row.line}\n`
    if (rows.length < wanted) break
    const widest = Math.max(...rows.map(({ line: text }) => text.length), 1)
    wanted = Math.min(rowsAtOnce, Math.max(1, Math.floor(fetchedAtOnce / widest)))
  }
  await tx.query('close backup_rows')
}

async function* textOf(tx: Tx, engine: string, counts: Record<string, number>): AsyncGenerator<string> {
  const header: Header = {
    format: 'regional-governance-backup', version: 1, made_at: new Date().toISOString(), engine,
    migrations: await appliedMigrations(tx),
  }
  yield `${JSON.stringify(header)}\n`
  for (const table of await tablesInOrder(tx)) {
    yield `${JSON.stringify({ table: table.name, columns: table.columns.map(({ name }) => name) })}\n`
    let count = 0
    for await (const line of linesOf(tx, table)) {
      count += 1
      yield line
    }
    counts[table.name] = count
    yield `${endOfRows}\n`
  }
  yield `${JSON.stringify({ end: counts })}\n`
}

/**
 * Writes the whole database, as it is at one instant, to `file`; the name appears when the file is whole.
 * Secrets in DATA_DIR are not in it: whoever finds a backup must not find its keys.
 *
 * @returns rows per table
 */
export async function writeBackup(db: Db, file: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const unfinished = `${file}.unfinished`
  try {
    await db.transaction(async (tx) => {
      await tx.query('set transaction isolation level repeatable read, read only')
      await tx.query(`set local datestyle = 'ISO, YMD'`)
      const text = Readable.from(textOf(tx, db.engine, counts))
      await pipeline(text, createGzip({ level: 6 }), createWriteStream(unfinished, { mode: 0o600, flush: true }))
    }, { budgetMs })
    await rename(unfinished, file)
    return counts
  } finally {
    await rm(unfinished, { force: true })
  }
}
