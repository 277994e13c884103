/** `npm run restore -- FILE [--force]`: puts a backup of either engine into the configured database. */
import { restoreAndMigrate } from '../backup/restore-release.ts'
import { argumentsOf } from '../command-line.ts'
import { loadConfig } from '../config.ts'
import { consoleLog as log, failWith } from '../console-log.ts'
import { openDb } from '../db/index.ts'
import { fileToRead } from '../file-places.ts'
import { sqlDir } from '../open-data.ts'

const usage = '用法 / usage: npm run restore -- FILE [--force]'

async function main(): Promise<void> {
  const { positionals: [file], values } = argumentsOf(usage, { allowPositionals: true, options: { force: { type: 'boolean' } } })
  if (!file) throw new Error(usage)
  const path = await fileToRead(file)
  const { databaseUrl, dataDir } = loadConfig()
  const db = await openDb({ databaseUrl, dataDir, log })
  try {
    const counts = await restoreAndMigrate(db, path, values.force ?? false, sqlDir, log)
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    log.info(`已恢复 ${rows} 行、${Object.keys(counts).length} 张表 / rows and tables restored`)
  } finally {
    await db.close()
  }
}

await main().catch(failWith)
