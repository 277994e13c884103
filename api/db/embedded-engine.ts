import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { columnParsers } from './column-types.ts'
import { dataBytes, pagesMb } from './embedded-memory.ts'
import { extensionNames, sessionSettings } from './engine-settings.ts'
import { leanPostgis } from './lean-postgis.ts'
import { mustBeWatching, watchExceptions } from './swallowed-exceptions.ts'

/**
 * PGlite's own default parameters without `-O`, which would let any statement rewrite system tables (guard G10).
 * `-F`: the file layer has no fsync anyway. WAL is cut short because nobody checkpoints in the background here.
 */
const startParams = [
  '--single', '-F', '-j',
  ...Object.entries({
    exit_on_error: 'false',
    log_checkpoints: 'false',
    max_worker_processes: '0',
    max_parallel_workers: '0',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    io_method: 'sync',
    work_mem: '32MB',
    temp_buffers: '32MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '256MB',
    wal_recycle: 'off',
    ...sessionSettings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
]

/**
 * Opens (or creates, which takes about ten seconds) a data folder. Only the child process calls this: every
 * statement blocks the event loop it runs on.
 */
export async function openEngine(dataDir: string): Promise<PGlite> {
  watchExceptions()
  const db = await PGlite.create({
    dataDir,
    extensions: { postgis: leanPostgis, pg_trgm, pgcrypto, btree_gist },
    startParams: [...startParams, '-c', `shared_buffers=${pagesMb(await dataBytes(dataDir))}MB`],
  })
  mustBeWatching()
  db.parsers = { ...columnParsers }
  return db
}

/** Creates what a new folder lacks. */
export async function createExtensions(db: PGlite): Promise<void> {
  for (const name of extensionNames) {
    const [done] = await db.exec(`create extension if not exists ${name}`)
    if (done?.command !== 'CREATE') throw new Error(`create extension ${name}: no command tag`)
  }
}
