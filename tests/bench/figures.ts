import type { Db } from '../../api/db/db.ts'
import type { App } from '../../api/frame.ts'

export type EngineName = Db['engine']

/** One measured number beside the number that the project promises for this engine. */
export interface Figure {
  name: string
  value: number
  unit: 'ms' | 's' | 'per s' | 'x' | 'kB' | 'rows/s'
  /** absent = told for comparison, promised by nobody */
  limit?: { atMost: number } | { atLeast: number }
  /** what was measured, in a few words */
  note?: string
}

/** A loaded and served county, as every benchmark gets it. */
export interface World {
  engine: EngineName
  db: Db
  app: App
  /** http://127.0.0.1:port */
  url: string
  /** `cookie` header of a demo account */
  cookieOf(username: string): Promise<string>
  county: string
  petitions: number
  /** a folder of its own, for what a benchmark starts beside this world */
  freshFolder(): Promise<string>
  log(text: string): void
}

/** The same county after its program has ended. */
export interface ClosedWorld {
  engine: EngineName
  /** environment with which the program opens it again */
  settings: Record<string, string>
  freshFolder(): Promise<string>
}

export interface Bench {
  /** for `--only` */
  name: string
  /** needs no county */
  alone?(): Promise<Figure[]>
  run?(world: World): Promise<Figure[]>
  afterwards?(world: ClosedWorld): Promise<Figure[]>
}

export const byEngine = <T>(engine: EngineName, server: T, embedded: T): T => (engine === 'server' ? server : embedded)

/** The value below which `share` (0 to 1) of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function isWithin({ value, limit }: Figure): boolean | undefined {
  if (limit === undefined) return undefined
  return 'atMost' in limit ? value <= limit.atMost : value >= limit.atLeast
}

const rounded = (value: number): string =>
  value >= 1_000 ? Math.round(value).toLocaleString('en-US') : value >= 100 ? value.toFixed(0) : value.toPrecision(3)

/** A line of the table: engine, figure, value, limit, verdict. */
export function tableLine(engine: EngineName | 'none', figure: Figure): string {
  const { name, value, unit, limit, note = '' } = figure
  const promise = limit === undefined ? '' : 'atMost' in limit ? `<= ${rounded(limit.atMost)}` : `>= ${rounded(limit.atLeast)}`
  const within = isWithin(figure)
  const verdict = within === undefined ? '' : within ? 'ok' : 'OVER'
  return [engine.padEnd(9), name.padEnd(44), `${rounded(value)} ${unit}`.padStart(16), promise.padStart(12), verdict.padEnd(5), note]
    .join(' ').trimEnd()
}
