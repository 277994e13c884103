import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { openEmbedded } from '../../api/db/embedded.ts'
import { idleInTransactionMs } from '../../api/db/engine-settings.ts'
import { patiently } from '../setup/callers.ts'
import { emptyImage, openCopy } from '../setup/embedded-db.ts'

const bowTie = "st_geomfromtext('POLYGON((0 0,1 1,1 0,0 1,0 0))')"
const swallowing = `select st_intersection(${bowTie}, st_translate(${bowTie}, 0.1, 0.1))`

/** On a database of its own, while the others are being tested: somebody begins, does nothing for longer than he may, and somebody else waits. */
async function standStill(): Promise<unknown[]> {
  const other = await openCopy(await emptyImage())
  try {
    await other.query('create table problem (id int)')
    const still = other.transaction(async (tx) => {
      await tx.query('insert into problem values (50)')
      await new Promise((resolve) => setTimeout(resolve, idleInTransactionMs + 1_000))
      await tx.query('insert into problem values (51)')
    })
    return await Promise.all([still.catch((error: unknown) => error), other.query('select count(*) as n from problem').then(({ rows }) => rows)])
  } finally {
    await other.close()
  }
}

describe('the embedded engine behind its guards', () => {
  let db: Db
  let dataDir: string
  let stillness: Promise<unknown[]>
  const said: string[] = []
  const log = {
    info: (line: string) => said.push(line), warn: (line: string) => said.push(line), error: (line: string) => said.push(line),
  }

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rg-guards-'))
    db = await openEmbedded({ dataDir, image: await emptyImage(), dumpEveryMs: 0, log })
    await db.query('create table problem (id int primary key, place geometry)')
    stillness = standStill()
  })
  afterAll(async () => {
    await Promise.all([db.close(), stillness])
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

  it.each([
    ['a table made from a query', `create table made as ${swallowing} as g`],
    ['an index over an expression', `create index made on shape using gist (st_intersection(g, st_translate(g, 0.1, 0.1)))`],
    ['a block that handles errors', `do $$ begin begin perform ${swallowing.replace('select ', '')}; exception when others
      then null; end; create table made (); end $$`],
    ['a function', 'select wrong_area()'],
    ['a trigger', 'insert into watched values (1)'],
  ])('does not believe %s that reports success', async (_what, sql) => {
    const area = `perform st_area(st_intersection(${bowTie}, st_translate(${bowTie}, 0.1, 0.1)));`
    await patiently(() => db.query(`create table if not exists shape as select ${bowTie} as g`))
    await db.query('create table if not exists watched (id int)')
    await db.query(`create or replace function wrong_area() returns int language plpgsql as $$ begin ${area} return 1; end $$`)
    await db.query(`create or replace function on_watched() returns trigger language plpgsql as $$ begin ${area} return new; end $$`)
    await db.query('create or replace trigger on_watched before insert on watched for each row execute function on_watched()')
    await expect(db.query(sql)).rejects.toMatchObject({ name: 'DbError', code: 'XX000', message: expect.stringContaining('inside the engine') })
    expect((await patiently(() => db.query(`select to_regclass('made') as made, count(*) as n from watched`))).rows)
      .toEqual([{ made: null, n: 0 }])
  })

  it('lets valid geometry work through every kind of function without suspicion', async () => {
    const before = said.length
    const square = 'st_makeenvelope(0, 0, 1, 1)'
    for (const sql of [
      `select st_isvalid(${bowTie}), st_astext(st_makevalid(${bowTie})), st_relate(${bowTie}, ${square})`,
      `select st_intersection(st_buffer(st_point(0, 0), 1), st_buffer(st_point(0.5, 0), 1))`,
      `select st_union(array[${square}, st_translate(${square}, 0.5, 0)]), st_difference(st_makevalid(${bowTie}), ${square})`,
      `select st_transform(st_setsrid(st_point(105, 27), 4490), 4527), st_buffer('LINESTRING(0 0,0 0)'::geometry, 1)`,
      `select st_delaunaytriangles('MULTIPOINT(0 0,0 0,0 0)'::geometry), st_voronoipolygons('MULTIPOINT(0 0,1 1)'::geometry)`,
      `select (st_hexagongrid(0.1, st_setsrid(${square}, 4490))).geom`,
    ]) await patiently(() => db.query(sql))
    await expect(db.query(`select 'POLYGON((0 0,1 1))'::geometry`)).rejects.toThrow('more points')
    expect(said.slice(before)).toEqual([])
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
      // the new engine is there, or late on a busy machine: this transaction is over either way
      await expect.poll(() => said.at(-1), { timeout: 10_000, interval: 50 }).toContain('open again').catch(() => undefined)
      await tx.query('insert into problem values (100)')
    })).rejects.toMatchObject({ name: 'DbUnavailable' })
    expect(seen).toHaveLength(1)
    expect(await patiently(count)).toBe(1)
  })

  it('keeps the event loop free while a statement runs', async () => {
    let longest = 0
    const begun = performance.now()
    let last = begun
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    await db.query('select count(*) from generate_series(1, 3000000) g', [], { budgetMs: 30_000 })
    clearInterval(beat)
    // a busy machine may pause anybody; a loop that ran the statement itself would stand still for all of it
    expect(longest).toBeLessThan(Math.max(100, (performance.now() - begun) / 3))
  })

  it('replaces its process before failing statements have used up the stack', async () => {
    const before = said.length
    for (let round = 0; round < 450; round++) {
      await patiently(() => db.query('select no_such_function()')).catch(() => undefined)
    }
    expect(said.slice(before).join()).toContain('worn')
    expect(await patiently(count)).toBe(1)
  })

  it('starts without the switch that opens system tables to any statement', async () => {
    await expect(db.query('create table pg_catalog.mine (id int)')).rejects.toMatchObject({ code: '42501' })
  })

  it('does not let a transaction that stands still keep everybody waiting', async () => {
    expect(await stillness).toEqual([expect.objectContaining({ code: '25P03' }), [{ n: 0 }]])
  })
})
