import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { silent } from '../../api/db/log.ts'
import { keepHouse } from '../../api/housekeeping.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('housekeeping on $name', ({ open }) => {
  let it: TestApp
  beforeAll(async () => { it = await openTestApp({ open }) }, 240_000)
  afterAll(() => it.close())

  const names = async (sql: string): Promise<string[]> => (await it.db.query<{ name: string }>(sql)).rows.map(({ name }) => name)
  async function clear(db: Db = it.db): Promise<string[]> {
    const said: string[] = []
    const stop = keepHouse(db, { ...silent, warn: (line: string) => { said.push(line) } })
    // it goes on by itself; what it clears last tells that it went through
    await expect.poll(async () => said.length > 0 || (await names(`select kind as name from outbox where kind = 'old'`)).length === 0, { timeout: 10_000 }).toBe(true)
    stop()
    return said
  }

  test('takes away what has done its work, and nothing else', async () => {
    await it.db.query(`insert into session (token_hash, account_id, expires_at)
      select decode(h, 'hex'), id, now() + d from account, (values ('0a', interval '-1 second'), ('0b', interval '1 hour')) t (h, d) where username = 'leader'`)
    await it.db.query(`insert into api_token (token_hash, account_id, name, expires_at)
      select decode(h, 'hex'), id, n, now() - d from account, (values ('1a', 'long gone', interval '31 days'), ('1b', 'just gone', interval '29 days')) t (h, n, d)
      where username = 'leader'`)
    await it.db.query(`insert into idempotency_key (county_code, account_id, key, action, body_hash, at)
      select '990000', id, k, 'x', '\\x00', now() - d from account, (values ('key-old-1', interval '8 days'), ('key-new-1', interval '6 days')) t (k, d) where username = 'leader'`)
    await it.db.query(`insert into outbox (county_code, kind, at) values ('990000', 'old', now() - interval '8 days'), ('990000', 'new', now() - interval '6 days')`)
    const audited = await names('select action as name from audit order by seq')
    expect(await clear()).toEqual([])
    expect(await names(`select encode(token_hash, 'hex') as name from session where length(token_hash) = 1`)).toEqual(['0b'])
    expect(await names('select name from api_token')).toEqual(['just gone'])
    expect(await names('select key as name from idempotency_key')).toEqual(['key-new-1'])
    expect(await names(`select kind as name from outbox where kind in ('old', 'new')`)).toEqual(['new'])
    expect(await names('select action as name from audit order by seq')).toEqual(audited)
  })

  test('that cannot reach the database says so and leaves the program running', async () => {
    await it.db.query(`insert into outbox (county_code, kind, at) values ('990000', 'old', now() - interval '8 days')`)
    const cut: Db = { ...it.db, query: () => Promise.reject(new Error('cut off')) }
    expect(await clear(cut)).toEqual([expect.stringContaining('cut off')])
    expect(await clear()).toEqual([])
  })
})
