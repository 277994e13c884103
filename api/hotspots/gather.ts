/** What an analysis needs of the database, read under the caller's rights. */
import type { HotspotBy, HotspotLevel, HotspotMeasure } from '../contract/hotspots.ts'
import type { Caller, Db } from '../db/db.ts'
import type { Resolved } from '../filtered.ts'
import { sqlFolder } from '../sql.ts'
import type { Material, PlaceRow } from './analysis.ts'
import type { Size } from './grid.ts'
import { nearby } from './near.ts'
import { tableOf } from './table.ts'

export interface Asked { by: HotspotBy, measure: HotspotMeasure, level: HotspotLevel | null, scale: string | null }

export interface LeftOut { placed: number, unlocated: number, outside: number, placeholder: number, since: string | null, until: string | null }

export interface Reasons {
  spot: number, petitions: number, matters: number, repeats: number, top_matter: number, open: number, overdue: number, bands: number[],
  places: number, most_in_one_place: number, last_year: number | null,
  categories: { code: string, name: string | null, name_en: string | null, matters: number }[]
  departments: { name: string, matters: number }[]
  village: string | null, village_name: string | null, township: string | null, township_name: string | null, area: string | null, area_name: string | null
}

/** sql/hotspots/repeating.sql */
export type Repeating = [hex1: number, petitions: number, matters: number, top: number, village: string | null]

/** Matters of a place in the period before, and what is open there now. */
export interface Before { before: number, open: number }

export interface Placeholder { lon: number, lat: number, addresses: number, matters: number, points: number, state: string }

/** A run reads a county's petitions several times over; tiles and lists go before it. */
const options = { budgetMs: 60_000 }

/** The column of the places that are compared. */
export const columnOf = ({ by, level }: Asked, size: Size | null): string =>
  (by === 'hexagon' ? `hex${size ?? 1}` : by === 'area' ? 'area_id' : `${level ?? 'village'}_id`)

/** Filters on single petitions whose matters do not know the previous one that counts (sql/rules/090_petition_counts.sql). */
function looksAtMatters(resolved: Resolved): boolean {
  const filter = JSON.parse(resolved) as { by_petition?: boolean, earlier?: string }
  return filter.by_petition === true && filter.earlier === undefined
}

/** What a run is read by. */
export interface Question {
  resolved: Resolved
  /** whose borders it has; null where no areas are asked for */
  on: string | null
  /** the same filter in the periods that the summary compares with; null without a beginning */
  previous: Resolved | null
  lastYear: Resolved | null
}

export async function createReader(db: Db) {
  const statements = await sqlFolder('hotspots')
  async function text(caller: Caller, file: string, params: readonly unknown[], column = '', near = ''): Promise<string> {
    const sql = (statements.get(file) ?? '').replaceAll('{key}', `p.${column}`).replaceAll('{near}', near)
    const { rows: [row] } = await db.read<{ text: string }>(caller, sql, params, options)
    return row?.text ?? ''
  }

  return {
    async question(caller: Caller, resolved: Resolved, { by }: Asked): Promise<Question> {
      return JSON.parse(await text(caller, 'question', [resolved, by])) as Question
    },
    async material(caller: Caller, resolved: Resolved, previous: Resolved | null, asked: Asked): Promise<Material> {
      const columns = asked.by === 'hexagon' ? ['hex1', 'hex2', 'hex3'] : [columnOf(asked, null)]
      const summed = asked.measure !== 'repeat' && !looksAtMatters(resolved)
      const sql = (statements.get(summed ? 'sums' : 'matters') ?? '').replaceAll('{keys}', columns.map((column) => `${summed ? 'p' : 'g'}.${column}`).join(', '))
        .replaceAll('{told}', columns.map((column) => `coalesce(s.${column}::text, '')`).join(', '))
        .replaceAll('{least}', columns.map((column) => `min(p.${column}) as ${column}`).join(', '))
      const [{ rows: [row] }, places, served] = await Promise.all([
        db.read<{ text: string }>(caller, sql, [resolved], options),
        asked.by === 'hexagon' ? '[]'
          : text(caller, asked.by === 'area' ? 'areas' : 'units', [asked.by === 'area' ? 'area' : asked.level ?? 'village', previous, resolved], columns[0]),
        asked.by === 'hexagon' ? text(caller, 'served', []) : ''])
      return {
        by: asked.by, measure: asked.measure, scale: asked.scale, summed, matters: row?.text ?? '', places: JSON.parse(places) as PlaceRow[], served,
      }
    },
    async repeating(caller: Caller, resolved: Resolved): Promise<Repeating[]> {
      return JSON.parse(await text(caller, 'repeating', [resolved])) as Repeating[]
    },
    /** Hexagons of the period before: matters then, open now. */
    async cellsBefore(caller: Caller, previous: Resolved | null, column: string): Promise<Map<number, Before>> {
      const { values } = tableOf(previous === null ? '' : await text(caller, 'cells-before', [previous], column))
      const cells = new Map<number, Before>()
      for (let row = 0; row < values.length; row += 3) {
        cells.set(values[row] as number, { before: values[row + 1] as number, open: values[row + 2] as number })
      }
      return cells
    },
    months: (caller: Caller, resolved: Resolved, column: string): Promise<string> => text(caller, 'months', [resolved], column),
    async leftOut(caller: Caller, resolved: Resolved): Promise<LeftOut> {
      return JSON.parse(await text(caller, 'left-out', [resolved])) as LeftOut
    },
    async placeholders(caller: Caller): Promise<Placeholder[]> {
      return JSON.parse(await text(caller, 'placeholders', [])) as Placeholder[]
    },
    async reasons(
      caller: Caller, periods: [Resolved, Resolved | null], spots: readonly (readonly number[])[], asked: Asked, size: Size | null,
    ): Promise<Reasons[]> {
      if (spots.length === 0) return []
      const keys = spots.flat()
      const numbers = spots.flatMap((group, spot) => group.map(() => spot))
      const [places, belongs] = [`{${keys.join(',')}}`, `{${numbers.join(',')}}`]
      const [column, near] = [columnOf(asked, size), nearby(asked, size, keys)]
      const [found, units] = await Promise.all([
        text(caller, 'reasons', [...periods, places, belongs], column, near),
        // a kiosk may not read who handles a matter
        caller.role === 'wall' ? '{}' : text(caller, 'departments', [periods[0], belongs, places], column, near)])
      const handling = JSON.parse(units) as Record<number, Reasons['departments']>
      return (JSON.parse(found) as Omit<Reasons, 'departments'>[]).map((one) => ({ ...one, departments: handling[one.spot] ?? [] }))
    },
  }
}
