import type { ImportOptions, ImportProgress, ImportResult } from './run.ts'

export interface RunningImport {
  id: number
  kind: ImportOptions['kind']
  fileName: string
  dryRun: boolean
  startedAt: string
  accountId: string | null
  /** display name of that account */
  by: string | null
  progress: ImportProgress
  /** why it broke off; nothing of it is in the database then */
  error?: unknown
}

type Work = (how: Required<Pick<ImportOptions, 'onProgress' | 'signal'>>) => Promise<ImportResult>
interface Followed { run: RunningImport; stop: AbortController; end: Promise<unknown> }

const keepFailedMs = 3_600_000
const atFirst: ImportProgress = { phase: 'waiting', share: 0, rows: 0, staged: 0, total: null, step: 0, steps: 0 }

/** Runs of this process that are not in the database yet, and those that never will be, for an hour. */
export class RunningImports {
  readonly #runs = new Map<number, Followed>()

  /** The caller's own run of this number. */
  get(id: number, accountId: string | null): RunningImport | undefined {
    const run = this.#runs.get(id)?.run
    return run?.accountId === accountId ? run : undefined
  }

  /** Everybody's runs that work, the newest first. */
  working(): RunningImport[] {
    return [...this.#runs.values()].map(({ run }) => run).filter(({ error }) => error === undefined).sort((a, b) => b.id - a.id)
  }

  /** Follows a run to its end. A failure is kept to be asked after; it also rejects the promise that comes back. */
  follow(run: Omit<RunningImport, 'progress'>, work: Work): Promise<ImportResult> {
    const entry: RunningImport = { ...run, progress: atFirst }
    const stop = new AbortController()
    const end = work({ onProgress: (progress) => { entry.progress = progress }, signal: stop.signal }).then((result) => {
      this.#runs.delete(run.id)
      return result
    }, (error: unknown) => {
      entry.error = error
      setTimeout(() => this.#runs.delete(run.id), keepFailedMs).unref()
      throw error
    })
    end.catch(() => undefined) // told by `error`, too
    this.#runs.set(run.id, { run: entry, stop, end })
    return end
  }

  /**
   * Breaks a run off and waits for its end.
   * @returns false when it had done its work before it heard
   */
  async cancel(id: number): Promise<boolean> {
    const followed = this.#runs.get(id)
    followed?.stop.abort()
    return await (followed?.end ?? Promise.resolve()).then(() => false, () => true)
  }
}
