/** Ids of what the responses stand on, read back after the territory was written. */
import type { Tx } from '../../api/db/db.ts'

export interface Stand { unit_id: number, level: string, township_id: number | null, village_id: number | null, group_id: number | null }
export interface GroundUnit extends Stand { code: string, name: string }

export interface Ground {
  county: GroundUnit
  units: ReadonlyMap<string, GroundUnit>
  /** by code */
  areas: ReadonlyMap<string, number>
  departments: ReadonlyMap<string, number>
  sectors: ReadonlyMap<string, number>
  routes: ReadonlyMap<string, number>
}

export const standOf = ({ unit_id, township_id, village_id, group_id }: GroundUnit) => ({ unit_id, township_id, village_id, group_id })

export async function readGround(tx: Tx, county: string): Promise<Ground> {
  const byCode = async (sql: string, params: unknown[] = []): Promise<Map<string, number>> => {
    const { rows } = await tx.query<{ code: string, id: number }>(sql, params)
    return new Map(rows.map(({ code, id }) => [code, Number(id)]))
  }
  const { rows } = await tx.query<GroundUnit>(`select code, name, level, id as unit_id, township_id, village_id, group_id
    from admin_unit where county_code = $1 and valid_to is null`, [county])
  const units = new Map(rows.map((unit) => [unit.code, unit]))
  const top = units.get(county)
  if (top === undefined) throw new Error(`no unit ${county}`)
  return {
    county: top, units,
    areas: await byCode('select code, id from key_area where county_code = $1', [county]),
    departments: await byCode('select code, id from department where county_code = $1', [county]),
    sectors: await byCode('select code, id from sector'), routes: await byCode('select code, id from route'),
  }
}
