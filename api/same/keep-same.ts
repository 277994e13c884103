import type { Db } from '../db/db.ts'
import type { Log } from '../db/log.ts'
import { lookAtNew, lookForSame, type SameLook } from './look.ts'

const hourMs = 3_600_000
/** A program that has just started has more urgent work. */
const firstMs = 120_000
/**
 * A whole archive is left to the night: the embedded engine answers nobody while a township is compared, and a server has one core
 * less for minutes (100,000 matters: seven minutes of it, DECISIONS 44).
 */
const mostByDay = 20_000

export interface SameTimes {
  /** ms after the start until what was left undone is taken up */
  firstMs?: number
  /** ms after an import until its matters are compared; further files within that time are waited for */
  afterImportMs?: number
  /** matters that nobody has compared; where there are more, they wait for the night */
  mostByDay?: number
}

/**
 * Compares what came in: after an import, whichever process made it, its new matters; every night, in the small hours of the
 * county, also what was changed since the night before. Petitions registered by hand are compared at entry. An import never
 * waits for it, and one that fails is made up for at night.
 *
 * @returns ends it; the township that is being compared is waited for
 */
export async function keepSame(db: Db, log: Log, times: SameTimes = {}): Promise<() => Promise<void>> {
  let running: Promise<void> = Promise.resolve()
  const stop = new AbortController()
  /** One after another: two at once would find the same pairs. */
  const after = (look: () => Promise<SameLook>): void => {
    running = running.then(async () => { if (!stop.signal.aborted) await look() }).catch((error: unknown) => {
      log.warn(`同一事项比对未完成，下次再试 / comparing matters failed, next try later: ${String(error)}`)
    })
  }
  const byDay = (): void => { after(() => lookAtNew(db, times.mostByDay ?? mostByDay, stop.signal)) }
  const atNight = (): boolean => [1, 2, 3].includes((new Date().getUTCHours() + 8) % 24)
  let waiting: NodeJS.Timeout | undefined
  const stopListening = await db.listen('outbox', (what) => {
    if (what !== 'imported' || waiting) return
    waiting = setTimeout(() => {
      waiting = undefined
      byDay()
    }, times.afterImportMs ?? 5_000).unref()
  })
  const first = setTimeout(byDay, times.firstMs ?? firstMs).unref()
  const timer = setInterval(() => { if (atNight()) after(() => lookForSame(db, stop.signal)) }, hourMs).unref()
  return async () => {
    stop.abort()
    clearTimeout(first)
    clearTimeout(waiting)
    clearInterval(timer)
    await stopListening()
    await running
  }
}
