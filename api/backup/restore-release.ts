import type { Db } from '../db/db.ts'
import type { Log } from '../db/log.ts'
import { migrate } from '../migrate.ts'
import { readSqlFiles } from '../migration-files.ts'
import { readHeader } from './format.ts'
import { restoreBackup } from './restore.ts'

/**
 * Restores a backup of this release or of an earlier one, whose rows go into the tables of their time: an empty database gets
 * those first, and rows and tables then come up to date together, as they would have where the backup was made.
 *
 * @returns rows per table, as they were put in
 * @throws Error as `restoreBackup` does; also for an earlier release's backup where the database is not empty
 */
export async function restoreAndMigrate(db: Db, file: string, force: boolean, sqlDir: string, log: Log): Promise<Record<string, number>> {
  const theirs = new Set((await readHeader(file)).migrations.map(({ name }) => name))
  const { migrations } = await readSqlFiles(sqlDir)
  await migrate(db, sqlDir, log, migrations.every(({ name }) => theirs.has(name)) ? undefined : theirs)
  const counts = await restoreBackup(db, file, force)
  await migrate(db, sqlDir, log)
  return counts
}
