import { rightsOf } from '../answers.ts'
import type { Caller, Db } from '../db/db.ts'
import { readBody } from '../filtered.ts'
import { sqlFile } from '../sql.ts'
import type { Named, Place } from './match.ts'

type Row = [of: Place['of'], code: string, name: string, within: string, level: string | null]

/** Callers of different rights whose names are kept at once. */
const keptScopes = 40

/** The dictionary is large and only searching needs it, so it is read with the first search. */
async function named(rows: readonly Row[]): Promise<Named[]> {
  const { pinyin } = await import('pinyin-pro')
  const spell = (name: string, pattern: 'first' | 'pinyin'): string =>
    pinyin(name, { toneType: 'none', pattern, type: 'array', nonZh: 'consecutive' }).join('').toLowerCase()
  return rows.map(([of, code, name, within, level]) => ({ of, code, name, within, level, initials: spell(name, 'first'), pinyin: spell(name, 'pinyin') }))
}

/** Names of the places that a caller may see, spelled once per rights and data version (`state`). */
export async function placeNames(db: Db): Promise<(state: string, caller: Caller) => Promise<Named[]>> {
  const sql = await sqlFile('search-places.sql')
  let kept = new Map<string, Promise<Named[]>>()
  let keptFor = ''
  return (state, caller) => {
    if (state !== keptFor || kept.size >= keptScopes) {
      kept = new Map()
      keptFor = state
    }
    const rights = rightsOf(caller)
    const known = kept.get(rights)
    if (known) return known
    const memory = kept
    const asked = readBody(db, caller, sql, []).then((body) => named(JSON.parse(body) as Row[]))
    memory.set(rights, asked)
    asked.catch(() => memory.delete(rights))
    return asked
  }
}
