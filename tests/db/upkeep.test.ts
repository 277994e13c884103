import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { listDumps } from '../../api/db/dumps.ts'
import type { EmbeddedOptions } from '../../api/db/embedded.ts'
import { openEmbedded } from '../../api/db/embedded.ts'
import { createCallerRoles, somebody } from '../setup/callers.ts'
import { emptyImage } from '../setup/embedded-db.ts'

describe('the embedded database left to itself', () => {
  let dataDir: string
  let db: Db
  const start = async (options: Partial<EmbeddedOptions>): Promise<void> => {
    db = await openEmbedded({ dataDir, image: await emptyImage(), dumpEveryMs: 0, ...options })
  }
  beforeEach(async () => { dataDir = await mkdtemp(join(tmpdir(), 'rg-upkeep-')) })
  afterEach(async () => {
    await db.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  const until = async (met: () => Promise<boolean>): Promise<boolean> => {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
      if (await met()) return true
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    return false
  }

  it('counts its rows anew, clears dead ones and cuts its log', async () => {
    await start({ upkeepEveryMs: 300 })
    await db.query('create table visit (id int, note text)')
    for (let round = 0; round < 4; round++) {
      await db.query(`insert into visit select g, repeat('x', 900) from generate_series(1, 30000) g`, [], { budgetMs: 60_000 })
    }
    await db.query('delete from visit where id % 2 = 0', [], { budgetMs: 60_000 })
    const kept = async (): Promise<boolean> => {
      const { rows } = await db.query<{ tuples: number; dead: number }>(`select reltuples as tuples, n_dead_tup as dead
        from pg_class join pg_stat_user_tables on relid = pg_class.oid where pg_class.relname = 'visit'`)
      return rows[0]?.tuples === 60_000 && rows[0].dead === 0
    }
    expect(await until(kept)).toBe(true)
    const logBytes = async (): Promise<number> => {
      const wal = join(dataDir, 'embedded/pg_wal')
      const sizes = (await readdir(wal)).map(async (name) => (await stat(join(wal, name))).size)
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    }
    expect(await until(async () => (await logBytes()) < 90e6)).toBe(true)
  })

  it('clears what was deleted a moment ago, though nothing changes afterwards', async () => {
    await start({ upkeepEveryMs: 100 })
    await db.query('create table visit as select generate_series(1, 1000) as id')
    await db.query('select pg_stat_force_next_flush()')
    await db.query('delete from visit where id > 200')
    expect(await until(async () => {
      const { rows } = await db.query<{ times: number }>(`select vacuum_count::int as times from pg_stat_user_tables where relname = 'visit'`)
      return rows[0]?.times === 1
    })).toBe(true)
  })

  it('dumps itself when something changed, and only then', async () => {
    await start({ upkeepEveryMs: 200, dumpEveryMs: 400 })
    await db.query('create table visit as select 1 as id')
    await db.query('insert into visit values (2)')
    expect(await until(async () => (await listDumps(join(dataDir, 'dumps'))).length === 1)).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(await listDumps(join(dataDir, 'dumps'))).toHaveLength(1)
  })

  it('only reads while its disk is nearly full, says so, and writes again when there is room', async () => {
    let free = 50e9
    await start({ disk: async () => ({ free, total: 100e9 }) })
    await createCallerRoles(db)
    await db.query('create table visit (id int)')
    await db.query('grant select, insert on visit to rg_office')
    const office = somebody('office')
    const insert = 'insert into visit values (1)'
    free = 100e6
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    const full = { name: 'DbError', code: '53100', message: expect.stringContaining('磁盘') }
    await expect(db.query(insert)).rejects.toMatchObject(full)
    await expect(db.as(office, (tx) => tx.query(insert))).rejects.toMatchObject(full)
    await expect(db.transaction((tx) => tx.copyIn('visit', ['id'], ['1\n']))).rejects.toMatchObject(full)
    expect((await db.read(office, 'select count(*) as n from visit')).rows).toEqual([{ n: 0 }])
    expect((await db.query('select count(*) as n from visit')).rows).toEqual([{ n: 0 }])
    free = 50e9
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    expect((await db.as(office, (tx) => tx.query(insert))).affected).toBe(1)
  })
})
