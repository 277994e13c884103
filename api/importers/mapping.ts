import { createHash } from 'node:crypto'
import { headerLines } from '../contract/imports.ts'
import { Problem } from '../errors.ts'
import type { Db, Tx } from '../db/db.ts'
import type { FieldName, ImportKind, Understood } from './types.ts'

export type Mapping = Partial<Record<FieldName, string>>

const FIELDS: readonly string[] = [
  'petition_no', 'place_text', 'lon', 'lat', 'point', 'received_on', 'registered_on', 'due_on', 'accepted_on', 'closed_on', 'updated_on',
  'channel', 'purpose', 'category', 'category_2', 'category_3', 'text', 'people_count', 'is_closed', 'is_first', 'is_collective',
  'state', 'office', 'responsible_department', 'lead', 'matter_no', 'place_key', 'unit_code', 'area_code', 'remark', 'code', 'name',
  'level', 'parent_code', 'kind', 'valid_from', 'valid_to', 'successor_code', 'predecessor_code', 'household_count', 'aliases',
  'official', 'households', 'date', 'is_workday', 'year', 'title', 'lodged_level', 'confidential',
] satisfies FieldName[]

/** `FIELD=COLUMN` words as a mapping. `known` are the fields to name in a refusal: those of the kind. @throws Problem 400 that names the word */
export function mappingOf(words: readonly string[], known: readonly string[] = FIELDS): Mapping {
  return Object.fromEntries(words.map((word) => {
    const [field = '', ...column] = word.split('=')
    if (!FIELDS.includes(field) || column.length === 0) {
      throw new Problem(400, 'bad_parameter', `“${word}”应为 字段=列名，字段为 ${known.join('、')} 之一`,
        `"${word}" should be FIELD=COLUMN with one of the fields ${known.join(', ')}`, { parameter: 'as' })
    }
    return [field, column.join('=')]
  }))
}

/** `3`, `2-3` or `none` as first and last line of a header. @throws Problem 400 for anything else */
export function headerOf(text: string): number[] {
  if (!new RegExp(headerLines).test(text)) {
    throw new Problem(400, 'bad_parameter', `“${text}”应为表头所在行：3、2-3 或 none`, `"${text}" should be the lines of the header: 3, 2-3 or none`, { parameter: 'header' })
  }
  return text === 'none' ? [] : text.split('-').map(Number)
}

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
