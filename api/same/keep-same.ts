import type { Db } from '../db/db.ts'
import type { Log } from '../db/log.ts'
import { lookForSame } from './look.ts'

const hourMs = 3_600_000
/** A program that has just started has more urgent work. */
const firstMs = 120_000

/**
 * Compares every night what came in since the night before, in the small hours of the county; petitions registered by
 * hand are compared at entry, and after an import the page starts it (`POST /api/same-looks`).
 */
export function keepSame(db: Db, log: Log): () => void {
  const look = async (): Promise<void> => {
    try {
      await lookForSame(db)
    } catch (error) {
      log.warn(`同一事项比对未完成，下次再试 / comparing matters failed, next try later: ${String(error)}`)
    }
  }
  const atNight = (): boolean => [1, 2, 3].includes((new Date().getUTCHours() + 8) % 24)
  const first = setTimeout(() => void look(), firstMs)
  const timer = setInterval(() => { if (atNight()) void look() }, hourMs)
  first.unref()
  timer.unref()
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}
