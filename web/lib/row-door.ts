/** The list behind one row of a breakdown, under whatever filter the page has. */
import type { Filter } from '../../api/contract/filter.ts'

/** What a category code of a level is as a prefix of the filter: 030000 -> 03, 030100 -> 0301. */
export const categoryPrefix = (code: string, level: number): string => code.slice(0, level * 2)

/** `open` and `closed` mean all such states to the filter; a state that is called so itself has another word there. */
export const stateInFilter = (code: string): string => code === 'open' || code === 'closed' ? `${code}_state` : code

/**
 * What a row adds to the page's filter; null where no filter says it: petitions without the property, or a category
 * that a file knew less exactly than the level asked for.
 */
export function rowPatch(by: 'category' | 'channel' | 'purpose' | 'state', code: string | null, filter: Filter, level?: { asked: number, own: number | null }): Filter | null {
  if (code === null) return null
  if (by === 'state') return { state: [stateInFilter(code)] }
  if (by !== 'category') return { [by]: [code] }
  if (level === undefined || level.own !== level.asked) return null
  const prefix = categoryPrefix(code, level.asked)
  // a filter finer than the row stays as fine as it is
  const finer = (filter.category ?? []).filter((wanted) => wanted.startsWith(prefix))
  return { category: finer.length ? finer : [prefix] }
}
