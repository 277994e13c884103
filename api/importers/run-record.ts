import type { Caller, Db, Tx } from '../db/db.ts'
import { recordAuditIn } from '../audit.ts'
import { copyLine } from './copy-line.ts'
import { rememberMapping } from './mapping.ts'
import type { RowResult } from './row-results.ts'
import type { ImportOptions, ImportResult } from './run.ts'
import type { ImportKind, Understood } from './types.ts'

interface NewRun {
  county: string
  kind: ImportKind
  fileName: string
  fileHash: Buffer
  understood: Understood
  caller?: Caller
  dryRun?: boolean
}

/** @returns the run's number */
export async function startRun(tx: Tx, run: NewRun): Promise<number> {
  const { rows: [row] } = await tx.query<{ id: string }>(`
    insert into import_run (county_code, kind, file_name, file_hash, dry_run, state, understood, account_id)
    values ($1, $2, $3, $4, $5, 'done', $6::jsonb, $7) returning id::text`,
  [run.county, run.kind, run.fileName, run.fileHash, run.dryRun === true, JSON.stringify(run.understood), run.caller?.accountId ?? null])
  return Number(row?.id)
}

async function keepCounts(tx: Tx, result: ImportResult): Promise<void> {
  await tx.query(`
    update import_run set county_code = $2, created = $3, updated = $4, unchanged = $5, rejected = $6, skipped = $7,
      flagged = $8, tally = $9::jsonb, finished_at = clock_timestamp()
    where id = $1`,
  [result.id, result.county, result.created, result.updated, result.unchanged, result.rejected, result.skipped, result.flagged,
    JSON.stringify(result.tally)])
  await keepRows(tx, result.county, result.id, result.rejections)
}

async function keepRows(tx: Tx, county: string, run: number, rows: readonly RowResult[]): Promise<void> {
  function* lines(): Generator<string> {
    for (const { line, outcome, reasons, cells } of rows) {
      yield copyLine([county, run, line, outcome, JSON.stringify(reasons), JSON.stringify(cells)])
    }
  }
  if (rows.length > 0) await tx.copyIn('import_row', ['county_code', 'run_id', 'line', 'outcome', 'reasons', 'cells'], lines())
}

/** Counts, row results, mapping, audit row, event and data version: the end of a run, in its transaction. */
export async function finishRun(tx: Tx, result: ImportResult, options: ImportOptions): Promise<void> {
  await keepCounts(tx, result)
  if (options.mapping) await rememberMapping(tx, result.county, result.kind, result.understood, options.mapping)
  const { id, kind, fileName, created, updated, unchanged, rejected } = result
  await beCaller(tx, options.caller)
  await recordAuditIn(tx, {
    action: 'import', subjectKind: 'import-run', subjectId: String(id), detail: { kind, fileName, created, updated, unchanged, rejected },
  })
  await tx.query("select emit_event('imported', null, null, $1::jsonb)", [JSON.stringify({ created, updated })])
  await tx.query('select touch_data($1)', [result.county])
}

/** Who did it, for the audit row; only at the end, so that no rule takes the owner's work for the caller's. */
export async function beCaller(tx: Tx, caller: Caller | undefined): Promise<void> {
  await tx.query("select set_config('app.account_id', $1, true), set_config('app.role', $2, true), set_config('app.request_id', $3, true)",
    [caller?.accountId ?? '', caller?.role ?? '', caller?.requestId ?? ''])
}

/** What a dry run leaves: its record and what it found of each row. */
export async function recordDryRun(db: Db, result: ImportResult, options: ImportOptions, fileHash: Buffer): Promise<number> {
  return await db.transaction(async (tx) => {
    const id = await startRun(tx, { ...result, fileHash, caller: options.caller, dryRun: true })
    await keepCounts(tx, { ...result, id })
    await beCaller(tx, options.caller)
    await recordAuditIn(tx, { action: 'import-dry-run', subjectKind: 'import-run', subjectId: String(id), detail: { kind: result.kind } })
    return id
  }, { budgetMs: 120_000 })
}
