import type { Filter } from '../contract/filter.ts'
import type { Caller, Db } from '../db/db.ts'
import { resolveFilter, type Resolved } from '../filtered.ts'
import { sqlFile } from '../sql.ts'
import type { PyramidFilter } from './petition-tile.ts'
import { pyramidFilter } from './petition-tile.ts'

export interface TileFilter {
  resolved: Resolved
  pyramid: PyramidFilter | undefined
}

/** A map asks for a dozen tiles with one filter: it is resolved once per data version. */
const keptFilters = 1_000

/**
 * Resolves filters for tiles and remembers them while `state` (data version and day) lasts. The returned function's
 * `question` identifies rights and filter; it throws what resolveFilter throws.
 */
export async function readFilter(db: Db) {
  const pyramidSql = await sqlFile('tiles/pyramid-terms.sql')
  let kept = new Map<string, Promise<TileFilter>>()
  let keptFor = ''

  async function ask(caller: Caller, filter: Filter): Promise<TileFilter> {
    const resolved = await resolveFilter(db, caller, filter)
    const { rows: [terms] } = await db.read<{ seesWhole: boolean, open: number[], closed: number[] }>(caller, pyramidSql)
    return { resolved, pyramid: terms && pyramidFilter(resolved, terms, terms.seesWhole) }
  }

  return (state: string, question: string, caller: Caller, filter: Filter): Promise<TileFilter> => {
    if (state !== keptFor || kept.size >= keptFilters) {
      kept = new Map()
      keptFor = state
    }
    const known = kept.get(question)
    if (known !== undefined) return known
    const asked = ask(caller, filter)
    const memory = kept
    memory.set(question, asked)
    asked.catch(() => memory.delete(question))
    return asked
  }
}
