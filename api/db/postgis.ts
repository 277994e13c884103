import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { Bus, checkPayload } from './bus.ts'
import { callerSettings, roleWords } from './caller.ts'
import { copyStatement, linePieces } from './copy-messages.ts'
import type { Caller, Db, QueryOptions, Result, Tx } from './db.ts'
import { DbError, DbUnavailable } from './db.ts'
import { defaultBudgetMs } from './engine-settings.ts'
import type { Log } from './log.ts'
import { silent } from './log.ts'
import { paramTexts } from './params.ts'
import { checkServer } from './server-check.ts'
import { serverError, translated } from './server-errors.ts'
import { ServerListener } from './server-listener.ts'
import { openPools } from './server-pools.ts'
import { TransactionGuard } from './transaction-guard.ts'

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'COPY'])

function asResult<Row>({ rows, rowCount, command }: pg.QueryResult): Result<Row> {
  if (typeof command !== 'string' || command === '') {
    throw new DbError('空语句 / the statement is empty', '42601')
  }
  return { rows: rows as Row[], affected: changing.has(command) ? (rowCount ?? 0) : 0, command }
}

/** One statement by the extended protocol, which refuses two in one text as the embedded engine does. */
const statement = (text: string, params?: readonly unknown[]) =>
  ({ text, values: paramTexts(params), queryMode: 'extended' })

async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new DbError('事务已中止 / the transaction was aborted', '25P02')
}

const limit = (budgetMs: number): string => `set local statement_timeout = ${Math.max(1, Math.ceil(budgetMs))}`

/**
 * PostgreSQL with PostGIS at an address.
 *
 * @throws DbUnavailable when nothing answers there, Error when it is too old or lacks PostGIS
 */
export async function openServer(databaseUrl: string, log: Log = silent): Promise<Db> {
  const pools = openPools(databaseUrl, log)
  try {
    await translated(() => checkServer(pools.writers))
  } catch (error) {
    await pools.end()
    throw error
  }
  return serverDb(pools, log)
}

function serverDb(pools: ReturnType<typeof openPools>, log: Log): Db {
  const bus = new Bus(log)
  const guard = new TransactionGuard()
  const listener = new ServerListener(() => pools.listener(), bus, log)
  const sessionBudget = new WeakMap<pg.PoolClient, number>()

  /** A connection that was lost is not given to the next caller. */
  async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    guard.refuseInside()
    return translated(async () => {
      const client = await pool.connect()
      // the server's last words on this connection say more than the driver's "not queryable" that follows
      let fatal: Error | undefined
      const note = (error: Error): void => { fatal ??= error }
      client.on('error', note)
      try {
        return await work(client)
      } catch (error) {
        if (serverError(error) instanceof DbUnavailable) fatal ??= error as Error
        throw fatal ?? error
      } finally {
        client.off('error', note)
        client.release(fatal)
      }
    })
  }

  async function transact<T>(caller: Caller | undefined, work: (tx: Tx) => Promise<T>, budgetMs: number): Promise<T> {
    const words = caller === undefined ? '' : `; ${roleWords(caller)}`
    const settings = caller === undefined ? undefined : callerSettings(caller)
    return withClient(pools.writers, async (client) => {
      const tx = serverTransaction(client)
      try {
        await client.query(`begin; ${limit(budgetMs)}${words}`)
        if (settings !== undefined) await client.query(settings)
        const result = await guard.inside(() => work(tx))
        tx.end()
        await commit(client)
        return result
      } catch (error) {
        tx.end()
        await client.query('rollback')
        throw error
      }
    })
  }

  return {
    engine: 'server',
    query<Row>(sql: string, params?: readonly unknown[], { budgetMs = defaultBudgetMs }: QueryOptions = {}) {
      const query = statement(sql, params)
      return withClient(pools.writers, async (client): Promise<Result<Row>> => {
        if (sessionBudget.get(client) !== budgetMs) {
          await client.query(`set statement_timeout = ${Math.max(1, Math.ceil(budgetMs))}`)
          sessionBudget.set(client, budgetMs)
        }
        return asResult<Row>(await client.query(query))
      })
    },
    read<Row>(caller: Caller, sql: string, params?: readonly unknown[], options: QueryOptions = {}) {
      const begin = ['begin read only', limit(options.budgetMs ?? defaultBudgetMs), roleWords(caller)].join('; ')
      const settings = callerSettings(caller)
      const query = statement(sql, params)
      return withClient(pools.readers, async (client): Promise<Result<Row>> => {
        // When `begin` or a setting fails, the transaction is aborted and the statement behind it cannot run
        const [begun, set, done, ended] = await Promise.allSettled([
          client.query(begin), client.query(settings), client.query(query), commit(client),
        ])
        if (begun.status === 'rejected') throw begun.reason
        if (set.status === 'rejected') throw set.reason
        if (done.status === 'rejected') throw done.reason
        if (ended.status === 'rejected') throw ended.reason
        return asResult<Row>(done.value)
      })
    },
    as<T>(caller: Caller, work: (tx: Tx) => Promise<T>, { budgetMs = defaultBudgetMs }: QueryOptions = {}) {
      return transact(caller, work, budgetMs)
    },
    transaction<T>(work: (tx: Tx) => Promise<T>, { budgetMs = defaultBudgetMs }: QueryOptions = {}) {
      return transact(undefined, work, budgetMs)
    },
    listen: (channel, notice) => listener.listen(channel, notice),
    async notify(channel, payload) {
      checkPayload(payload)
      await withClient(pools.writers, (client) => client.query('select pg_notify($1, $2)', [channel, payload]))
    },
    async close() {
      await listener.close()
      await pools.end()
    },
  }
}

function serverTransaction(client: pg.PoolClient): Tx & { end(): void } {
  let over = false
  let running: Promise<unknown> = Promise.resolve()

  /** Statements run one after another even when nobody waits for each. */
  function inOrder<T>(work: () => Promise<T>): Promise<T> {
    const next = running.then(() => {
      if (over) throw new Error('事务已结束 / the transaction is over')
      return translated(work)
    })
    running = next.catch(() => undefined)
    return next
  }

  return {
    async query<Row>(sql: string, params?: readonly unknown[]) {
      const query = statement(sql, params)
      return inOrder(async () => asResult<Row>(await client.query(query)))
    },
    copyIn: (table, columns, lines) => inOrder(async () => {
      const stream = client.query(copyFrom(copyStatement(table, columns)))
      await pipeline(Readable.from(linePieces(lines, 256_000)), stream)
      return stream.rowCount
    }),
    end() {
      over = true
    },
  }
}
