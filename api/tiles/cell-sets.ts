import type { Caller, Db } from '../db/db.ts'
import type { Resolved } from '../filtered.ts'
import { sqlFile } from '../sql.ts'
import { CellSet } from './cell-set.ts'
import { cellBits, placeLevel, pyramidZooms } from './grid.ts'

/** Level of the cells in a set: those of the closest counted zoom. */
export const setLevel = pyramidZooms.to + cellBits
/** A larger county is counted tile by tile. Each cell takes 20 bytes. */
const mostCells = 1_000_000
const keptBytes = 64 * 1_048_576

export interface CellSets {
  /**
   * The set of a filter, counted when it is not known; undefined where there are too many cells to keep.
   *
   * @param state data version and day: all sets are forgotten when it changes
   * @param question identifies rights and filter
   */
  get(state: string, question: string, caller: Caller, resolved: Resolved): Promise<CellSet | undefined>
  /** The set if it is at hand. */
  known(state: string, question: string): Promise<CellSet | undefined> | undefined
}

/** The cell sets of the filters that were asked last, bounded in bytes. */
export async function cellSets(db: Db): Promise<CellSets> {
  const sql = await sqlFile('tiles/petition-set.sql')
  let sets = new Map<string, Promise<CellSet | undefined>>()
  let keptFor = ''

  async function count(caller: Caller, resolved: Resolved): Promise<CellSet | undefined> {
    const { rows: [row] } = await db.read<{ cells: string | null }>(
      caller, sql, [resolved, 2 * (placeLevel - setLevel), mostCells], { budgetMs: 20_000 })
    return row?.cells === null || row === undefined ? undefined : new CellSet(row.cells)
  }

  async function dropOldest(memory: Map<string, Promise<CellSet | undefined>>): Promise<void> {
    let bytes = 0
    for (const [question, set] of [...memory].reverse()) {
      bytes += (await set.catch(() => undefined))?.bytes ?? 0
      if (bytes > keptBytes) memory.delete(question)
    }
  }

  function known(state: string, question: string): Promise<CellSet | undefined> | undefined {
    if (state !== keptFor) {
      sets = new Map()
      keptFor = state
    }
    const set = sets.get(question)
    if (set !== undefined) {
      sets.delete(question)
      sets.set(question, set)
    }
    return set
  }

  return {
    known,
    get(state, question, caller, resolved) {
      const set = known(state, question)
      if (set !== undefined) return set
      const memory = sets
      const counted = count(caller, resolved)
      memory.set(question, counted)
      counted.then(() => dropOldest(memory), () => memory.delete(question))
      return counted
    },
  }
}
