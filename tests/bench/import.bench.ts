import { join } from 'node:path'
import { runImport } from '../../api/importers/run.ts'
import { undoRun } from '../../api/importers/undo.ts'
import type { Db, Tx } from '../../api/db/db.ts'
import type { Bench } from './figures.ts'
import { byEngine } from './figures.ts'
import { writePetitionFile } from './import-file.ts'

const long = { budgetMs: 1_800_000 }

/** A run's rows of one table as COPY lines, with the columns that may be written. */
async function linesOf(tx: Tx, table: string, run: number): Promise<{ columns: string[], lines: string[] }> {
  const { rows } = await tx.query<{ name: string }>(`
    select attname as name from pg_attribute
    where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`, [table])
  const columns = rows.map(({ name }) => name)
  const cells = columns.map((column) => `coalesce(replace(replace(replace(replace(${column}::text, '\\', '\\\\'), e'\\t', '\\t'), e'\\n', '\\n'), e'\\r', '\\r'), '\\N')`)
  const { rows: found } = await tx.query<{ line: string }>(
    `select ${cells.join(" || e'\\t' || ")} || e'\\n' as line from ${table} where import_run_id = $1 order by id`, [run])
  return { columns, lines: found.map(({ line }) => line) }
}

class TakeBack extends Error {}

/** Seconds that COPY takes for the rows of a run, into the same tables with the same indexes; everything is taken back. */
async function copySeconds(db: Db, run: number): Promise<number> {
  let seconds = Number.NaN
  await db.transaction(async (tx) => {
    await tx.query("select set_config('app.bulk', 'on', true)")
    const tables = ['matter', 'petition']
    const copies = []
    for (const table of tables) copies.push({ table, ...await linesOf(tx, table, run) })
    for (const table of [...tables].reverse()) await tx.query(`delete from ${table} where import_run_id = $1`, [run])
    const began = performance.now()
    for (const { table, columns, lines } of copies) await tx.copyIn(table, columns, lines)
    seconds = (performance.now() - began) / 1_000
    throw new TakeBack()
  }, long).catch((error: unknown) => { if (!(error instanceof TakeBack)) throw error })
  return seconds
}

export const bench: Bench = {
  name: 'import',
  async run({ db, engine, freshFolder }) {
    const rows = byEngine(engine, 200_000, 40_000)
    const path = join(await freshFolder(), 'petitions.csv')
    await writePetitionFile(path, rows, 1)
    const began = performance.now()
    const result = await runImport(db, { kind: 'petitions', path, identityKey: 'a key of benchmarks, longer than 32 characters' })
    const seconds = (performance.now() - began) / 1_000
    if (result.created < rows * 0.99) throw new Error(`import: ${result.created} of ${rows} created; ${JSON.stringify(result.tally)}`)
    const copied = await copySeconds(db, result.id)
    await undoRun(db, result.id)
    await db.query('vacuum analyze petition', [], long)
    await db.query('vacuum analyze matter', [], long)
    return [
      { name: 'import of a CSV, placed and counted', value: rows / seconds, unit: 'rows/s', limit: { atLeast: byEngine(engine, 20_000, 4_000) },
        note: `${rows} rows in ${seconds.toFixed(1)} s` },
      { name: 'COPY of the same rows', value: rows / copied, unit: 'rows/s', note: 'into the same tables, indexes, keys and computed columns; nothing counted' },
      { name: 'import to COPY', value: copied / seconds, unit: 'x', ...engine === 'server' ? { limit: { atLeast: 0.5 } } : {} },
    ]
  },
}
