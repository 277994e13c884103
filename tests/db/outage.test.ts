import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { idleInTransactionMs } from '../../api/db/engine-settings.ts'
import { openDb } from '../../api/db/index.ts'
import { openServer } from '../../api/db/postgis.ts'
import { patiently, somebody } from '../setup/callers.ts'
import { testAddress } from '../setup/test-address.ts'
import { engines } from '../setup/engines.ts'

describe('opening a database', () => {
  it('says in one sentence what a wrong setting should be', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rg-open-'))
    await expect(openDb({ databaseUrl: 'mysql://x', dataDir })).rejects.toThrow('DATABASE_URL')
    await rm(dataDir, { recursive: true })
  })

  it('that is not there says that nothing answers', async () => {
    await expect(openServer('postgres://nobody@127.0.0.1:9/none')).rejects.toMatchObject({ name: 'DbUnavailable' })
    await expect(openServer('postgres://nobody@/none?host=/nowhere')).rejects.toMatchObject({ name: 'DbUnavailable' })
  })
})

describe.skipIf(testAddress === undefined)('a server that goes away', () => {
  let db: Db
  let through: Db
  let proxy: Server
  const sockets = new Set<Socket>()

  /** Stands between program and server, so that a test can cut every connection as a failing network would. */
  const cut = (): void => { for (const socket of sockets) socket.destroy() }

  beforeAll(async () => {
    const server = engines.find(({ name }) => name === 'server')
    if (server === undefined) throw new Error('no server engine')
    db = await server.openEmpty()
    await db.query(`do $$ begin create role rg_wall nologin; exception when duplicate_object then null; end $$`)
    const { rows } = await db.query<{ name: string }>('select current_database()::text as name')
    const target = new pg.Client({ connectionString: testAddress })
    proxy = createServer((client) => {
      const upstream = target.host.startsWith('/')
        ? connect(join(target.host, `.s.PGSQL.${target.port}`))
        : connect(target.port, target.host)
      for (const socket of [client, upstream]) {
        sockets.add(socket)
        socket.on('error', () => undefined)
        socket.on('close', () => { sockets.delete(socket); client.destroy(); upstream.destroy() })
      }
      client.pipe(upstream).pipe(client)
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const { port } = proxy.address() as AddressInfo
    const user = encodeURIComponent(target.user ?? 'postgres')
    const password = typeof target.password === 'string' ? `:${encodeURIComponent(target.password)}` : ''
    through = await openServer(`postgres://${user}${password}@127.0.0.1:${port}/${rows[0]?.name}`)
  })
  afterAll(async () => {
    await through.close()
    cut()
    proxy.close()
    await db.close()
  })

  it('in the middle of a statement or a transaction is unavailable, then back', async () => {
    const slow = 'select pg_sleep(20)'
    const asked = [
      through.query(slow, [], { budgetMs: 30_000 }),
      through.read(somebody('wall'), slow, [], { budgetMs: 30_000 }),
      through.transaction(async (tx) => { await tx.query(slow) }, { budgetMs: 30_000 }),
    ]
    setTimeout(cut, 500)
    for (const result of await Promise.allSettled(asked)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'DbUnavailable' } })
    }
    expect((await patiently(() => through.query('select 1 as one'))).rows).toEqual([{ one: 1 }])
    expect((await patiently(() => through.read(somebody('wall'), 'select 1 as one'))).rows).toEqual([{ one: 1 }])
  })

  it('because our transaction stood still gives the same error as the embedded engine', async () => {
    const still = through.transaction(async (tx) => {
      await tx.query('create table half_done (id int)')
      const { rows: [may] } = await tx.query<{ ms: number }>(`select setting::int as ms from pg_settings where name = 'idle_in_transaction_session_timeout'`)
      expect(may?.ms).toBe(idleInTransactionMs)
      // the same limit, sooner
      await tx.query(`set local idle_in_transaction_session_timeout = 300`)
      await new Promise((resolve) => setTimeout(resolve, 900))
      await tx.query('select 1')
    })
    await expect(still).rejects.toMatchObject({ name: 'DbError', code: '25P03' })
    expect((await through.query(`select to_regclass('half_done') as t`)).rows).toEqual([{ t: null }])
  })

  it('is listened to again by itself', async () => {
    const heard: string[] = []
    await through.listen('changed', (payload) => heard.push(payload))
    cut()
    for (let tries = 0; heard.length === 0 && tries < 100; tries++) {
      await db.notify('changed', 'again')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect(heard[0]).toBe('again')
  })
})
