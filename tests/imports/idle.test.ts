import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db, Tx } from '../../api/db/db.ts'
import { workSettings } from '../../api/importers/turn.ts'
import { engines } from '../setup/engines.ts'

/** The whole program stands still, as it does while it makes the rows of a chunk. */
const standStill = (ms: number): void => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms) }

describe.each(engines)('a program that is busy between two statements on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() }, 240_000)
  afterAll(() => db.close())

  const copyAfter = (settings: readonly string[]): Promise<number> => db.transaction(async (tx: Tx) => {
    await tx.query("select set_config('idle_in_transaction_session_timeout', '150', true)")
    for (const setting of settings) await tx.query(setting)
    await tx.query('create temp table idle_rows (a text) on commit drop')
    standStill(600)
    return await tx.copyIn('idle_rows', ['a'], Array.from({ length: 20_000 }, () => `${'x'.repeat(100)}\n`))
  }, { budgetMs: 60_000 })

  test('does not lose the transaction of an import by it', async () => {
    expect(await copyAfter([workSettings])).toBe(20_000)
  })

  test('loses any other on the server, and can go on with a new one', async () => {
    if (db.engine === 'server') await expect(copyAfter([])).rejects.toMatchObject({ retryAfterSeconds: 5 })
    expect(await copyAfter([workSettings])).toBe(20_000)
  })
})
