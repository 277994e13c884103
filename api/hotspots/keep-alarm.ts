import { today } from '../county-day.ts'
import type { Db } from '../db/db.ts'
import type { Log } from '../db/log.ts'
import { lastSunday, runAlarm } from './alarm.ts'

const hourMs = 3_600_000
/** A program that has just started has more urgent work. */
const firstMs = 60_000

/** Looks every hour whether a week has ended, or its petitions changed, since the last alarm run. */
export function keepAlarm(db: Db, log: Log): () => void {
  const look = async (): Promise<void> => {
    try {
      await runAlarm(db, { lastDay: lastSunday(today()) })
    } catch (error) {
      log.warn(`时空预警未完成，一小时后再试 / the alarm run failed, next try in an hour: ${String(error)}`)
    }
  }
  const first = setTimeout(() => void look(), firstMs)
  const timer = setInterval(() => void look(), hourMs)
  first.unref()
  timer.unref()
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}
