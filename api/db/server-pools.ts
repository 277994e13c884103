import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { asText, columnParsers } from './column-types.ts'
import { idleInTransactionMs, sessionSettings } from './engine-settings.ts'
import type { Log } from './log.ts'

export interface Pools {
  /** pipelined connections: begin, settings, statement and commit of a read leave in one go */
  readers: pg.Pool
  /** connections for transactions and COPY, which the driver does not pipeline */
  writers: pg.Pool
  /** a connection of its own, for LISTEN */
  listener(): pg.Client
  end(): Promise<void>
}

const settings: Readonly<Record<string, string | number>> = {
  ...sessionSettings,
  lock_timeout: 2_000,
  idle_in_transaction_session_timeout: idleInTransactionMs,
  // counting distinct matters of a million petitions should not sort on disk
  work_mem: '32MB',
  // the temporary tables of an import, a dozen of whose steps read the staged rows (70 MB of 200,000): taken as they are
  // filled, and given back with the connection
  temp_buffers: '256MB',
}

/** How long a connection may take to be closed by its server; one that hangs is left alone. */
const goodbyeMs = 2_000

/** Column parsers shared with the embedded engine instead of the driver's own. */
const types = { getTypeParser: (oid: number) => columnParsers[oid] ?? asText }

export function openPools(databaseUrl: string, log: Log): Pools {
  const common = {
    connectionString: databaseUrl,
    application_name: 'regional-governance-map',
    options: Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`).join(' '),
    types: types as unknown as pg.CustomTypesConfig,
    keepAlive: true,
  }
  const open = new Set<pg.PoolClient>()
  const pool = (max: number, pipeline: boolean, workers: number): pg.Pool => {
    const made = new pg.Pool({
      ...common, options: `${common.options} -c max_parallel_workers_per_gather=${workers}`, max, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 60_000, ...(pipeline ? { pipeline } : {}),
    })
    const lost = (error: Error): void => log.warn(`database connection lost: ${error.message}`)
    // an idle connection the server closed: the pool drops it, the next call gets a new one
    made.on('error', lost)
    // one that is in use says so to its call as well, but unheard it would end the whole program
    made.on('connect', (client) => {
      open.add(client)
      client.on('error', lost)
    })
    made.on('remove', (client) => open.delete(client))
    return made
  }
  // a summary starts workers several times over, 50 ms each time (measured): readers win nothing by them, jobs do
  const readers = pool(6, true, 0)
  const writers = pool(4, false, 2)
  return {
    readers,
    writers,
    listener: () => new pg.Client(common),
    async end() {
      // the library comes back before its connections are closed; a server that is stopped next would call each of them cut off
      const closed = [...open].map((client) => new Promise((resolve) => { client.once('end', resolve) }))
      await Promise.all([readers.end(), writers.end()])
      await Promise.race([Promise.all(closed), pause(goodbyeMs, undefined, { ref: false })])
    },
  }
}
