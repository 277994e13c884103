import type { ImportRun } from '../../api/contract/imports.ts'

/** How far a run has come, 0 to 1: reading is two thirds of the work, writing most of the rest, counting the end. */
export function runShare(progress: ImportRun['progress']): number {
  if (!progress || progress.phase === 'waiting') return 0
  if (progress.phase === 'reading') return progress.share * 0.6
  if (progress.phase === 'writing') return 0.6 + 0.35 * (progress.steps > 0 ? progress.step / progress.steps : 0)
  return 0.97
}
