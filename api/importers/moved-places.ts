import type { Tx } from '../db/db.ts'
import { runScript } from './script.ts'

/**
 * After units or areas changed (temporary tables import_changed and import_ended): matters follow, their history keeps
 * where they stood, all counts are made anew. @returns matters that moved
 */
export async function movePlaces(tx: Tx, county: string, run: number, reason: string): Promise<number> {
  await runScript(tx, 'moved-places', [county, run, reason])
  const { rows: [row] } = await tx.query<{ n: number }>('select count(*)::int as n from import_place_now')
  const moved = row?.n ?? 0
  if (moved > 0) await runScript(tx, 'recount', [county])
  return moved
}
