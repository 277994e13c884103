/** Which way a tile of petitions is made: from the pyramid, counted on the fly, or point by point. */
import type { Caller, Db } from '../db/db.ts'
import type { Role } from '../contract/roles.ts'
import type { Resolved } from '../filtered.ts'
import { sqlFile } from '../sql.ts'
import type { TileAddress } from './grid.ts'
import { cellBits, placeLevel, pyramidZooms, rangeOf } from './grid.ts'
import type { TileLayer } from './mvt.ts'
import { cellLayer } from './petition-cells.ts'
import { pointLayer } from './petition-points.ts'

/** Points begin here; below, even a village is clearer as counts. */
export const pointZoom = 14
/** More petitions than this in a tile are counted by cell: a browser and a line can carry this many. */
export const pointBudget = 5_000
const pointRoles: ReadonlySet<string> = new Set<Role>(['office', 'township', 'village', 'group'])
/** The finest cell (76 m) that a role without points sees: a cell of two metres would be a point. */
const finestCounted = pyramidZooms.to + cellBits

export const maySeePoints = (caller: Caller): boolean => pointRoles.has(caller.role)

/** The part of a resolved filter that the pyramid can answer; undefined when it needs the petitions themselves. */
export interface PyramidFilter {
  townships: number[] | null
  only?: 'open' | 'closed'
}

export interface States { open: number[], closed: number[] }

const sameSet = (some: readonly number[], others: readonly number[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one))

/** What a resolved filter says beside which petitions it means. */
const remarks = new Set(['as_of', 'tallied', 'by_petition'])

/**
 * @param seesWhole the caller's scope holds a county; others see whole townships at most, and only those the filter names
 */
export function pyramidFilter(resolved: Resolved, states: States, seesWhole: boolean): PyramidFilter | undefined {
  const { township_ids: townships, states: wanted, place, ...rest } = JSON.parse(resolved) as
    { township_ids?: number[], states?: number[], place?: string }
  if (Object.keys(rest).some((key) => !remarks.has(key)) || (place ?? 'placed') !== 'placed') return undefined
  if (!seesWhole && townships === undefined) return undefined
  const by = { townships: townships ?? null }
  if (wanted === undefined) return by
  if (sameSet(wanted, states.open)) return { ...by, only: 'open' }
  return sameSet(wanted, states.closed) ? { ...by, only: 'closed' } : undefined
}

export interface PetitionQuestion {
  caller: Caller
  resolved: Resolved
  pyramid: PyramidFilter | undefined
}

export type PetitionTiles = (tile: TileAddress, question: PetitionQuestion) => Promise<TileLayer[]>

const read = { budgetMs: 15_000, parallel: false }

export async function petitionTiles(db: Db): Promise<PetitionTiles> {
  const fromPyramid = await sqlFile('tiles/petition-cells.sql')
  const fromGrid = await sqlFile('tiles/petition-grid.sql')
  const fromPoints = await sqlFile('tiles/petition-points.sql')

  async function text(caller: Caller, sql: string, params: readonly unknown[]): Promise<string | null> {
    const { rows: [row] } = await db.read<Record<string, string | null>>(caller, sql, params, read)
    return Object.values(row ?? {})[0] ?? null
  }

  async function cells(tile: TileAddress, { caller, resolved, pyramid }: PetitionQuestion, level: number, exact: boolean) {
    const options = { bits: level - tile.z, exact, only: pyramid?.only }
    if (pyramid === undefined || level > finestCounted) {
      const counted = await text(caller, fromGrid, [resolved, ...rangeOf(tile, placeLevel), 2 * (placeLevel - level)])
      return cellLayer(counted ?? '', tile, options)
    }
    const zoom = Math.max(pyramidZooms.from, level - cellBits)
    const counted = await text(caller, fromPyramid, [zoom, ...rangeOf(tile, zoom + cellBits), pyramid.townships])
    return cellLayer(counted ?? '', tile, { ...options, finer: zoom + cellBits - level })
  }

  return async (tile, question) => {
    const exact = maySeePoints(question.caller)
    if (exact && tile.z >= pointZoom) {
      const range = rangeOf(tile, placeLevel)
      const points = await text(question.caller, fromPoints, [question.resolved, ...range, pointBudget])
      if (points !== null) return [pointLayer(points, tile)]
    }
    const level = exact ? Math.min(tile.z + cellBits, placeLevel) : Math.min(tile.z + cellBits, finestCounted)
    if (level < tile.z) return [] // closer than the finest cell there is nothing to tell
    return [await cells(tile, question, level, exact)]
  }
}
