import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { warm } from '../../api/warm.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('reading ahead on $name', ({ openDemo }) => {
  let db: Db
  beforeAll(async () => { db = await openDemo() })
  afterAll(() => db.close())

  it('reads every page of petitions and matters on a server, and leaves the embedded engine to its callers', async () => {
    const known = async (): Promise<number> => Number((await db.query<{ n: string }>(`
      select sum(s.heap_blks_read + s.heap_blks_hit)::text as n from pg_statio_user_tables s where s.relname in ('petition', 'matter')`)).rows[0]?.n)
    const { rows: [size] } = await db.query<{ pages: number }>(`select (pg_relation_size('petition') + pg_relation_size('matter'))::int / 8192 as pages`)
    const before = await known()
    expect(await warm(db)).toBe(db.engine === 'server')
    if (db.engine === 'server') await expect.poll(known, { timeout: 45_000 }).toBeGreaterThanOrEqual(before + (size?.pages ?? Infinity))
  })
})
