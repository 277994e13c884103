import type { Db } from './db.ts'
import { cacheFolder, embeddedImage } from './embedded-image.ts'
import { openEmbedded } from './embedded.ts'
import { openLocal } from './local.ts'
import type { Log } from './log.ts'
import { openServer } from './postgis.ts'

export interface DbConfig {
  /** absent = embedded, `local` = a private cluster in dataDir, else a postgres:// address */
  databaseUrl?: string
  dataDir: string
  log?: Log
}

/**
 * Opens the database that the settings name.
 *
 * @throws Error with one sentence in Chinese and English when it cannot: the folder is in use, PostgreSQL is missing
 *   or too old, PostGIS is missing, the setting is none of the three kinds
 * @throws DbUnavailable when nothing answers at the address
 */
export async function openDb({ databaseUrl, dataDir, log }: DbConfig): Promise<Db> {
  if (databaseUrl === undefined || databaseUrl === '') {
    return openEmbedded({ dataDir, log, image: embeddedImage(cacheFolder()) })
  }
  if (databaseUrl === 'local') return openLocal(dataDir, log)
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) return openServer(databaseUrl, log)
  throw new Error(
    'DATABASE_URL 须为空、local 或 postgres:// 地址 / DATABASE_URL must be absent, "local" or a postgres:// address',
  )
}
