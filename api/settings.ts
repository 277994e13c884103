import type { Config } from './config.ts'
import type { Settings } from './contract/settings.ts'
import type { Db } from './db/db.ts'

const stored = `select jsonb_build_object('collective_from', collective_from()) || coalesce(jsonb_object_agg(key, value), '{}') as settings from setting
  where key in ('second_factor_roles', 'map_approval_no')`

/** What the administrator said, else what the environment says, else the defaults. */
export async function readSettings(db: Db, config: Config): Promise<Settings> {
  const { rows: [row] } = await db.query<{ settings: Pick<Settings, 'collective_from'> & Partial<Settings> }>(stored)
  if (row === undefined) throw new Error('the settings were not told')
  return { second_factor_roles: [], map_approval_no: config.mapApprovalNo ?? null, ...row.settings }
}
