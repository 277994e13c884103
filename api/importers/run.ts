import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { tellOwnWrite } from '../data-version.ts'
import type { Caller, Db, Tx } from '../db/db.ts'
import { aside, dropAside } from './aside.ts'
import { cancellable, cancelled, refuseCancelled } from './cancel.ts'
import { claimKey, finishRun, nextRunId, recordDryRun, startRun } from './run-record.ts'
import { holidays } from './holidays.ts'
import { keyAreas } from './key-areas.ts'
import { openReading, type Opened } from './open-reading.ts'
import { petitions } from './petitions.ts'
import { FileRefused } from './refusal.ts'
import { RowResults, type RowResult } from './row-results.ts'
import { RunProgress } from './run-progress.ts'
import type { FieldName, ImportKind, Notice, ReadSummary, Understood } from './types.ts'
import { importTurn, inImportTurn, runBudgetMs } from './turn.ts'
import { units } from './units.ts'
import { settleCounty } from './units/county-of-units.ts'

export interface ImportOptions {
  kind: ImportKind
  path: string
  /** name under which the user knows the file */
  fileName?: string
  /** everything is tried and taken back; only the record of the run and its row results stay */
  dryRun?: boolean
  /** the county of the installation, for the first import into an empty one */
  countyCode?: string
  /** name of the county, where a file of units does not have it */
  countyName?: string
  encoding?: string
  crs?: string
  sheet?: string
  /** lines of the header, first and last; found where absent */
  header?: number[]
  /** field -> column header, letter or `#n`; remembered for files with the same header */
  mapping?: Partial<Record<FieldName, string>>
  /** recognise repeats by a keyed hash of the petitioner's identity; off by default */
  recognise?: boolean
  /** IDENTITY_KEY: keys that hash and the one that keeps misconduct reports from being counted twice */
  identityKey: string
  /** `yyyy-MM-dd` from which the units of the file hold, where no column says so; today by default */
  validFrom?: string
  caller?: Caller
  /** a run with the same key is not made twice; see rules/005_idempotency.sql */
  idempotencyKey?: string
  /** number given beforehand by `nextRunId`, so that a run can be asked after while it works */
  runId?: number
  onProgress?: (progress: ImportProgress) => void
  /** breaks the run off: nothing of it stays */
  signal?: AbortSignal
}

export interface ImportProgress {
  /** waiting for its turn behind another run; reading the file into the stage; writing from there; counting anew */
  phase: 'waiting' | 'reading' | 'writing' | 'counting'
  /** share of the file's bytes that were read, 0-1 */
  share: number
  /** rows of the file that were read */
  rows: number
  /** of these, rows that lie ready to be written; the others were refused or are counted only */
  staged: number
  /** rows of the file: reckoned from `share` while it is read, known afterwards; null before the first row */
  total: number | null
  /** steps of the writing that were done, of so many */
  step: number
  steps: number
}

export interface Counts {
  created: number
  updated: number
  unchanged: number
  rejected: number
  /** rows that are no data (totals, notes, repeated headers) and rows that are counted only */
  skipped: number
  flagged: number
}

export interface ImportResult extends Counts {
  id: number
  kind: ImportKind
  county: string
  fileName: string
  dryRun: boolean
  understood: Understood
  /** rejected and flagged rows in the order of the file, at most 50,000 */
  rejections: RowResult[]
  /** how many rows had each flag or reason */
  tally: Record<string, number>
  notices: Notice[]
}

/** What an importer gets while it reads the file. Nothing that others can see may be written yet. */
export interface ReadWork {
  /** where temporary tables are made and asked: the run's transaction, or short ones of the same session (aside.ts) */
  aside: Tx
  county: string
  opened: Opened
  results: RowResults
  options: ImportOptions
  progress: RunProgress
}
/** What it gets while it writes: the one transaction in which all of the run becomes true. */
export interface WriteWork extends Omit<ReadWork, 'aside'> {
  tx: Tx
  run: number
}
/** An importer of one kind: all that can be found out beforehand first, then one transaction as short as can be. */
export interface Importer<Read = unknown> {
  read(work: ReadWork): Promise<Read>
  write(work: WriteWork, read: Read): Promise<WorkDone>
}
export interface WorkDone {
  created: number
  updated: number
  unchanged: number
  /** rows that leave nothing but a count */
  counted?: number
  /** where the file itself settled the county */
  county?: string
  notices?: Notice[]
}

const importers = { petitions, units, 'key-areas': keyAreas, holidays } as Record<ImportKind, Importer>

class DryRunOver extends Error {}

