/**
 * The weekly alarm: a prospective space-time permutation scan over first petitions of matters. It needs no population,
 * asks only whether a neighbourhood's last weeks are more than its own and the county's course would give, and says how
 * seldom chance does as much. It is blind to what is always hot: that is the hot-spot map's business.
 */
import { alarmFrom } from '../contract/alarms.ts'
import { tellOwnWrite } from '../data-version.ts'
import type { Db } from '../db/db.ts'
import { sqlFolder } from '../sql.ts'
import { separateClusters } from '../statistics/scan-clusters.ts'
import { membersOf, relativeRisk } from '../statistics/scan-observed.ts'
import { permutationExpected, prospectiveSpans, totalOf, type ScanProblem } from '../statistics/scan-problem.ts'
import { monteCarloP, recurrenceDays } from '../statistics/scan-significance.ts'
import { circularWindows, distanceBetween } from '../statistics/scan-windows.ts'
import { centreOf, middleOf, widthOf } from './grid.ts'
import { nullMaximaInThreads } from './scan-pool.ts'

/** Baseline, longest cluster, largest circle (metres of ground), replicates. */
const weeks = 52
const longestWeeks = 8
const radiusM = 5_000
export const replications = 999
/** Fewer first petitions in a year say nothing by place and week. */
const fewestMatters = 50
/** The strongest one is kept whatever it is: "nothing new" must be seen too. */
const mostKept = 10

const dayMs = 86_400_000
const textOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Sunday of the last complete week at a day. */
export function lastSunday(day: string): string {
  const ms = Date.parse(`${day}T00:00:00Z`)
  const weekday = new Date(ms).getUTCDay()
  return textOf(ms - weekday * dayMs)
}

export interface AlarmSignal {
  rank: number, level: 'signal' | 'watch' | 'none', lon: number, lat: number, radius_m: number, hexagons: number[], from_on: string, to_on: string
  observed: number, expected: number, relative_risk: number, p: number, recurrence_days: number
}

/** `hex2,week,n;...` as a scan over the hexagons in which anything happened. */
export function alarmProblem(text: string): { problem: ScanProblem, ids: number[], x: Float64Array, y: Float64Array } {
  const records = text === '' ? [] : text.split(';').map((record) => record.split(',').map(Number) as [number, number, number])
  const ids = [...new Set(records.map(([id]) => id))]
  const position = new Map(ids.map((id, i) => [id, i]))
  const cases = new Int32Array(ids.length * weeks)
  for (const [id, week, n] of records) cases[week * ids.length + (position.get(id) as number)] = n
  const perLocation = Float64Array.from(ids, (_, i) => Array.from({ length: weeks }, (__, t) => cases[t * ids.length + i] as number).reduce((a, b) => a + b))
  const middles = ids.map((id) => middleOf(2, id))
  const [x, y] = [Float64Array.from(middles, ([east]) => east), Float64Array.from(middles, ([, north]) => north)]
  const lat = ids[0] === undefined ? 0 : centreOf(2, ids[0])[1]
  const windows = circularWindows(x, y, {
    measure: perLocation, maxShare: 0.5, maxRadius: radiusM / Math.cos(lat * Math.PI / 180), groupTies: true,
  })
  return {
    ids, x, y,
    problem: { model: 'permutation', windows, locations: ids.length, steps: weeks, spans: prospectiveSpans(weeks, longestWeeks), cases,
      measure: permutationExpected(cases, ids.length), minCases: 2 },
  }
}

/** What is found in the weeks that end on `lastDay`; at least the strongest cluster, if there is any. */
export async function findAlarms(
  text: string, lastDay: string, seed: string, told?: (done: number) => void,
): Promise<{ signals: AlarmSignal[], locations: number, matters: number }> {
  const { problem, ids, x, y } = alarmProblem(text)
  const matters = totalOf(problem.cases)
  if (matters < fewestMatters) return { signals: [], locations: ids.length, matters }
  const clusters = separateClusters(problem)
  const maxima = await nullMaximaInThreads(problem, seed, replications, undefined, told)
  const first = Date.parse(`${lastDay}T00:00:00Z`) - (weeks * 7 - 1) * dayMs
  const signals = clusters.map((found, at): AlarmSignal => {
    const p = monteCarloP(found.llr, maxima)
    const days = recurrenceDays(p, 7)
    const members = membersOf(problem, found)
    const [lon, lat] = centreOf(2, ids[found.centre] as number)
    const reach = Math.max(...[...members].map((i) => distanceBetween(x, y, found.centre, i))) + widthOf[2] / Math.sqrt(3)
    return {
      rank: at + 1, level: days >= alarmFrom.signal ? 'signal' : days >= alarmFrom.watch ? 'watch' : 'none', lon, lat,
      radius_m: Math.round(reach * Math.cos(lat * Math.PI / 180)), hexagons: [...members].map((i) => ids[i] as number),
      from_on: textOf(first + found.span.from * 7 * dayMs), to_on: textOf(first + (found.span.to * 7 + 6) * dayMs),
      observed: found.observed, expected: found.expected, relative_risk: relativeRisk(found, matters), p, recurrence_days: days,
    }
  })
  return { signals: signals.filter(({ level }, at) => at === 0 || level !== 'none').slice(0, mostKept), locations: ids.length, matters }
}

/** `lastDay` of the 52 weeks; `onDemand` when somebody asked for it; `told` hears how many replicates are done. */
export interface AlarmLook { lastDay: string, onDemand?: boolean, told?: (done: number) => void }

/** Runs the alarm unless it was run over the same petitions and days before. Returns whether it ran. */
export async function runAlarm(db: Db, { lastDay, onDemand = false, told }: AlarmLook): Promise<boolean> {
  const statements = await sqlFolder('hotspots')
  const firstDay = textOf(Date.parse(`${lastDay}T00:00:00Z`) - (weeks * 7 - 1) * dayMs)
  const { rows: [row] } = await db.query<{ text: string, hash: string, known: boolean }>(`
    select c.text, md5(c.text) as hash, exists (
      select from alarm_run r where r.county_code = installation_county() and r.key = $2::date || ' ' || md5(c.text)) as known
    from (${statements.get('alarm-cases') ?? ''}) c`, [firstDay, lastDay], { budgetMs: 60_000 })
  if (row === undefined || row.known) return false
  const key = `${lastDay} ${row.hash}`
  const { signals, locations, matters } = await findAlarms(row.text, lastDay, key, told)
  await db.transaction(async (tx) => {
    const { rows: [run] } = await tx.query<{ id: string }>(`
      insert into alarm_run (county_code, key, week_ends_on, weeks, longest_weeks, radius_m, locations, matters, replications, on_demand)
      values (installation_county(), $1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (county_code, key) do nothing returning id::text as id`,
    [key, lastDay, weeks, longestWeeks, radiusM, locations, matters, replications, onDemand])
    if (run === undefined) return
    await tx.query(statements.get('alarm-signals') ?? '', [run.id, JSON.stringify(signals).replace(/"hexagons":\[([^\]]*)\]/g, '"hexagons":"{$1}"')])
    const count = signals.filter(({ level }) => level === 'signal').length
    if (count > 0) await tx.query(`select emit_event('alarm', null, null, $1::jsonb)`, [JSON.stringify({ signals: count })])
  })
  tellOwnWrite()
  return true
}
