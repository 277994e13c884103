import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { createCallerRoles, somebody } from '../setup/callers.ts'
import { asCaller, engines, rolledBack } from '../setup/engines.ts'

const whoAmI = `select current_user::text as role,
  nullif(current_setting('app.account_id', true), '') as account,
  nullif(current_setting('app.role', true), '') as named,
  nullif(current_setting('app.scope_units', true), '')::int[] as scope,
  nullif(current_setting('app.request_id', true), '') as request`

describe.each(engines)('a caller on $name', ({ name, openEmpty }) => {
  let db: Db
  const village = somebody('village', { accountId: '7a', scopeUnits: [2, 3], requestId: 'r-1' })

  beforeAll(async () => {
    db = await openEmpty()
    await createCallerRoles(db)
    await db.query('create table plot (id int primary key, unit_id int, path text)')
    await db.query(`insert into plot select g, g % 10, 'c.' || g % 10 from generate_series(1, 1000) g`)
    await db.query('alter table plot enable row level security')
    await db.query('grant select, insert on plot to rg_village, rg_wall')
    await db.query(`create policy by_unit on plot for select using (
      unit_id = any (nullif(current_setting('app.scope_units', true), '')::int[]))`)
    await db.query(`create policy may_add on plot for insert with check (true)`)
  })
  afterAll(() => db.close())

  it('is known to SQL by role, account, scope and request', async () => {
    const { rows } = await db.read(village, whoAmI)
    expect(rows).toEqual([{ role: 'rg_village', account: '7a', named: 'village', scope: [2, 3], request: 'r-1' }])
  })

  it('is gone when its transaction ends, whether it reads, writes or fails', async () => {
    const owner = (await db.query<{ role: string }>(whoAmI)).rows[0]
    await db.read(village, 'select 1')
    await db.as(village, (tx) => tx.query('select 1'))
    await db.read(village, 'select 1/0').catch(() => undefined)
    await db.as(village, (tx) => tx.query('select 1/0')).catch(() => undefined)
    await db.as(village, () => Promise.reject(new Error('changed my mind'))).catch(() => undefined)
    for (let round = 0; round < 12; round++) {
      expect((await db.query(whoAmI)).rows).toEqual([
        { role: owner?.role, account: null, named: null, scope: null, request: null },
      ])
    }
  })

  it('never inherits what the caller before left', async () => {
    await db.as(village, (tx) => tx.query('select 1'))
    const { rows } = await db.read(somebody('wall'), whoAmI)
    expect(rows).toEqual([{ role: 'rg_wall', account: null, named: 'wall', scope: null, request: null }])
  })

  it('sees the rows of its scope, and none without one', async () => {
    const count = 'select count(*) as n from plot'
    expect((await db.read(village, count)).rows).toEqual([{ n: 200 }])
    expect((await db.read(somebody('village'), count)).rows).toEqual([{ n: 0 }])
    expect((await db.query(count)).rows).toEqual([{ n: 1000 }])
  })

  it('without scope finds an empty setting, which a policy must not take for a prefix', async () => {
    await db.as(village, (tx) => tx.query('select 1'))
    const { rows } = await db.read(somebody('wall'), `
      select count(*) filter (where 'c.1' like current_setting('app.scope_units', true) || '%') as open,
        count(*) filter (where 'c.1' like nullif(current_setting('app.scope_units', true), '') || '%') as closed`)
    expect(rows).toEqual([{ open: 1, closed: 0 }])
  })

  it('cannot write in a read, nor touch what its role was not granted', async () => {
    await expect(db.read(village, `insert into plot values (5000, 2, '')`)).rejects.toMatchObject({ code: '25006' })
    await expect(db.read(somebody('auditor'), 'select * from plot')).rejects.toMatchObject({ code: '42501' })
  })

  it('is refused under a role that is not on the list', async () => {
    const evil = somebody('village; set role postgres')
    await expect((async () => db.read(evil, 'select 1'))()).rejects.toMatchObject({ code: '42704' })
    await expect((async () => db.as(evil, (tx) => tx.query('select 1')))()).rejects.toMatchObject({ code: '42704' })
    await expect((async () => db.read(somebody('wall', { scopeUnits: [1.5] }), 'select 1'))())
      .rejects.toMatchObject({ code: '22023' })
  })

  it('cannot break out through the text of its settings', async () => {
    const accountId = `x', true), set_config('app.scope_units', '{1}', true); reset role; --\\`
    const { rows } = await db.read(somebody('wall', { accountId, requestId: `'"\\` }), whoAmI)
    expect(rows).toEqual([{ role: 'rg_wall', account: accountId, named: 'wall', scope: null, request: `'"\\` }])
  })

  it('copies rows in only where its role may insert', async () => {
    await db.query('create table inbox (id int)')
    await db.query('grant insert on inbox to rg_village')
    const lines = ['1\n', '2\n']
    expect(await db.as(village, (tx) => tx.copyIn('inbox', ['id'], lines))).toBe(2)
    await expect(db.as(somebody('wall'), (tx) => tx.copyIn('inbox', ['id'], lines))).rejects.toMatchObject({ code: '42501' })
    await expect(db.as(village, (tx) => tx.copyIn('plot', ['id'], lines))).rejects.toMatchObject({ code: '0A000' })
  })

  it('can be played inside one rolled-back transaction of a test', async () => {
    const seen = await rolledBack(db, async (tx) => {
      await tx.query(`insert into plot values (9000, 2, 'c.2')`)
      const rows = await asCaller(tx, village, async (as) => (await as.query(whoAmI + ', (select count(*) from plot) as n')).rows)
      return [rows, (await tx.query(`select count(*) as n from plot`)).rows]
    })
    expect(seen).toEqual([
      [{ role: 'rg_village', account: '7a', named: 'village', scope: [2, 3], request: 'r-1', n: 201 }],
      [{ n: 1001 }],
    ])
    expect((await db.query('select count(*) as n from plot')).rows).toEqual([{ n: 1000 }])
  })

  it('reads start no parallel workers', async () => {
    const { rows } = await db.read(village, "select current_setting('max_parallel_workers_per_gather') as most")
    expect(rows).toEqual([{ most: '0' }])
  })

  it(`reads in ${name === 'embedded' ? 'a few milliseconds' : 'a millisecond or two'}`, async () => {
    const times: number[] = []
    for (let round = 0; round < 200; round++) {
      const from = performance.now()
      await db.read(village, 'select count(*) from plot where id < $1', [50])
      times.push(performance.now() - from)
    }
    // a busy machine may hold up any of them, but not nine of ten
    expect(times.sort((a, b) => a - b)[20]).toBeLessThan(10)
  })
})
