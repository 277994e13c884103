import type { Tx } from '../../db/db.ts'
import { FileRefused } from '../refusal.ts'
import type { UnitRow } from './plan.ts'

/**
 * The county that a file of units belongs to: the installation's, else what the caller says, else the file's own county
 * row, parent of its townships, or common beginning of its codes. The first file settles it.
 *
 * @throws FileRefused `county-unknown` when the file names several or none
 */
export function countyOfUnits(known: string, given: string | undefined, rows: readonly UnitRow[]): string {
  if (known !== '-') return known
  const county = given ?? only(rows.filter(({ level }) => level === 'county').map(({ code }) => code))
    ?? only(rows.filter(({ level }) => level === 'township').map(({ parentCode }) => parentCode))
    ?? only(rows.map(({ code }) => /^\d{9,15}$/.test(code) ? code.slice(0, 6) : undefined))
  if (county === undefined) {
    throw new FileRefused('county-unknown', '看不出属于哪个县，请指明县的代码（--county）', 'the county cannot be told; name its code (--county)', { parameter: 'county' })
  }
  return county
}

/** From now on this installation serves the county. */
export async function settleCounty(tx: Tx, county: string): Promise<void> {
  await tx.query("insert into setting (key, value) values ('county_code', to_jsonb($1::text)) on conflict (key) do nothing", [county])
}

function only(codes: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = new Set(codes)
  return others.length === 0 ? first : undefined
}

/**
 * The county's own unit where the file starts below it: a line of its own before the others. Without a name from anybody it bears
 * its code, until somebody gives one with a later file.
 *
 * @param known name of the county that is there already
 * @param given its name as the person at the import says
 */
export function withCounty(rows: readonly UnitRow[], county: string, known: string | undefined, given?: string): UnitRow[] {
  const name = given?.trim() || county
  const named = known !== undefined && (known !== county || name === county)
  if (named || rows.some(({ level }) => level === 'county') || rows.length === 0) return [...rows]
  return [{ line: 0, code: county, name, level: 'county', aliases: [] }, ...rows]
}
