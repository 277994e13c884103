import { pickFilter, type Filter } from './contract/filter.ts'
import type { Caller, Db } from './db/db.ts'
import { Problem } from './errors.ts'

/** The filter in ids, as `resolve_filter` gives it; only `filtered_petitions` and its kin look inside. */
export type Resolved = string

/** What a kiosk may ask: free dates, texts and boxes would let it take small counts apart (domain section 2.4). */
const kioskMayAsk = new Set(['area', 'area_kind', 'unit', 'period'])

/**
 * @throws Problem 403 for a kiosk's free filter, 400 for days of one's own beside a rolling period
 * @throws DbError RG400 for a value that no reference row has, RG404 for a unit or area that the caller may not know
 */
export async function resolveFilter(db: Db, caller: Caller, filter: Filter): Promise<Resolved> {
  if (caller.role === 'wall') {
    const odd = Object.keys(filter).find((name) => !kioskMayAsk.has(name))
    if (odd !== undefined) {
      throw new Problem(403, 'not_allowed', `大屏账号不能按 ${odd} 筛选`, `a kiosk cannot filter by ${odd}`, { parameter: odd })
    }
  }
  // which of the two was meant is not ours to guess: a figure of the wrong days looks as true as any other
  if (filter.period !== undefined && (filter.from !== undefined || filter.to !== undefined)) {
    throw new Problem(400, 'bad_parameter', '参数 period 不能与 from、to 同时使用', 'parameter period cannot stand beside from or to', { parameter: 'period' })
  }
  const { rows: [row] } = await db.read<{ filter: string }>(
    caller, 'select resolve_filter($1::jsonb)::text as filter', [JSON.stringify(filter)])
  if (row === undefined) throw new Error('resolve_filter gave no row')
  return row.filter
}

/** Splits a validated query into the filter and the parameters that are the address's own. */
export function splitQuery(query: Record<string, unknown>, own: readonly string[]): [Filter, Record<string, unknown>] {
  return [pickFilter(query), Object.fromEntries(own.flatMap((name) => query[name] === undefined ? [] : [[name, query[name]]]))]
}

/** Runs a statement that builds its whole answer as JSON text in column `body`. */
export async function readBody(db: Db, caller: Caller, sql: string, params: readonly unknown[]): Promise<string> {
  const { rows: [row] } = await db.read<{ body: string }>(caller, sql, params, { budgetMs: 15_000 })
  if (row === undefined) throw new Error('the statement gave no body')
  return row.body
}
