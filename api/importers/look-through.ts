import type { ImportLook } from '../contract/import-look.ts'
import type { Db } from '../db/db.ts'
import { fieldsOf } from './columns/names.ts'
import { installation, withoutUndefined } from './installation.ts'
import { rememberedMapping } from './mapping.ts'
import { lookAtFile } from './read-file.ts'
import { REQUIRED } from './row-checks.ts'
import type { LookOptions } from './types.ts'

/**
 * Looks at a file with the mapping given, else with the one that a file with the same header used last time.
 * @throws FileRefused as `lookAtFile`
 */
export async function lookThrough(db: Db, path: string, options: { [Key in keyof LookOptions]: LookOptions[Key] | undefined }): Promise<ImportLook> {
  const { envelope } = await installation(db)
  const asked = withoutUndefined({ ...options, envelope })
  const first = await lookAtFile(path, asked)
  const mapping = options.mapping ? undefined : await rememberedMapping(db, first.kind, first.understood)
  const look = mapping ? await lookAtFile(path, { ...asked, kind: first.kind, mapping }) : first
  return {
    ...look, guessed: first.guessed, remembered: mapping !== undefined,
    fields: fieldsOf(look.kind).map((name) => ({ name, needed: REQUIRED[look.kind].includes(name) && name !== 'petition_no' })),
  }
}
