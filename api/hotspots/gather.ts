/** What an analysis needs of the database, read under the caller's rights. */
import type { HotspotBy, HotspotLevel, HotspotMeasure } from '../contract/hotspots.ts'
import type { Caller, Db } from '../db/db.ts'
import type { Resolved } from '../filtered.ts'
import { sqlFolder } from '../sql.ts'
import type { Material, PlaceRow } from './analysis.ts'
import type { Size } from './grid.ts'
import { nearby } from './near.ts'

export interface Asked { by: HotspotBy, measure: HotspotMeasure, level: HotspotLevel | null, scale: string | null }

export interface LeftOut { placed: number, unlocated: number, outside: number, placeholder: number, since: string | null, until: string | null }

export interface Reasons {
  spot: number, petitions: number, matters: number, repeats: number, top_matter: number, open: number, overdue: number, bands: number[],
  places: number, most_in_one_place: number, previous: number | null, last_year: number | null,
  categories: { code: string, name: string | null, name_en: string | null, matters: number }[]
  village: string | null, village_name: string | null, township_name: string | null, area: string | null, area_name: string | null
}

/** A point of sql/hotspots/matters.sql that outweighs its surroundings. */
export type Repeating = [hex1: number, petitions: number, matters: number, top: number, village: string | null]

export interface Placeholder { lon: number, lat: number, addresses: number, matters: number, state: string }

/** A run reads a county's petitions several times over; tiles and lists go before it. */
const options = { budgetMs: 60_000 }

/** The column of the places that are compared. */
export const columnOf = ({ by, level }: Asked, size: Size | null): string =>
  (by === 'hexagon' ? `hex${size ?? 1}` : by === 'area' ? 'area_id' : `${level ?? 'village'}_id`)

export async function createReader(db: Db) {
  const statements = await sqlFolder('hotspots')
  async function text(caller: Caller, file: string, params: readonly unknown[], column = '', near = ''): Promise<string> {
    const sql = (statements.get(file) ?? '').replaceAll('{key}', `p.${column}`).replaceAll('{near}', near)
    const { rows: [row] } = await db.read<{ text: string }>(caller, sql, params, options)
    return row?.text ?? ''
  }

  return {
    /** The matters of the period, for the analysis and, to those who may see points, the points that outweigh their surroundings. */
    async material(
      caller: Caller, resolved: Resolved, previous: Resolved | null, asked: Asked,
    ): Promise<{ material: Material, repeating: Repeating[] }> {
      const columns = asked.by === 'hexagon' ? ['hex1', 'hex2', 'hex3'] : [columnOf(asked, null)]
      const sql = (statements.get('matters') ?? '').replaceAll('{keys}', columns.map((column) => `o.${column}`).join(', '))
        .replaceAll('{told}', columns.map((column) => `coalesce(s.${column}::text, '')`).join(', '))
        .replaceAll('{least}', columns.map((column) => `min(p.${column}) as ${column}`).join(', '))
      const [{ rows: [row] }, places, served] = await Promise.all([
        db.read<{ matters: string, repeating: string }>(caller, sql, [resolved, caller.role !== 'wall'], options),
        asked.by === 'hexagon' ? '[]'
          : text(caller, asked.by === 'area' ? 'areas' : 'units', [asked.by === 'area' ? 'area' : asked.level ?? 'village', previous, resolved], columns[0]),
        asked.by === 'hexagon' ? text(caller, 'served', []) : ''])
      return {
        material: { by: asked.by, measure: asked.measure, scale: asked.scale, matters: row?.matters ?? '', places: JSON.parse(places) as PlaceRow[], served },
        repeating: JSON.parse(row?.repeating ?? '[]') as Repeating[],
      }
    },
    /** Hexagons that were busy in the period before: matters then, open now. */
    async quietCells(caller: Caller, previous: Resolved | null, column: string): Promise<Map<number, { before: number, open: number }>> {
      const list = previous === null ? '' : await text(caller, 'quiet-cells', [previous], column)
      return new Map(list === '' ? [] : list.split(';').map((record) => record.split(',').map(Number) as [number, number, number])
        .map(([key, before, open]) => [key, { before, open }]))
    },
    months: (caller: Caller, resolved: Resolved, column: string): Promise<string> => text(caller, 'months', [resolved], column),
    async leftOut(caller: Caller, resolved: Resolved): Promise<LeftOut> {
      return JSON.parse(await text(caller, 'left-out', [resolved])) as LeftOut
    },
    async placeholders(caller: Caller): Promise<Placeholder[]> {
      return JSON.parse(await text(caller, 'placeholders', [])) as Placeholder[]
    },
    async reasons(
      caller: Caller, periods: [Resolved, Resolved | null, Resolved | null], spots: readonly (readonly number[])[], asked: Asked, size: Size | null,
    ): Promise<Reasons[]> {
      if (spots.length === 0) return []
      const keys = spots.flat()
      const numbers = spots.flatMap((group, spot) => group.map(() => spot))
      return JSON.parse(await text(caller, 'reasons', [...periods, `{${keys.join(',')}}`, `{${numbers.join(',')}}`], columnOf(asked, size), nearby(asked, size, keys))) as Reasons[]
    },
  }
}
