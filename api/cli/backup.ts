/** `npm run backup -- FILE`: the whole database of either engine as one portable file. */
import { writeBackup } from '../backup/write.ts'
import { argumentsOf } from '../command-line.ts'
import { loadConfig } from '../config.ts'
import { consoleLog as log, failWith } from '../console-log.ts'
import { fileToWrite } from '../file-places.ts'
import { openMigrated } from '../open-data.ts'

const usage = '用法 / usage: npm run backup -- FILE'

async function main(): Promise<void> {
  const { positionals: [file] } = argumentsOf(usage, { allowPositionals: true })
  if (!file) throw new Error(usage)
  const path = await fileToWrite(file)
  const config = loadConfig()
  const db = await openMigrated(config, log)
  try {
    const counts = await writeBackup(db, path)
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    log.info(`已备份 ${rows} 行、${Object.keys(counts).length} 张表 / rows and tables saved: ${path}`)
    log.info(`密钥不在备份中，请另行保管 / secrets are not in it, keep them apart: ${config.dataDir}/secrets`)
  } finally {
    await db.close()
  }
}

await main().catch(failWith)
