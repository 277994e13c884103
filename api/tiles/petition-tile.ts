/** Which way a tile of petitions is made: from the pyramid, counted on the fly, or point by point. */
import type { Caller, Db } from '../db/db.ts'
import type { Role } from '../contract/roles.ts'
import type { Resolved } from '../filtered.ts'
import { sqlFile } from '../sql.ts'
import { cellSets, setLevel } from './cell-sets.ts'
import type { TileAddress } from './grid.ts'
import { cellBits, placeLevel, pyramidZooms, rangeOf } from './grid.ts'
import type { TileLayer } from './mvt.ts'
import { addUp, cellLayer, noSums, petitionsIn, type CellSums } from './petition-cells.ts'
import { pointLayer } from './petition-points.ts'

/** Points begin here; below, even a village is clearer as counts. */
export const pointZoom = 14
/** More petitions than this in a tile are counted by cell: a browser and a line can carry this many. */
export const pointBudget = 5_000
const pointRoles: ReadonlySet<string> = new Set<Role>(['office', 'township', 'village', 'group'])
/** Closer, the pyramid's finest cells would be fewer than 8 x 8 in a tile. */
const closestCrowd = pyramidZooms.to + 3
/** From here on a tile holds so little of a county that counting it alone is quicker than counting everything. */
const aloneFrom = 12
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
const remarks = new Set(['as_of', 'past', 'counties', 'tallied', 'clocked', 'by_petition', 'earlier'])

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
  /** data version and day, while which an answer holds */
  state: string
  /** identifies rights and filter */
  question: string
  caller: Caller
  resolved: Resolved
  pyramid: PyramidFilter | undefined
}

export type PetitionTiles = (tile: TileAddress, question: PetitionQuestion) => Promise<TileLayer[]>

const read = { budgetMs: 15_000 }

export async function petitionTiles(db: Db): Promise<PetitionTiles> {
  const fromPyramid = await sqlFile('tiles/petition-cells.sql')
  const fromGrid = await sqlFile('tiles/petition-grid.sql')
  const fromPoints = await sqlFile('tiles/petition-points.sql')
  const sets = await cellSets(db)

  async function text(caller: Caller, sql: string, params: readonly unknown[]): Promise<string | null> {
    const { rows: [row] } = await db.read<Record<string, string | null>>(caller, sql, params, read)
    return Object.values(row ?? {})[0] ?? null
  }

  /** Of a wide view all cells are counted at once, for the other tiles of the map; a near one alone, unless they are known. */
  async function setFor({ z }: TileAddress, { state, question, caller, resolved }: PetitionQuestion, level: number) {
    if (level > setLevel) return undefined
    return await (z < aloneFrom ? sets.get(state, question, caller, resolved) : sets.known(state, question))
  }

  /** Resolves to a function, because the sums stand in an array that all tiles share: nothing may wait before they are used. */
  async function sums(tile: TileAddress, asked: PetitionQuestion, level: number): Promise<() => CellSums> {
    const { caller, resolved, pyramid } = asked
    if (pyramid !== undefined && level <= finestCounted) {
      const zoom = Math.max(pyramidZooms.from, level - cellBits)
      const counted = await text(caller, fromPyramid, [zoom, ...rangeOf(tile, zoom + cellBits), pyramid.townships])
      return () => addUp(counted ?? '', zoom + cellBits - level)
    }
    const set = await setFor(tile, asked, level)
    if (set !== undefined) return () => set.addTo(noSums(), ...rangeOf(tile, setLevel), setLevel - level)
    const counted = await text(caller, fromGrid, [resolved, ...rangeOf(tile, placeLevel), 2 * (placeLevel - level)])
    return () => addUp(counted ?? '', 0)
  }

  /** A crowded tile as the pyramid's finest cells, which are at hand; undefined when its petitions can be drawn one by one. */
  async function crowded(tile: TileAddress, asked: PetitionQuestion): Promise<TileLayer | undefined> {
    if (asked.pyramid === undefined || tile.z > closestCrowd) return undefined
    const counted = await sums(tile, asked, finestCounted)
    const cells = counted()
    const { only } = asked.pyramid
    if (petitionsIn(cells, only) <= pointBudget) return undefined
    return cellLayer(cells, tile, { bits: finestCounted - tile.z, exact: true, only })
  }

  return async (tile, question) => {
    const exact = maySeePoints(question.caller)
    if (exact && tile.z >= pointZoom) {
      const crowd = await crowded(tile, question)
      if (crowd !== undefined) return [crowd]
      const range = rangeOf(tile, placeLevel)
      const points = await text(question.caller, fromPoints, [question.resolved, ...range, pointBudget])
      if (points !== null) return [pointLayer(points, tile)]
    }
    const level = exact ? Math.min(tile.z + cellBits, placeLevel) : Math.min(tile.z + cellBits, finestCounted)
    if (level < tile.z) return [] // closer than the finest cell there is nothing to tell
    const counted = await sums(tile, question, level)
    return [cellLayer(counted(), tile, { bits: level - tile.z, exact, only: question.pyramid?.only })]
  }
}
