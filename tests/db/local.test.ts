import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findPostgres } from '../../api/db/find-postgres.ts'
import { openDb } from '../../api/db/index.ts'
import { processStart } from '../../api/db/process-identity.ts'
import { clusterOwner } from '../../api/db/postgres-owner.ts'

const installed = await findPostgres().then(() => true, () => false)

describe('looking for PostgreSQL on this machine', () => {
  it('names the package to install when there is none', async () => {
    await expect(findPostgres(['/nowhere'])).rejects.toThrow('apt install postgresql-15-postgis-3')
  })

  it('becomes the user postgres only when it is root, and says so when it cannot', async () => {
    expect(await clusterOwner(1000)).toBeUndefined()
    await expect(clusterOwner(0, '/dev/null')).rejects.toThrow('ordinary user')
  })
})

describe.skipIf(!installed)('a private cluster (PostgreSQL of this machine)', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rg-local-'))
    await chmod(dataDir, 0o755)
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  it('is made once, keeps its rows, syncs every commit, listens to no port and stops with us', async () => {
    const db = await openDb({ databaseUrl: 'local', dataDir })
    await db.query('create table visit as select 1 as id')
    expect((await db.query(`select current_setting('listen_addresses') as l, current_setting('fsync') as f,
      current_setting('synchronous_commit') as s, postgis_lib_version() is not null as p`)).rows)
      .toEqual([{ l: '', f: 'on', s: 'on', p: true }])
    await expect(openDb({ databaseUrl: 'local', dataDir })).rejects.toThrow('in use')
    await db.close()
    expect(await readdir(join(dataDir, 'cluster'))).not.toContain('postmaster.pid')
    const again = await openDb({ databaseUrl: 'local', dataDir })
    expect((await again.query('select id from visit')).rows).toEqual([{ id: 1 }])
    await again.close()
  })

  it('is closed without a word: each connection has gone before its server stops', async () => {
    const said: string[] = []
    const log = { info: () => undefined, warn: (line: string) => { said.push(line) }, error: (line: string) => { said.push(line) } }
    const db = await openDb({ databaseUrl: 'local', dataDir, log })
    await db.listen('outbox', () => undefined)
    // as many side by side as there are connections
    await Promise.all(Array.from({ length: 8 }, () => db.query('select pg_sleep(0.05)')))
    await db.close()
    expect(said).toEqual([])
  })

  it('left running by a program that was killed is stopped and opened again', async () => {
    const program = fork(join(import.meta.dirname, 'local-holder.ts'), [dataDir], { execArgv: [] })
    await new Promise((resolve) => program.once('message', resolve))
    const postmaster = Number((await readFile(join(dataDir, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0])
    const ended = new Promise((resolve) => program.once('exit', resolve))
    program.kill('SIGKILL')
    await ended
    expect(processStart(postmaster)).toBeDefined()
    const db = await openDb({ databaseUrl: 'local', dataDir })
    expect(processStart(postmaster)).toBeUndefined()
    expect((await db.query('select count(*) as n from held')).rows).toEqual([{ n: 1 }])
    await db.close()
  })
})
