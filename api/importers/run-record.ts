import type { Caller, Db, Tx } from '../db/db.ts'
import { recordAuditIn } from '../audit.ts'
import { copyLine } from '../db/copy-line.ts'
import { keptUnderstanding } from './kept-understanding.ts'
import { rememberMapping } from './mapping.ts'
import type { RowResult } from './row-results.ts'
import type { ImportOptions, ImportResult } from './run.ts'
import type { ImportKind, Understood } from './types.ts'

interface NewRun {
  id: number
  county: string
  kind: ImportKind
  fileName: string
  fileHash: Buffer
  understood: Understood
  caller?: Caller
  dryRun?: boolean
}

/** A number for a run to come; one that is not used leaves a gap, as sequences do. */
export async function nextRunId(db: Db): Promise<number> {
  const { rows: [row] } = await db.query<{ id: string }>("select nextval(pg_get_serial_sequence('import_run', 'id'))::text as id")
  return Number(row?.id)
}

export async function startRun(tx: Tx, run: NewRun): Promise<void> {
  await tx.query(`
    insert into import_run (id, county_code, kind, file_name, file_hash, dry_run, state, understood, account_id)
    values ($1, $2, $3, $4, $5, $6, 'done', $7::jsonb, $8)`,
  [run.id, run.county, run.kind, run.fileName, run.fileHash, run.dryRun === true,
    JSON.stringify(keptUnderstanding(run.understood, [])), run.caller?.accountId ?? null])
}

async function keepCounts(tx: Tx, result: ImportResult): Promise<void> {
  await tx.query(`
    update import_run set county_code = $2, created = $3, updated = $4, unchanged = $5, rejected = $6, skipped = $7,
      flagged = $8, tally = $9::jsonb, understood = $10::jsonb, finished_at = clock_timestamp()
    where id = $1`,
  [result.id, result.county, result.created, result.updated, result.unchanged, result.rejected, result.skipped, result.flagged,
    JSON.stringify(result.tally), JSON.stringify(keptUnderstanding(result.understood, result.notices))])
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
  if (options.idempotencyKey !== undefined) {
    await tx.query('select keep_response($1, $2::jsonb)', [options.idempotencyKey, JSON.stringify({ id })])
  }
}

/**
 * Claims the key of a repeated request for the caller, in the run's transaction.
 * @returns the number of the run that the first request with this key made
 * @throws DbError RG409 when the key was used for another file
 */
export async function claimKey(tx: Tx, { idempotencyKey, caller, kind }: ImportOptions, fileHash: Buffer): Promise<number | undefined> {
  if (idempotencyKey === undefined) return undefined
  const be = (accountId: string) => tx.query("select set_config('app.account_id', $1, true)", [accountId])
  await be(caller?.accountId ?? '')
  const { rows: [row] } = await tx.query<{ earlier: { id: number } | null }>(
    'select claim_key($1, $2, $3) as earlier', [idempotencyKey, `import ${kind}`, fileHash])
  await be('')
  return row?.earlier?.id
}

/** Who did it, for the audit row; only at the end, so that no rule takes the owner's work for the caller's. */
export async function beCaller(tx: Tx, caller: Caller | undefined): Promise<void> {
  await tx.query("select set_config('app.account_id', $1, true), set_config('app.role', $2, true), set_config('app.request_id', $3, true)",
    [caller?.accountId ?? '', caller?.role ?? '', caller?.requestId ?? ''])
}

/** What a dry run leaves: its record and what it found of each row. */
export async function recordDryRun(db: Db, result: ImportResult, options: ImportOptions, fileHash: Buffer): Promise<void> {
  await db.transaction(async (tx) => {
    await startRun(tx, { ...result, fileHash, caller: options.caller, dryRun: true })
    await keepCounts(tx, result)
    await beCaller(tx, options.caller)
    await recordAuditIn(tx, { action: 'import-dry-run', subjectKind: 'import-run', subjectId: String(result.id), detail: { kind: result.kind } })
  }, { budgetMs: 120_000 })
}