/** The same request came before: this run was made then. */
export class MadeBefore extends Error {
  readonly id: number
  constructor(id: number) {
    super(`the run was made before: ${id}`)
    this.id = id
  }
}

async function hashFile(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
  } catch (error) {
    throw new FileRefused('file-missing', `打不开文件 ${path}`, `the file ${path} cannot be opened (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`)
  }
  return hash.digest()
}

/**
 * Imports a file: all of it or, whatever happens to the process, nothing.
 *
 * The server does everything in one transaction, past which others read and write. The embedded engine has one session:
 * there the file is laid aside in short transactions, between which others get in, and only the writing is one.
 *
 * @throws FileRefused when the file cannot be read, lacks a column that the kind needs, or has no county to go to;
 * `cancelled` after the signal
 * @throws MadeBefore for an Idempotency-Key that was used for this file
 */
export async function runImport(db: Db, given: ImportOptions): Promise<ImportResult> {
  const options = { ...given, runId: given.runId ?? await nextRunId(db) }
  const fileHash = await hashFile(options.path)
  const done = await inImportTurn(db, options.signal, async () => {
    const { opened, county } = await openReading(db, options)
    try {
      return await runOpened(db, { options, opened, county, fileHash, results: new RowResults(), progress: new RunProgress(options.onProgress) })
    } catch (error) {
      opened.reading.stop()
      throw error
    }
  }).catch((error: unknown) => {
    // wherever it was heard, also by a reader that was only starting
    throw options.signal?.aborted ? cancelled() : error
  })
  if (options.dryRun) await recordDryRun(db, done, options, fileHash)
  if (options.dryRun) return done
  tellOwnWrite()
  // after the commit: transactions that hold a notification queue behind each other on the server
  await db.notify('outbox', 'imported')
  if (done.kind === 'petitions') void takeInTexts(db)
  return done
}

/** The index of texts takes in what the run set aside for it; until then it finds all the same, only slower. Nobody waits for it. */
const takeInTexts = (db: Db): Promise<unknown> =>
  db.query("select gin_clean_pending_list('matter_characters')", [], { budgetMs: runBudgetMs }).catch(() => undefined)

interface Run extends Omit<ReadWork, 'aside'> {
  options: ImportOptions & { runId: number }
  fileHash: Buffer
}

async function runOpened(db: Db, run: Run): Promise<ImportResult> {
  const { signal, kind, dryRun } = run.options
  const importer = importers[kind]
  const read = db.engine === 'embedded' ? { rows: await importer.read({ ...run, aside: await aside(db, signal) }) } : undefined
  let done: ImportResult | undefined
  try {
    await db.transaction(async (plain) => {
      const tx = await cancellable(db, plain, signal)
      await importTurn(db, tx, signal)
      const { rows } = read ?? { rows: await importer.read({ ...run, aside: tx }) }
      done = await write(tx, run, importer, rows)
      await dropAside(tx)
      refuseCancelled(signal)
      if (dryRun) throw new DryRunOver()
    }, { budgetMs: runBudgetMs })
  } catch (error) {
    if (!(error instanceof DryRunOver)) throw error
  }
  if (!done) throw new Error('the run ended without a result')
  return done
}

async function write(tx: Tx, work: Run, importer: Importer, rows: unknown): Promise<ImportResult> {
  const { options, opened, county, fileHash, results } = work
  const before = options.dryRun ? undefined : await claimKey(tx, options, fileHash)
  if (before !== undefined) throw new MadeBefore(before)
  const fileName = options.fileName ?? basename(options.path)
  if (county !== '-') await settleCounty(tx, county)
  const run = options.runId
  await startRun(tx, { id: run, county, kind: options.kind, fileName, fileHash, understood: opened.understood, caller: options.caller })
  const made = await importer.write({ ...work, tx, run }, rows)
  const summary = await opened.reading.summary
  const result: ImportResult = {
    id: run, kind: options.kind, county: made.county ?? county, fileName, dryRun: options.dryRun === true, understood: opened.understood,
    created: made.created, updated: made.updated, unchanged: made.unchanged, rejected: results.rejected,
    skipped: skippedRows(summary) + (made.counted ?? 0), flagged: results.flagged,
    rejections: results.rows(), tally: results.tally,
    notices: [...opened.understood.notices, ...summary.rows === 0 ? [noRows] : [], ...summary.notices, ...made.notices ?? []],
  }
  await finishRun(tx, result, options)
  return result
}

const noRows = { code: 'no-rows', zh: '表头之下没有数据行。', en: 'There is no data row under the header.' }

const skippedRows = ({ skippedCount: { blank: _blank, ...others } }: ReadSummary): number =>
  Object.values(others).reduce((sum, n) => sum + n, 0)
