import type { ImportOptions, ImportProgress, ImportResult } from './run.ts'

export interface RunningImport {
  id: number
  kind: ImportOptions['kind']
  fileName: string
  dryRun: boolean
  startedAt: string
  accountId: string | null
  progress: ImportProgress
  /** why it broke off; nothing of it is in the database then */
  error?: unknown
}

const keepFailedMs = 3_600_000

/** Runs of this process that are not in the database yet, and those that never will be, for an hour. */
export class RunningImports {
  readonly #runs = new Map<number, RunningImport>()

  get(id: number): RunningImport | undefined {
    return this.#runs.get(id)
  }

  /** Follows a run to its end. A failure is kept to be asked after; it also rejects the promise that comes back. */
  async follow(run: Omit<RunningImport, 'progress'>, work: (onProgress: (progress: ImportProgress) => void) => Promise<ImportResult>): Promise<ImportResult> {
    const entry: RunningImport = { ...run, progress: { phase: 'reading', share: 0, rows: 0 } }
    this.#runs.set(run.id, entry)
    try {
      const result = await work((progress) => { entry.progress = progress })
      this.#runs.delete(run.id)
      return result
    } catch (error) {
      entry.error = error
      setTimeout(() => this.#runs.delete(run.id), keepFailedMs).unref()
      throw error
    }
  }
}
