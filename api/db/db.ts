/**
 * The one door to a database. Both engines answer alike; nothing outside `api/db` knows which one runs.
 *
 * Every value that leaves SQL for the web is built as JSON text in SQL, because the drivers parse
 * `int8`, `date` and `interval` differently.
 */

/** Who asks. Row-level security reads these through `current_setting('app.…')`; see sql/policies.sql. */
export interface Caller {
  /** account id, absent for a request nobody signed */
  accountId: string | null
  /** a role of sql/roles.sql without its `rg_` prefix: leader, office, township, village, group, planner, sysadmin, secadmin, auditor, wall, anonymous */
  role: string
  /** ids of the admin units whose subtrees the caller may see; empty = no rows */
  scopeUnits: readonly number[]
  /** request id, copied into audit rows */
  requestId?: string
}

export interface Result<Row = Record<string, unknown>> {
  rows: Row[]
  /** rows inserted, updated or deleted (0 for a select) */
  affected: number
  /** the engine's command tag, e.g. `SELECT`, `INSERT`; a statement without one is an error (guard G2) */
  command: string
}

export interface Tx {
  query<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Result<Row>>
  /** Bulk load. `lines` are PostgreSQL COPY text-format lines, each ending in `\n`. Resolves to the rows copied. */
  copyIn(table: string, columns: readonly string[], lines: AsyncIterable<string> | Iterable<string>): Promise<number>
}

export interface QueryOptions {
  /** ms until the statement is cut (embedded: the child is killed and reopened). Reads 5,000, jobs 60,000 or more. */
  budgetMs?: number
}

export interface Db {
  readonly engine: 'embedded' | 'server'
  /** Runs as the owner of the schema, past row-level security: migrations, background jobs, sign-in. One statement, own transaction. */
  query<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[], options?: QueryOptions): Promise<Result<Row>>
  /** One read under the caller's rights, in a read-only transaction of its own; one round trip where the engine allows it. */
  read<Row = Record<string, unknown>>(caller: Caller, sql: string, params?: readonly unknown[], options?: QueryOptions): Promise<Result<Row>>
  /** A transaction under the caller's rights; commits when `work` resolves, rolls back when it throws. */
  as<T>(caller: Caller, work: (tx: Tx) => Promise<T>, options?: QueryOptions): Promise<T>
  /** A transaction as the owner. */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: QueryOptions): Promise<T>
  /** Calls `notice` when another process or connection changed data (LISTEN/NOTIFY, or the in-process bus). Returns the unsubscribe. */
  listen(channel: string, notice: (payload: string) => void): Promise<() => Promise<void>>
  /** Tells every listener on `channel`; never inside a write transaction (commits holding notifications serialise on one lock). */
  notify(channel: string, payload: string): Promise<void>
  /** Writes a dump of the whole database beside the data, keeps the newest 7, resolves to its path. Embedded engine only. */
  dump?(reason: string): Promise<string>
  close(): Promise<void>
}

/** An SQL error as both engines report it. `code` is the SQLSTATE: five characters, ours begin with `RG`. */
export class DbError extends Error {
  readonly code: string
  readonly hint: string | undefined
  readonly detail: string | undefined
  readonly constraint: string | undefined
  constructor(message: string, code: string, extra: { hint?: string; detail?: string; constraint?: string } = {}) {
    super(message)
    this.name = 'DbError'
    this.code = code
    this.hint = extra.hint
    this.detail = extra.detail
    this.constraint = extra.constraint
  }
}

/** The database cannot answer now (its process was cut or is starting); callers get 503 with `Retry-After`. */
export class DbUnavailable extends Error {
  readonly retryAfterSeconds: number
  constructor(message: string, retryAfterSeconds = 2) {
    super(message)
    this.name = 'DbUnavailable'
    this.retryAfterSeconds = retryAfterSeconds
  }
}
