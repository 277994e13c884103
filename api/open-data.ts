import { fileURLToPath } from 'node:url'
import type { Config } from './config.ts'
import type { Db } from './db/db.ts'
import { openDb } from './db/index.ts'
import type { Log } from './db/log.ts'
import { migrate } from './migrate.ts'

export const sqlDir = fileURLToPath(new URL('../sql', import.meta.url))

/** Opens the configured database and brings it to what sql/ says. The caller closes it. */
export async function openMigrated(config: Config, log: Log): Promise<Db> {
  const db = await openDb({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log })
  try {
    await migrate(db, sqlDir, log)
    return db
  } catch (error) {
    await db.close()
    throw error
  }
}

/**
 * Nothing was ever put in, or a demo load was killed before its last step, the accounts. Units that were imported
 * before the first account was made are no demo's.
 */
async function wantsDemo(db: Db): Promise<boolean> {
  const { rows: [row] } = await db.query<{ wanted: boolean }>(`
    select not exists (select from account)
      and (not exists (select from admin_unit) or exists (select from audit where action = 'load-demo')) as wanted`)
  return row?.wanted ?? false
}

/** The loader of the fictional county; its last step makes the accounts, and it may be run again. */
interface DemoModule { loadDemo(db: Db, config: Config, log: Log): Promise<void> }

/** The first start of a demonstration gets the fictional county. */
export async function loadDemoWhenEmpty(db: Db, config: Config, log: Log): Promise<void> {
  if (!config.demo || !await wantsDemo(db)) return
  log.info('正在生成虚构的示例县… / making the fictional demo county ...')
  // loaded only here: a real installation never needs the generator
  const module: DemoModule = await import(new URL('../data/load.ts', import.meta.url).href)
  await module.loadDemo(db, config, log)
}
