/** The period as numbered days: ISO names, working days, and how many matters come in on each. */
import { randomFrom } from '../../api/statistics/random.ts'
import { table } from '../tables.ts'

export interface Days {
  count: number
  iso: string[]
  working: Uint8Array
  /** 1-12 */
  month: Uint8Array
  /** share of all matters received up to and including the day, ends at 1 */
  arrived: Float64Array
}

const DAY = 86_400_000
/** relative flow by month: few at the Spring Festival, many after it and before the year's end */
const MONTHS = [0.92, 0.66, 1.28, 1.14, 1.02, 1.06, 1.0, 0.94, 0.96, 0.9, 1.1, 1.12]
/** Sunday to Saturday */
const WEEKDAYS = [0.3, 1.42, 1.2, 1.1, 1.05, 1.12, 0.38]

/** Days from `from` to `until`, both included. Throws a RangeError naming the option that is wrong. */
export function daysBetween(from: string, until: string, seed: number): Days {
  const start = dayNumber(from, 'from')
  const count = dayNumber(until, 'until') - start + 1
  if (count < 30) throw new RangeError(`until: ${until} 距 from ${from} 不足30天 (must be at least 30 days after it)`)
  const random = randomFrom(seed).fork('days')
  const holidays = new Map(table('holidays').map(row => [row.day, row.is_workday === '1']))
  const iso: string[] = []
  const working = new Uint8Array(count)
  const month = new Uint8Array(count)
  const arrived = new Float64Array(count)
  let sum = 0
  for (let i = 0; i < count; i++) {
    const date = new Date((start + i) * DAY)
    const name = date.toISOString().slice(0, 10)
    const weekday = date.getUTCDay()
    iso.push(name)
    month[i] = date.getUTCMonth() + 1
    working[i] = holidays.get(name) ?? (weekday > 0 && weekday < 6) ? 1 : 0
    const rest = holidays.get(name) === false ? 0.22 : 1
    const makeUp = working[i] === 1 && (weekday === 0 || weekday === 6) ? 2.6 : 1
    const trend = 1.12 - 0.22 * i / count + 0.07 * Math.sin(i / 140)
    const chance = Math.exp(0.3 * random.normal() - 0.045)
    sum += (MONTHS[date.getUTCMonth()] as number) * (WEEKDAYS[weekday] as number) * rest * makeUp * trend * chance
    arrived[i] = sum
  }
  for (let i = 0; i < count; i++) arrived[i] = (arrived[i] as number) / sum
  arrived[count - 1] = 1
  return { count, iso, working, month, arrived }
}

function dayNumber(iso: string, option: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(iso) : NaN
  if (Number.isNaN(time)) throw new RangeError(`${option}: ${iso} 不是日期，应为 2026-03-05 (must be a day like 2026-03-05)`)
  return Math.round(time / DAY)
}
