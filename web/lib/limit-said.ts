/** How far a task's limit has run, in words. */
import { dayOf, daysBetween } from './days.ts'

/** Key of the text with its number. */
export interface LimitSaid { key: 'response.gone' | 'response.daysLate' | 'response.ackLate' | 'response.ackBehind', n: number }

/**
 * `share`: percent of the limit that is gone. Past the whole of it a percentage says nothing to anybody (an hour's limit after
 * two days is 4,800 %), the days do: those of the due date where it has passed, otherwise those of acknowledging.
 */
export function limitSaid(task: { due_on: string, ack_due_at: string | null }, share: number, asOf: string): LimitSaid {
  if (share <= 100) return { key: 'response.gone', n: share }
  const late = daysBetween(task.due_on, asOf)
  if (late > 0) return { key: 'response.daysLate', n: late }
  const waited = task.ack_due_at === null ? 0 : daysBetween(dayOf(task.ack_due_at), asOf)
  return waited > 0 ? { key: 'response.ackLate', n: waited } : { key: 'response.ackBehind', n: 0 }
}
