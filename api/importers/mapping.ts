import { createHash } from 'node:crypto'
import type { Db, Tx } from '../db/db.ts'
import type { FieldName, ImportKind, Understood } from './types.ts'

export type Mapping = Partial<Record<FieldName, string>>

const headerHash = (understood: Pick<Understood, 'signature'>): Buffer => createHash('sha256').update(understood.signature).digest()

/** The mapping that somebody gave for a file with this header, whatever the county's code then was. */
export async function rememberedMapping(db: Db, kind: ImportKind, understood: Understood): Promise<Mapping | undefined> {
  const { rows } = await db.query<{ mapping: Mapping }>(
    'select mapping from import_mapping where kind = $1 and header_hash = $2 order by used_at desc limit 1', [kind, headerHash(understood)])
  return rows[0]?.mapping
}

/** Keeps a mapping that a person gave; a guess is not kept, so that better guesses are not held up by older ones. */
export async function rememberMapping(tx: Tx, county: string, kind: ImportKind, understood: Understood, mapping: Mapping): Promise<void> {
  await tx.query(`
    insert into import_mapping (county_code, kind, header_hash, mapping) values ($1, $2, $3, $4::jsonb)
    on conflict (county_code, kind, header_hash) do update set mapping = excluded.mapping, used_at = now()`,
  [county, kind, headerHash(understood), JSON.stringify(mapping)])
}
