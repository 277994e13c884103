import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { mkdir } from 'node:fs/promises'
import { callerSettings, roleWords } from './caller.ts'
import type { Caller, Db, QueryOptions, Result, Tx } from './db.ts'
import { DbError } from './db.ts'
import { Bus, checkPayload } from './bus.ts'
import { lockData } from './data-lock.ts'
import { diskBytes, watchDisk } from './disk-space.ts'
import { packDump, takeSnapshot } from './dumps.ts'
import { createHome, sweepStaging } from './embedded-home.ts'
import type { Step } from './embedded-protocol.ts'
import { EmbeddedSession } from './embedded-session.ts'
import { defaultBudgetMs } from './engine-settings.ts'
import type { Log } from './log.ts'
import { silent } from './log.ts'
import { paramTexts } from './params.ts'
import { EmbeddedTransaction } from './embedded-transaction.ts'
import { TransactionGuard } from './transaction-guard.ts'
import { startUpkeep } from './upkeep.ts'

export interface EmbeddedOptions {
  dataDir: string
  log?: Log
  /** a closed, empty database to copy instead of creating one; written there when it does not exist yet */
  image?: string
  /** ms between two dumps, 0 = none */
  dumpEveryMs?: number
  /** ms between two looks at what needs upkeep */
  upkeepEveryMs?: number
  /** free and total bytes of the disk, as statfs tells them */
  disk?: typeof diskBytes
}

const hourMs = 3_600_000
const minuteMs = 60_000
/** A turn may have to wait for an import: longer than any read's budget, shorter than a browser's patience. */
const turnMs = 30_000

const statement = (sql: string, params?: readonly unknown[]): Step =>
  ({ kind: 'statement', sql, params: paramTexts(params) })

const words = (sql: string, ...tags: string[]): Step => ({ kind: 'words', sql, tags })
const commit = words('commit', 'COMMIT')
/** VACUUM and its like refuse to run inside a transaction, before they do anything. */
const needsNoTransaction = '25001'

/** Two steps, because a setting's value goes as a parameter and never into the words. */
function becoming(begin: string, caller: Caller): Step[] {
  const { text, values } = callerSettings(caller)
  return [
    words(`${begin}; ${roleWords(caller)}`, 'BEGIN', 'SET'),
    { kind: 'statement', sql: text, params: values },
  ]
}

/**
 * PGlite with PostGIS in a child process behind guards G1-G14. It survives `kill -9` of either process without losing
 * an acknowledged transaction; it does not promise to survive a power cut.
 *
 * @throws Error when another process has `dataDir` open, or when the folder cannot be opened (it is never wiped)
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Db> {
  const { dataDir, log = silent, image, dumpEveryMs = hourMs, upkeepEveryMs = minuteMs, disk = diskBytes } = options
  await mkdir(dataDir, { recursive: true })
  const lock = await lockData(join(dataDir, 'embedded.lock'))
  const home = join(dataDir, 'embedded')
  try {
    await sweepStaging(home)
    if (!existsSync(home)) await createHome(home, image)
    const session = await EmbeddedSession.open(home, log, (pid) => lock.noteChild(pid))
    const diskIsLow = watchDisk(dataDir, disk)
    return embeddedDb(session, { dataDir, home, log, dumpEveryMs, upkeepEveryMs, diskIsLow, unlock: () => lock.release() })
  } catch (error) {
    lock.release()
    throw error
  }
}

interface Surroundings {
  dataDir: string
  home: string
  log: Log
  dumpEveryMs: number
  upkeepEveryMs: number
  diskIsLow(): Promise<boolean>
  unlock(): void
}

function embeddedDb(session: EmbeddedSession, around: Surroundings): Db {
  const { dataDir, home, log, dumpEveryMs, upkeepEveryMs, diskIsLow, unlock } = around
  const bus = new Bus(log)
  const guard = new TransactionGuard()

  async function inTurn<T>(budgetMs: number, work: () => Promise<T>): Promise<T> {
    guard.refuseInside()
    const done = await session.turn(Math.max(turnMs, budgetMs))
    try {
      return await work()
    } finally {
      done()
    }
  }

  /** A full disk turns every transaction into a read-only one: reading goes on, writing says why (guard G8). */
  async function transact<T>(caller: Caller | undefined, work: (tx: Tx) => Promise<T>, budgetMs: number): Promise<T> {
    return inTurn(budgetMs, async () => {
      const begin = (await diskIsLow()) ? 'begin read only' : 'begin'
      const steps: Step[] = caller === undefined
        ? [words(begin, 'BEGIN')]
        : becoming(begin, caller)
      return diskFull(begin, () => new EmbeddedTransaction(session, guard, budgetMs).run(steps, work))
    })
  }

  const dumps = join(dataDir, 'dumps')
  let dumping: Promise<unknown> = Promise.resolve()

  /** One dump at a time; callers wait while the files are copied, not while the copy is packed. */
  function dump(reason: string): Promise<string> {
    const next = dumping.then(async () => {
      const snapshot = await inTurn(hourMs, async () => {
        await session.exchange([words('checkpoint', 'CHECKPOINT')], 120_000)
        return takeSnapshot(home, dumps)
      })
      return packDump(snapshot, dumps, reason)
    })
    dumping = next.catch(() => undefined)
    return next
  }

  const upkeep = startUpkeep({ session, inTurn, dump, log, dumpEveryMs, everyMs: upkeepEveryMs })

  return {
    engine: 'embedded',
    query<Row>(sql: string, params?: readonly unknown[], { budgetMs = defaultBudgetMs }: QueryOptions = {}) {
      const step = statement(sql, params)
      return inTurn(budgetMs, async (): Promise<Result<Row>> => {
        const begin = (await diskIsLow()) ? 'begin read only' : 'begin'
        return diskFull(begin, async () => {
          try {
            // Alone, a statement that swallowed an exception would be committed before anybody could look
            return await session.exchange<Row>([words(begin, 'BEGIN'), step, commit], budgetMs, true)
          } catch (error) {
            if (!(error instanceof DbError) || error.code !== needsNoTransaction || begin !== 'begin') throw error
            return session.exchange<Row>([step], budgetMs)
          }
        })
      })
    },
    read<Row>(caller: Caller, sql: string, params?: readonly unknown[], { budgetMs = defaultBudgetMs }: QueryOptions = {}) {
      const steps = [...becoming('begin read only', caller), statement(sql, params), commit]
      return inTurn(budgetMs, () => session.exchange<Row>(steps, budgetMs, true))
    },
    as<T>(caller: Caller, work: (tx: Tx) => Promise<T>, { budgetMs = defaultBudgetMs }: QueryOptions = {}) {
      return transact(caller, work, budgetMs)
    },
    transaction<T>(work: (tx: Tx) => Promise<T>, { budgetMs = defaultBudgetMs }: QueryOptions = {}) {
      return transact(undefined, work, budgetMs)
    },
    async listen(channel, notice) {
      const remove = bus.add(channel, notice)
      return async () => { remove() }
    },
    async notify(channel, payload) {
      checkPayload(payload)
      bus.tell(channel, payload)
    },
    dump,
    async close() {
      await upkeep.stop()
      await dumping
      await session.close()
      unlock()
    },
  }
}

async function diskFull<T>(begin: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (begin === 'begin' || !(error instanceof DbError) || error.code !== '25006') throw error
    throw new DbError(
      '磁盘空间不足，暂停写入；清理后自动恢复 / the disk is nearly full: writing is paused until space is freed',
      '53100',
    )
  }
}
