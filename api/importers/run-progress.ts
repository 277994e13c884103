import type { ImportProgress } from './run.ts'

/** What a run tells of itself while it works. */
export class RunProgress {
  readonly #tell: (progress: ImportProgress) => void
  #now: ImportProgress = { phase: 'reading', share: 0, rows: 0, staged: 0, total: null, step: 0, steps: 0 }

  constructor(tell: (progress: ImportProgress) => void = () => undefined) {
    this.#tell = tell
  }

  /** @param share of the file's bytes, 0-1 @param rows read so far @param staged of these, ready to be written */
  reading(share: number, rows: number, staged: number): void {
    this.#say({ phase: 'reading', share, rows, staged, total: share > 0 ? Math.max(rows, Math.round(rows / share)) : null })
  }

  /** The file is read; step 0 of `steps` of the writing begins. */
  writing(steps: number): void {
    this.#say({ phase: 'writing', share: 1, total: this.#now.rows, step: 0, steps })
  }

  /** One more step of the writing is done. */
  stepDone(): void {
    this.#say({ step: Math.min(this.#now.step + 1, this.#now.steps) })
  }

  counting(): void {
    this.#say({ phase: 'counting', share: 1, total: this.#now.rows, step: this.#now.steps })
  }

  #say(news: Partial<ImportProgress>): void {
    this.#now = { ...this.#now, ...news }
    this.#tell(this.#now)
  }
}
