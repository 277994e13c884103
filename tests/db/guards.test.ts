import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { openEmbedded } from '../../api/db/embedded.ts'
import { patiently } from '../setup/callers.ts'
import { emptyImage } from '../setup/embedded-db.ts'

const bowTie = "st_geomfromtext('POLYGON((0 0,1 1,1 0,0 1,0 0))')"
const swallowing = `select st_intersection(${bowTie}, st_translate(${bowTie}, 0.1, 0.1))`

describe('the embedded engine behind its guards', () => {
  let db: Db
  let dataDir: string
  const said: string[] = []
  const log = {
    info: (line: string) => said.push(line), warn: (line: string) => said.push(line), error: (line: string) => said.push(line),
  }

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rg-guards-'))
    db = await openEmbedded({ dataDir, image: await emptyImage(), dumpEveryMs: 0, log })
    await db.query('create table problem (id int primary key, place geometry)')
  })
  afterAll(async () => {
    await db.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  const count = async (): Promise<unknown> =>
    (await db.query<{ n: number }>('select count(*) as n from problem')).rows[0]?.n

  it('takes a result without a command tag for the failure that it is, and undoes the transaction', async () => {
    await expect(db.transaction(async (tx) => {
      await tx.query('insert into problem values (1)')
      await tx.query(`insert into problem values (2, (${swallowing}))`)
    })).rejects.toMatchObject({ name: 'DbError', code: 'XX000' })
    expect(await patiently(count)).toBe(0)
    expect(said.join()).toContain('swallowed')
  })

  it('refuses everybody with a time to come back while a new process opens, then answers right', async () => {
    await db.query('insert into problem values (7)')
    const waiting = [db.query(swallowing), db.query('select 1'), db.query('select 2')]
    const [swallowed, ...others] = await Promise.allSettled(waiting)
    expect(swallowed).toMatchObject({ status: 'rejected', reason: { code: 'XX000' } })
    for (const other of others) {
      expect(other).toMatchObject({ status: 'rejected', reason: { name: 'DbUnavailable' } })
    }
    const refusal = await db.query('select 1').catch((error: unknown) => error)
    expect(refusal).toMatchObject({ name: 'DbUnavailable' })
    expect((refusal as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThanOrEqual(2)
    expect(await patiently(count)).toBe(1)
  })

  it('ends a transaction whose engine was replaced under it', async () => {
    const seen: unknown[] = []
    await expect(db.transaction(async (tx) => {
      await tx.query('insert into problem values (99)')
      await tx.query(swallowing).catch((error: unknown) => seen.push(error))
      await new Promise((resolve) => setTimeout(resolve, 6_000))
      await tx.query('insert into problem values (100)')
    })).rejects.toMatchObject({ name: 'DbUnavailable' })
    expect(seen).toHaveLength(1)
    expect(await patiently(count)).toBe(1)
  })

  it('keeps the event loop free while a statement runs', async () => {
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    await db.query('select count(*) from generate_series(1, 3000000) g', [], { budgetMs: 30_000 })
    clearInterval(beat)
    expect(longest).toBeLessThan(100)
  })

  it('replaces its process before failing statements have used up the stack', async () => {
    const before = said.length
    for (let round = 0; round < 450; round++) {
      await patiently(() => db.query('select no_such_function()')).catch(() => undefined)
    }
    expect(said.slice(before).join()).toContain('worn')
    expect(await patiently(count)).toBe(1)
  })

  it('does not let a transaction that stands still keep everybody waiting', async () => {
    const still = db.transaction(async (tx) => {
      await tx.query('insert into problem values (50)')
      await new Promise((resolve) => setTimeout(resolve, 20_000))
      await tx.query('insert into problem values (51)')
    })
    const seen = await Promise.all([still.catch((error: unknown) => error), count()])
    expect(seen).toEqual([expect.objectContaining({ code: '25P03' }), 1])
  })

  it('starts without the switch that opens system tables to any statement', async () => {
    await expect(db.query('create table pg_catalog.mine (id int)')).rejects.toMatchObject({ code: '42501' })
  })
})
