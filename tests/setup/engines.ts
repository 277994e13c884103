/**
 * Databases for tests: `describe.each(engines)('… on $name', ({ open }) => { … })`. Each `open()` is a database of
 * its own, made from sql/, gone after `close()`. The server takes part when TEST_DATABASE_URL names one.
 */
import { join } from 'node:path'
import type { Caller, Db, QueryOptions, Result, Tx } from '../../api/db/db.ts'
import { yesterday } from '../../data/load.ts'
import { demoKey, demoUntil, fillDemo } from './demo.ts'
import { demoImage, emptyImage, migratedImage, openCopy } from './embedded-db.ts'
import { demoTemplate, emptyTemplate, migratedTemplate, openServerCopy } from './server-db.ts'
import { testAddress } from './test-address.ts'

export const sqlDir = join(import.meta.dirname, '../../sql')

export interface Engine {
  name: Db['engine']
  /** migrated with the project's sql/, or with another folder of the same shape */
  open(fromSqlDir?: string): Promise<Db>
  /** with the demo county at its real scale, its last day 2026-11-22 unless said otherwise */
  openDemo(until?: string): Promise<Db>
  /** extensions only, no table */
  openEmpty(): Promise<Db>
}

export const embedded: Engine = {
  name: 'embedded',
  open: async (from = sqlDir) => openCopy(await migratedImage(from)),
  openDemo: async (until = demoUntil) => openCopy(await demoImage(sqlDir, await demoKey(until), fillDemo(until))),
  openEmpty: async () => openCopy(await emptyImage()),
}

const onServer = (address: string): Engine => ({
  name: 'server',
  open: async (from = sqlDir) => openServerCopy(address, await migratedTemplate(address, from)),
  openDemo: async (until = demoUntil) => openServerCopy(address, await demoTemplate(address, sqlDir, await demoKey(until), fillDemo(until))),
  openEmpty: async () => openServerCopy(address, await emptyTemplate(address)),
})

const server = testAddress === undefined ? undefined : onServer(testAddress)
export const engines: readonly Engine[] = server ? [embedded, server] : [embedded]

/** A copy of a template on the server is there in a hundredth of the time of opening an embedded database, and answers sooner. */
const soonest = server ?? embedded

/**
 * How often a property is tried on an engine: as often as it should be on the one that answers soonest, more seldom on the other
 * where there are two, which gives the same bytes to the same question (engines-alike.test.ts).
 */
export const runsOn = (name: Engine['name'], runs: number, onTheOther: number): number => name === soonest.name ? runs : onTheOther

/** A migrated database, for tests to which the engine does not matter. */
export const testDb = (): Promise<Db> => soonest.open()

/** A demo county whose last day is yesterday, for browsers: their pages begin with today. */
export const freshDemoDb = (): Promise<Db> => soonest.openDemo(yesterday())

class RollBack extends Error {}

/** Runs `work` in a transaction that is always rolled back; resolves to what it returned. */
export async function rolledBack<T>(db: Db, work: (tx: Tx) => Promise<T>, caller?: Caller, options?: QueryOptions): Promise<T> {
  let result: { value: T } | undefined
  const whole = async (tx: Tx): Promise<never> => {
    result = { value: await work(tx) }
    throw new RollBack()
  }
  try {
    await (caller === undefined ? db.transaction(whole, options) : db.as(caller, whole, options))
  } catch (error) {
    if (!(error instanceof RollBack)) throw error
  }
  if (result === undefined) throw new Error('the work ended without a result')
  return result.value
}

/**
 * Within an owner's transaction: becomes the caller for the statements of `work`, then the owner again, so that one
 * rolled-back test can prepare rows as the owner and look at them as somebody.
 */
export async function asCaller<T>(tx: Tx, caller: Partial<Caller>, work: (tx: Tx) => Promise<T>): Promise<T> {
  const whole = becoming(caller)
  await tx.query(`select ${settings.map((name, at) => `set_config('${name}', $${at + 1}, true)`).join(', ')}`, whole.values)
  await tx.query(`set local role rg_${whole.role}`)
  try {
    return await work(tx)
  } finally {
    // after an error the transaction is aborted and only a rollback helps; the error itself is the news then
    await tx.query('set local role none').catch((): Result | undefined => undefined)
  }
}

const settings = ['app.account_id', 'app.role', 'app.scope_units', 'app.request_id']

function becoming({ accountId = null, role = 'anonymous', scopeUnits = [], requestId = '' }: Partial<Caller>) {
  const scope = scopeUnits.length === 0 ? '' : `{${scopeUnits.join(',')}}`
  return { role, values: [accountId ?? '', role, scope, requestId] }
}
