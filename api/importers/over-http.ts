import type { Static } from 'typebox'
import type { ImportQuery, ImportRun } from '../contract/imports.ts'
import { Problem, toProblem } from '../errors.ts'
import { headerOf, mappingOf } from './mapping.ts'
import { FileRefused } from './refusal.ts'
import type { ImportOptions } from './run.ts'
import type { RunningImport } from './running.ts'

/** The query of a request as options of a run. @throws Problem 400 for a field that does not exist */
export function optionsOf(query: Static<typeof ImportQuery>): Partial<ImportOptions> {
  return {
    dryRun: query.dry_run === '1', recognise: query.recognise === '1', encoding: query.encoding, crs: query.crs, sheet: query.sheet,
    header: query.header === undefined ? undefined : headerOf(query.header),
    countyCode: query.county, countyName: query.county_name, validFrom: query.valid_from,
    mapping: query.as === undefined ? undefined : mappingOf([query.as].flat()),
  }
}

/** how long a request waits for its run before it answers 202 */
const patienceS = 1

/** ms that a request waits for the end of its run: the query's `wait` in seconds, else the header `Prefer: wait=`, else one second. */
export const waitMs = (asked: string | undefined, prefer = ''): number =>
  Number(asked ?? /(?:^|[,;\s])wait=(\d{1,3})/.exec(prefer)?.[1] ?? patienceS) * 1_000

/** What broke a run as an answer: a file that cannot be read is the sender's to mend. */
export function importProblem(error: unknown): Problem {
  if (!(error instanceof FileRefused)) return toProblem(error)
  const at = error.line === undefined ? '' : `第 ${error.line} 行：`
  const atEn = error.line === undefined ? '' : `line ${error.line}: `
  return new Problem(error.code === 'cancelled' ? 409 : 422, error.code.replaceAll('-', '_'), `${at}${error.zh}`, `${atEn}${error.en}`, { parameter: error.parameter })
}

/** A run that is not in the database (yet) in the form of one that is. */
export function runningRun(run: RunningImport): ImportRun {
  const problem = run.error === undefined ? undefined : importProblem(run.error)
  const line = run.error instanceof FileRefused ? run.error.line : undefined
  return {
    id: run.id, kind: run.kind, state: stateOf(problem), file_name: run.fileName, dry_run: run.dryRun,
    created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0, flagged: 0, tally: {}, started_at: run.startedAt, finished_at: null,
    account: run.accountId, by: run.by, progress: run.progress,
    ...(problem ? {
      problem: {
        code: problem.code, zh: problem.zh, en: problem.en,
        ...(line === undefined ? {} : { line }), ...(problem.extra.parameter ? { parameter: problem.extra.parameter } : {}),
      },
    } : {}),
  }
}

const stateOf = (problem: Problem | undefined): ImportRun['state'] =>
  problem === undefined ? 'running' : problem.code === 'cancelled' ? 'cancelled' : 'failed'
