import type { Tx } from '../../db/db.ts'
import { sqlFile } from '../../sql.ts'
import { createGazetteer, type Gazetteer } from './matcher.ts'
import type { GazetteerUnit } from './types.ts'

/** The county's gazetteer as it stands in the transaction: current units, their names, and names of their predecessors. */
export async function loadGazetteer(tx: Tx, county: string): Promise<Gazetteer> {
  const { rows } = await tx.query<{ unit: GazetteerUnit }>(await sqlFile('imports/gazetteer.sql'), [county])
  return createGazetteer(rows.map(({ unit }) => unit))
}
