import type { FileRefused } from './refusal.ts'
import type { FileLook, LookOptions, ReadOptions, ReadSummary, RowBatch, Understood } from './types.ts'

/** What the reader child is asked to read, in its first message. `today` is `yyyy-MM-dd` in county time. */
export interface Order { path: string; options: ReadOptions; today: string }
/** Only a look is wanted: nothing follows its answer. */
export interface LookOrder { path: string; look: LookOptions; today: string }

/** Further messages: the caller may take so many more batches. */
export interface Credit { more: number }

/** What the child answers. `refused` and `failed` end it. */
export type Answer =
  | { kind: 'understood'; understood: Understood }
  | { kind: 'look'; look: FileLook }
  | { kind: 'batch'; batch: RowBatch }
  | { kind: 'summary'; summary: ReadSummary }
  | { kind: 'refused'; refusal: ReturnType<FileRefused['toData']> }
  | { kind: 'failed'; message: string }

/** How many batches may be on their way: one being written, one being made, one between. */
export const WINDOW = 3
