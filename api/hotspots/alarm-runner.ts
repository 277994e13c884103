/** One look for alarms at a time, with how far it is: for those who ask for one and wait. */
import type { AlarmProgress } from '../contract/alarms.ts'
import type { Db } from '../db/db.ts'
import { replications, runAlarm, type AlarmLook } from './alarm.ts'

export interface AlarmRunner {
  /** Starts a look, or joins the one that is going. */
  run(look: AlarmLook): Promise<void>
  progress(): AlarmProgress
}

export function createAlarmRunner(db: Db, instant: () => string = () => new Date().toISOString()): AlarmRunner {
  let state: AlarmProgress = { state: 'idle', done: 0, of: replications, week_ends_on: null, started_at: null }
  let running: Promise<void> | undefined

  async function look(what: AlarmLook): Promise<void> {
    state = { state: 'running', done: 0, of: replications, week_ends_on: what.lastDay, started_at: instant() }
    try {
      const ran = await runAlarm(db, { ...what, told: (done) => { state = { ...state, done } } })
      state = { ...state, state: ran ? 'done' : 'unchanged', done: replications }
    } catch (error) {
      state = { ...state, state: 'failed' }
      throw error
    }
  }

  return {
    async run(what) {
      running ??= look(what).finally(() => { running = undefined })
      await running
    },
    progress: () => state,
  }
}
